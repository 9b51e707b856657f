import CNcurses
import Foundation

@testable import WeirTerminal

/// A terminal whose other end a test holds.
struct PseudoTerminal {
  let keyboard: FileHandle
  let device: TerminalDevice
  private let line: FileHandle

  init(columns: UInt16, rows: UInt16) throws {
    var (near, far): (Int32, Int32) = (-1, -1)
    openpty(&near, &far, nil, nil, nil)
    keyboard = FileHandle(fileDescriptor: near, closeOnDealloc: true)
    line = FileHandle(fileDescriptor: far, closeOnDealloc: true)
    device = try TerminalDevice(input: far, output: far)
    resize(columns: columns, rows: rows)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(line.fileDescriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Whether keys are echoed and come line by line, as a shell wants it.
  var isInLineMode: Bool {
    var settings = termios()
    tcgetattr(line.fileDescriptor, &settings)
    return settings.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON)
  }

  /// What was written to the terminal up to a sequence, with `\e` for Escape; everything if the
  /// sequence does not come.
  func written(upTo end: String) -> String {
    let end = Array(end.replacing("\\e", with: "\u{1b}").utf8)
    var bytes: [UInt8] = []
    var line = pollfd(fd: keyboard.fileDescriptor, events: Int16(POLLIN), revents: 0)
    // The line delivers in pieces, at any time; after a while the test gives up.
    while bytes.suffix(end.count) != end[...], poll(&line, 1, 5000) > 0 {
      var byte: UInt8 = 0
      guard read(keyboard.fileDescriptor, &byte, 1) == 1 else { break }
      bytes.append(byte)
    }
    return readable(bytes)
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes {
      write(keyboard.fileDescriptor, $0.baseAddress, $0.count)
    }
  }
}
