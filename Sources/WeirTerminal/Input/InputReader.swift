import CNcurses
import Foundation
import WeirDashboard

/// A thread that waits for the keyboard, the mouse and signals, and for nothing else.
///
/// It sleeps until there is something, so that a key costs no polling and waits for no frame.
final class InputReader: Sendable {
  /// What is told to whoever started the reader; inputs are in the order in which they came.
  enum Report: Sendable {
    case came([TerminalInput])
    /// The terminal has dealt with this many more of the questions that it was sent.
    case answered(Int)
    case sizeChanged
    case stopRequested
    case wentOn
    /// The terminal listens to this process again, after one in front of it.
    case cameToForeground
  }

  /// How long Escape alone may be the beginning of a sequence, and how long one may be under way.
  private static let shortPatience: Int32 = 25
  private static let longPatience: Int32 = 250
  private static let longestPatience: Int32 = 3000
  /// How often to look whether the process is in front again: no signal tells.
  private static let backgroundInterval: Int32 = 250
  /// Notes of our own, beside the numbers of signals.
  private enum Note {
    static let farewell: UInt8 = 0
    static let keyboardOn: UInt8 = 0xFE
    static let keyboardOff: UInt8 = 0xFF
  }

  private let device: TerminalDevice
  private let notes: (read: Int32, write: Int32)
  private let report: @Sendable (Report) -> Void

  /// Starts to listen; signals are noted from now on.
  init(
    _ device: TerminalDevice, report: @escaping @Sendable (Report) -> Void
  ) throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .refused("lend a pipe for signals", errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    self.device = device
    self.report = report
    notes = (ends[0], ends[1])
    TerminalSignals.catchAll(noting: notes.write)
    Thread.detachNewThread { self.run() }
  }

  /// Leaves what is typed to others, or takes it again; at first it is left.
  func listen(toKeyboard isOn: Bool) { note(isOn ? Note.keyboardOn : Note.keyboardOff) }

  /// Stops listening; signals do again what they did before.
  func stop() {
    TerminalSignals.releaseAll()
    note(Note.farewell)
  }

  private func note(_ byte: UInt8) {
    var byte = byte
    _ = write(notes.write, &byte, 1)
  }

  private enum Keyboard {
    case listenedTo, leftToOthers, gone
  }

  private func run() {
    var decoder = InputDecoder()
    var keyboard = Keyboard.leftToOthers
    var isRunning = true
    while isRunning {
      let ready = wait(keyboard, timeout(keyboard, decoder.patience))
      if ready.timedOut {
        if let input = decoder.giveUpWaiting() { report(.came([input])) }
        if keyboard == .leftToOthers, device.isInForeground { report(.cameToForeground) }
      }
      if ready.keyboard, !readKeyboard(&decoder) {
        report(.came([.endRequested(signal: SIGHUP)]))
        keyboard = .gone
      }
      if ready.notes { isRunning = readNotes(&keyboard) }
    }
    close(notes.read)
    close(notes.write)
  }

  private func wait(
    _ keyboard: Keyboard, _ timeout: Int32
  ) -> (keyboard: Bool, notes: Bool, timedOut: Bool) {
    // A negative descriptor is passed over.
    var sources = [keyboard == .listenedTo ? device.input : -1, notes.read]
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&sources, 2, timeout)
    return (sources[0].revents != 0, sources[1].revents != 0, count == 0)
  }

  private func timeout(_ keyboard: Keyboard, _ patience: InputDecoder.Patience) -> Int32 {
    switch patience {
    case .short: InputReader.shortPatience
    case .long: InputReader.longPatience
    case .longest: InputReader.longestPatience
    case .none: keyboard == .leftToOthers ? InputReader.backgroundInterval : -1
    }
  }

  /// Reads what was typed; false when the terminal is gone.
  private func readKeyboard(_ decoder: inout InputDecoder) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(device.input, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    let inputs = decoder.decode(bytes.prefix(count))
    if decoder.answers > 0 { report(.answered(decoder.answers)) }
    decoder.answers = 0
    if !inputs.isEmpty { report(.came(inputs)) }
    return true
  }

  /// Reads which signals and other notes came; false after the farewell.
  private func readNotes(_ keyboard: inout Keyboard) -> Bool {
    var signals = [UInt8](repeating: 0, count: 64)
    let count = max(read(notes.read, &signals, signals.count), 0)
    for signal in signals.prefix(count) {
      switch signal {
      case Note.farewell: return false
      case Note.keyboardOn: keyboard = .listenedTo
      case Note.keyboardOff: keyboard = .leftToOthers
      default: report(of: Int32(signal))
      }
    }
    return true
  }

  private func report(of signal: Int32) {
    switch signal {
    case SIGWINCH: report(.sizeChanged)
    case SIGTSTP: report(.stopRequested)
    case SIGCONT: report(.wentOn)
    default: report(.came([.endRequested(signal: signal)]))
    }
  }
}
