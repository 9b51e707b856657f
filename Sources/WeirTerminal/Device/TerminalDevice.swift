import CNcurses
import Foundation
import WeirDashboard

/// The terminal as the system knows it: two descriptors, line settings, a size.
struct TerminalDevice: Sendable {
  let input: Int32
  let output: Int32
  /// The line settings that were there before, and are to be there afterwards.
  let originalSettings: termios

  /// Takes the process's own terminal: what it writes to, and a keyboard even where standard input is a pipe.
  static func standard() throws(TerminalError) -> TerminalDevice {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    if isatty(STDIN_FILENO) == 1 {
      return try TerminalDevice(input: STDIN_FILENO, output: STDOUT_FILENO)
    }
    guard let name = ttyname(STDOUT_FILENO) else { throw .noKeyboard }
    let keyboard = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard keyboard >= 0 else { throw .noKeyboard }
    return try TerminalDevice(input: keyboard, output: STDOUT_FILENO)
  }

  init(input: Int32, output: Int32) throws(TerminalError) {
    var settings = termios()
    guard tcgetattr(input, &settings) == 0 else {
      throw .refused("tell the terminal's line settings", errno)
    }
    self.input = input
    self.output = output
    originalSettings = settings
  }

  /// The terminal's size; where it does not tell one, the customary 80x24.
  var size: Size {
    let told = weir_window_size(output)
    guard told.ws_col > 0, told.ws_row > 0 else { return Size(columns: 80, rows: 24) }
    return Size(columns: Int(told.ws_col), rows: Int(told.ws_row))
  }

  /// Whether the process is the one that the terminal listens to, and not in a shell's background.
  var isInForeground: Bool {
    let foreground = tcgetpgrp(input)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Makes keys arrive one by one and unechoed; those that send signals still do.
  func enterDrawingMode() {
    var settings = originalSettings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
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

  /// Writes all the bytes, waiting for a slow line; a terminal that is gone takes none.
  func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let count = Foundation.write(output, start, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var line = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        poll(&line, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
