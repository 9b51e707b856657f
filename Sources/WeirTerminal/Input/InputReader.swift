import CNcurses
import Foundation
import WeirScreen

/// A thread that does nothing but wait for the keyboard, the mouse and signals.
///
/// It sleeps until there is something, so that a key needs no polling and waits for no frame.
final class InputReader: Sendable {
  /// What the reader reports to its owner; inputs are in the order in which they came.
  enum Report: Sendable {
    case came([TerminalInput])
    /// The terminal has answered this many more requests.
    case answered(Int)
    case sizeChanged
    /// The process has to stop: a signal stops it alone, a key stops the whole job.
    case stopRequested(wholeJob: Bool)
    case continued
    /// The process is in the foreground of its terminal again.
    case cameToForeground
  }

  /// How often to check whether the process is in the foreground again, in milliseconds: there is
  /// no signal for it.
  private static let backgroundInterval: Int32 = 250
  /// Our own notes, besides the numbers of signals.
  private enum Note {
    static let stop: UInt8 = 0
    static let keyboardOn: UInt8 = 0xFE
    static let keyboardOff: UInt8 = 0xFF
  }

  private let device: TerminalDevice
  private let escapeDelay: Duration
  private let start = ContinuousClock.now
  private let notes: (read: Int32, write: Int32)
  private let report: @Sendable (Report) -> Void

  /// Starts the thread; signals are caught from now on.
  ///
  /// - Parameters:
  ///   - escapeDelay: how long Escape may be the start of a sequence.
  ///   - report: is called on the thread of the reader.
  /// - Throws: `refused`.
  init(
    _ device: TerminalDevice, escapeDelay: Duration, report: @escaping @Sendable (Report) -> Void
  ) throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .refused("create a pipe for signals", errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    self.device = device
    self.escapeDelay = escapeDelay
    self.report = report
    notes = (ends[0], ends[1])
    TerminalSignals.catchAll(noting: notes.write)
    Thread.detachNewThread { self.run() }
  }

  /// Reads the keyboard, or leaves it to others, as at first.
  func listen(toKeyboard isOn: Bool) { note(isOn ? Note.keyboardOn : Note.keyboardOff) }

  /// Stops the thread, and restores the previous actions of signals.
  func stop() {
    TerminalSignals.releaseAll()
    note(Note.stop)
  }

  private func note(_ byte: UInt8) {
    var byte = byte
    _ = write(notes.write, &byte, 1)
  }

  private enum Keyboard {
    case listenedTo, leftToOthers, gone
  }

  private var now: Duration { start.duration(to: .now) }

  private func run() {
    AlternateStack.use()
    var decoder = InputDecoder(escapeDelay: escapeDelay)
    var breaks = BreakKey()
    var keyboard = Keyboard.leftToOthers
    var isRunning = true
    while isRunning {
      let ready = wait(keyboard, timeout(keyboard, decoder.deadline))
      if ready.timedOut {
        deliver(decoder.wake(at: now), &breaks)
        if keyboard == .leftToOthers, device.isInForeground { report(.cameToForeground) }
      }
      // Notes come first: keys typed after the terminal was given back are for others.
      if ready.notes { isRunning = readNotes(&keyboard) }
      let isListening = isRunning && keyboard == .listenedTo
      if ready.keyboard, isListening, !readKeyboard(&decoder, &breaks) {
        report(.came([.endRequested(signal: SIGHUP)]))
        keyboard = .gone
      }
    }
    close(notes.read)
    close(notes.write)
  }

  private func wait(
    _ keyboard: Keyboard, _ timeout: Int32
  ) -> (keyboard: Bool, notes: Bool, timedOut: Bool) {
    // A negative descriptor is ignored.
    var sources = [keyboard == .listenedTo ? device.input : -1, notes.read]
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&sources, 2, timeout)
    return (sources[0].revents != 0, sources[1].revents != 0, count == 0)
  }

  /// In milliseconds, rounded up; -1 is forever.
  private func timeout(_ keyboard: Keyboard, _ deadline: Duration?) -> Int32 {
    if let deadline {
      return Int32(clamping: Int(max(deadline - now, .zero) / .milliseconds(1)) + 1)
    }
    return keyboard == .leftToOthers ? InputReader.backgroundInterval : -1
  }

  /// Reads the keyboard; returns false if the terminal is gone.
  private func readKeyboard(_ decoder: inout InputDecoder, _ breaks: inout BreakKey) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(device.input, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    let inputs = decoder.decode(bytes.prefix(count), at: now)
    if decoder.answers > 0 { report(.answered(decoder.answers)) }
    decoder.answers = 0
    deliver(inputs, &breaks)
    return true
  }

  /// Reports inputs in order; a key for which a terminal in line mode sends a signal acts like that
  /// signal here.
  private func deliver(_ inputs: [TerminalInput], _ breaks: inout BreakKey) {
    var others: [TerminalInput] = []
    for input in inputs {
      switch input {
      case .keyPressed(.control("c")) where breaks.isLastResort(at: now):
        TerminalSignals.end(by: SIGINT)
      case .keyPressed(.control("\\")): others.append(.endRequested(signal: SIGQUIT))
      case .keyPressed(.control("z")):
        if !others.isEmpty { report(.came(others)) }
        others = []
        report(.stopRequested(wholeJob: true))
      default: others.append(input)
      }
    }
    if !others.isEmpty { report(.came(others)) }
  }

  /// Reads signals and other notes; returns false if it has to stop.
  private func readNotes(_ keyboard: inout Keyboard) -> Bool {
    var signals = [UInt8](repeating: 0, count: 64)
    let count = max(read(notes.read, &signals, signals.count), 0)
    for signal in signals.prefix(count) {
      switch signal {
      case Note.stop: return false
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
    case SIGTSTP: report(.stopRequested(wholeJob: false))
    case SIGCONT: report(.continued)
    default: report(.came([.endRequested(signal: signal)]))
    }
  }
}
