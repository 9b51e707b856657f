import Foundation

/// A pseudo-terminal that replaces standard output; what arrives at its other end is discarded.
struct QuietTerminal {
  /// The original standard output, for the results.
  let results: FileHandle
  private let controller: Int32

  init() {
    results = FileHandle(fileDescriptor: dup(STDOUT_FILENO))
    var (near, far): (Int32, Int32) = (-1, -1)
    precondition(openpty(&near, &far, nil, nil, nil) == 0, "Opening a pseudo-terminal failed.")
    controller = near
    dup2(far, STDIN_FILENO)
    dup2(far, STDOUT_FILENO)
    setenv("TERM", "xterm-256color", 1)
    setenv("COLORTERM", "truecolor", 1)
    Thread.detachNewThread { [controller] in
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      while read(controller, &bytes, bytes.count) > 0 {}
    }
  }

  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  func print(_ line: String) {
    try? results.write(contentsOf: Data((line + "\n").utf8))
  }
}
