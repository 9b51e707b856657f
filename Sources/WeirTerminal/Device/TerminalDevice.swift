import CNcurses
import Foundation
import WeirScreen

/// The terminal as the system knows it: two descriptors, line settings, a size.
struct TerminalDevice: Sendable {
  let input: Int32
  let output: Int32
  /// The output again, opened by ourselves: writes fail instead of waiting if there is no room,
  /// which must not be set on a descriptor that others share. It is the output itself if the system
  /// gives us no such descriptor.
  private let line: Int32
  /// The line settings from before, which are restored at the end.
  let originalSettings: termios

  /// Uses the process's own terminal: the one that it writes to, and a keyboard even if standard
  /// input is a pipe.
  ///
  /// - Throws: `outputIsNoTerminal`, `noKeyboard` or `refused`.
  static func standard() throws(TerminalError) -> TerminalDevice {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    if isatty(STDIN_FILENO) == 1 {
      return try TerminalDevice(input: STDIN_FILENO, output: STDOUT_FILENO)
    }
    // The terminal's name may be unknown here, as in some containers, or belong to another user.
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

  /// Closes the descriptors that were opened only for this.
  func close() {
    if input != STDIN_FILENO { _ = Foundation.close(input) }
    if line != output { _ = Foundation.close(line) }
  }

  init(input: Int32, output: Int32) throws(TerminalError) {
    var settings = termios()
    guard tcgetattr(input, &settings) == 0 else {
      throw .refused("read the terminal's line settings", errno)
    }
    self.input = input
    self.output = output
    line = TerminalDevice.openLine(to: output) ?? output
    originalSettings = settings
  }

  /// The terminal's size, or the customary 80x24 if it has none. If it is larger than the drawable
  /// size, its top left is used.
  var size: Size {
    let reported = weir_window_size(output)
    guard reported.ws_col > 0, reported.ws_row > 0 else { return Size(columns: 80, rows: 24) }
    return Size(columns: Int(reported.ws_col), rows: Int(reported.ws_row)).drawable
  }

  /// Whether the process is in the foreground of its terminal, and not in the background of a
  /// shell.
  var isInForeground: Bool {
    let foreground = tcgetpgrp(input)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Makes keys arrive one by one and without echo.
  ///
  /// This includes the keys that send signals in line mode: so Ctrl-C in pasted text is text, and
  /// the key works even if a shell made the program ignore the signal.
  func enterDrawingMode() {
    var settings = originalSettings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN | ISIG)
    settings.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | IXON)
    settings.c_oflag &= ~tcflag_t(ONLCR)
    apply(settings)
  }

  /// Restores the original line settings.
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
  /// How long to wait for a full line before checking again whether the bytes are still wanted, in
  /// milliseconds.
  private static let pause: Int32 = 20
  private static let leavingPauses = 15

  /// Writes all the bytes, waiting for a slow line as long as they are wanted; returns false if
  /// some were not written.
  ///
  /// It allocates no memory, so that a crash handler can use it.
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

  /// Writes as many of the bytes as the line takes without waiting, and returns how many.
  func writeAtOnce(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard line != output else { return 0 }
    return max(Foundation.write(line, bytes.baseAddress, bytes.count), 0)
  }

  /// Writes the bytes that leave the screen. If the line is stuck, its content is discarded first,
  /// since nobody needs it any more.
  func writeLeaving(_ bytes: UnsafeRawBufferPointer) {
    for _ in 0..<2 {
      var pauses = 0
      let isWritten = write(bytes) {
        pauses += 1
        return pauses <= TerminalDevice.leavingPauses
      }
      if isWritten { return }
      discardOutput()
    }
  }

  /// Discards what the terminal has not taken yet. A sequence may be cut in two, so a byte that
  /// cancels it comes first.
  func discardOutput() {
    tcflush(output, TCOFLUSH)
    var cancel: UInt8 = 0x18
    _ = Foundation.write(line, &cancel, 1)
  }
}
