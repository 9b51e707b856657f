import CNcurses
import Foundation
import WeirScreen

/// The terminal as the system knows it: two descriptors, line settings, a size.
struct TerminalDevice: Sendable {
  let input: Int32
  let output: Int32
  /// The output once more, opened by ourselves: it refuses what does not fit rather than wait, which nobody else's
  /// descriptor may be made to do. The output itself where the system lends no such descriptor.
  private let line: Int32
  /// The line settings that were there before, and are to be there afterwards.
  let originalSettings: termios

  /// Takes the process's own terminal: what it writes to, and a keyboard even where standard input is a pipe.
  static func standard() throws(TerminalError) -> TerminalDevice {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    if isatty(STDIN_FILENO) == 1 {
      return try TerminalDevice(input: STDIN_FILENO, output: STDOUT_FILENO)
    }
    // The terminal's name may not be known here, as in some containers, or be another user's.
    let names = [ttyname(STDOUT_FILENO).map { String(cString: $0) }, "/dev/tty"]
    for name in names.compactMap(\.self) {
      let keyboard = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard keyboard >= 0 else { continue }
      if isatty(keyboard) == 1 {
        return try TerminalDevice(input: keyboard, output: STDOUT_FILENO)
      }
      _ = Foundation.close(keyboard)
    }
    throw .noKeyboard
  }

  /// Closes what was opened for this alone.
  func close() {
    if input != STDIN_FILENO { _ = Foundation.close(input) }
    if line != output { _ = Foundation.close(line) }
  }

  init(input: Int32, output: Int32) throws(TerminalError) {
    var settings = termios()
    guard tcgetattr(input, &settings) == 0 else {
      throw .refused("tell the terminal's line settings", errno)
    }
    self.input = input
    self.output = output
    line = TerminalDevice.openLine(to: output) ?? output
    originalSettings = settings
  }

  /// The terminal's size; where it does not tell one, the customary 80x24. Of one that is larger
  /// than what is drawable the top left is used.
  var size: Size {
    let told = weir_window_size(output)
    guard told.ws_col > 0, told.ws_row > 0 else { return Size(columns: 80, rows: 24) }
    return Size(columns: Int(told.ws_col), rows: Int(told.ws_row)).drawable
  }

  /// Whether the process is the one that the terminal listens to, and not in a shell's background.
  var isInForeground: Bool {
    let foreground = tcgetpgrp(input)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Makes keys arrive one by one and unechoed.
  ///
  /// So do those that send signals in line mode: then Ctrl-C in a pasted text is text, and the key
  /// works where a shell let the program ignore the signal.
  func enterDrawingMode() {
    var settings = originalSettings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN | ISIG)
    settings.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | IXON)
    settings.c_oflag &= ~tcflag_t(ONLCR)
    apply(settings)
  }

  /// Puts the original line settings back.
  func leaveDrawingMode() { apply(originalSettings) }

  private func apply(_ settings: termios) {
    var settings = settings
    while tcsetattr(input, TCSADRAIN, &settings) != 0, errno == EINTR {}
  }

  private static func openLine(to output: Int32) -> Int32? {
    guard let name = ttyname(output) else { return nil }
    let line = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    return line < 0 ? nil : line
  }
}

extension TerminalDevice {
  /// How long a full line is waited for before it is asked again whether anybody still wants it, in milliseconds.
  private static let pause: Int32 = 20
  private static let farewellPauses = 15

  /// Writes all the bytes, waiting for a slow line as long as they are wanted; false when some were not written.
  ///
  /// It asks for no memory, so that a crash can use it.
  @discardableResult
  func write(_ bytes: UnsafeRawBufferPointer, while isWanted: () -> Bool = { true }) -> Bool {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let count = Foundation.write(line, start, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        guard isWanted() else { return false }
        var room = pollfd(fd: line, events: Int16(POLLOUT), revents: 0)
        poll(&room, 1, TerminalDevice.pause)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Writes what leaves the screen. Where a line is stuck, what it holds is thrown away: it is of no use any more.
  func writeFarewell(_ bytes: UnsafeRawBufferPointer) {
    for _ in 0..<2 {
      var pauses = 0
      let isWritten = write(bytes) {
        pauses += 1
        return pauses <= TerminalDevice.farewellPauses
      }
      if isWritten { return }
      discardOutput()
    }
  }

  /// Throws away what the terminal has not taken yet. A sequence may be cut in two: one that cancels it comes first.
  func discardOutput() {
    tcflush(output, TCOFLUSH)
    var cancel: UInt8 = 0x18
    _ = Foundation.write(line, &cancel, 1)
  }
}
