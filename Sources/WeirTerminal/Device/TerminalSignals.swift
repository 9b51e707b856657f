import CNcurses
import Foundation
import Synchronization

/// The signals of a program that draws: each is written to a pipe or, if it ends the program,
/// handled at once.
///
/// A note in the pipe is one byte, the number of the signal. If the program did not react to a
/// first signal that asked it to end, a second one ends it at once. Every other signal that ends a
/// program and can be caught restores the terminal first, and then does what it did before.
enum TerminalSignals {
  static let endRequests = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let others = [SIGWINCH, SIGTSTP, SIGCONT]
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS]
  /// Signals that end a program unless they are caught, and are not its own fault.
  private static let deaths: [Int32] = {
    var signals = [
      SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ,
    ]
    #if os(Linux)
      let (stackFault, powerFailure) = (Int32(16), Int32(30))
      signals += [SIGIO, stackFault, powerFailure]
    #endif
    return signals
      + stride(from: weir_first_real_time_signal(), through: weir_last_real_time_signal(), by: 1)
  }()
  private static let all = endRequests + others + crashes + deaths

  private static let notes = Atomic<Int32>(-1)
  private static let isEndRequested = Atomic(false)
  /// The previous action of each signal, by its number.
  nonisolated(unsafe) private static let formerActions = {
    let count = Int(all.max() ?? 0) + 1
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: count)
    actions.initialize(repeating: sigaction(), count: count)
    return actions
  }()

  /// Starts to write signals to a pipe; those that the parent process had ignored stay ignored.
  static func catchAll(noting pipe: Int32) {
    notes.store(pipe, ordering: .sequentiallyConsistent)
    isEndRequested.store(false, ordering: .sequentiallyConsistent)
    for signal in endRequests { catchUnlessIgnored(signal, noteEndRequest) }
    for signal in deaths { catchUnlessIgnored(signal, restoreAndDie) }
    catchUnlessIgnored(SIGTSTP, note)
    for signal in [SIGWINCH, SIGCONT] { weir_catch(signal, note, formerActions + Int(signal)) }
    for signal in crashes { weir_catch(signal, restoreAndCrash, formerActions + Int(signal)) }
  }

  private static func catchUnlessIgnored(_ signal: Int32, _ action: @escaping weir_signal_action) {
    weir_catch(signal, action, formerActions + Int(signal))
    if weir_was_ignored(formerActions + Int(signal)) { weir_ignore_signal(signal) }
  }

  /// Restores the previous action of every signal.
  static func releaseAll() {
    for signal in all { sigaction(signal, formerActions + Int(signal), nil) }
    notes.store(-1, ordering: .sequentiallyConsistent)
  }

  /// Stops the process as Ctrl-Z does, and returns when it continues; at once in a session without
  /// job control.
  ///
  /// - Parameter wholeJob: whether the other processes of the job stop too, as when the key is
  ///   pressed in a terminal in line mode.
  static func stopProcess(wholeJob: Bool) {
    guard !weir_was_ignored(formerActions + Int(SIGTSTP)) else { return }
    // This call itself waits for the process to continue, so no note of it is wanted.
    weir_ignore_signal(SIGCONT)
    if wholeJob {
      weir_ignore_signal(SIGTSTP)
      kill(0, SIGTSTP)
    }
    weir_reset_signal(SIGTSTP)
    weir_raise_unblocked(SIGTSTP)
    weir_catch(SIGTSTP, note, nil)
    weir_catch(SIGCONT, note, nil)
  }

  /// Restores the terminal, and ends the program by a signal.
  static func end(by signal: Int32) {
    TerminalRestoration.perform()
    weir_reset_signal(signal)
    weir_raise_unblocked(signal)
  }

  private static let note: weir_signal_action = { signal, _, _ in write(signal) }

  private static let noteEndRequest: weir_signal_action = { signal, _, _ in
    guard isEndRequested.exchange(true, ordering: .sequentiallyConsistent) else {
      return write(signal)
    }
    TerminalRestoration.perform()
    weir_reset_signal(signal)
    raise(signal)
  }

  private static let restoreAndDie: weir_signal_action = { signal, _, _ in
    TerminalRestoration.perform()
    sigaction(signal, formerActions + Int(signal), nil)
    raise(signal)
  }

  private static let restoreAndCrash: weir_signal_action = { signal, information, _ in
    TerminalRestoration.perform()
    sigaction(signal, formerActions + Int(signal), nil)
    // A faulting instruction faults again by itself; a signal that was sent has to be sent again.
    if let information, weir_was_sent(information) { raise(signal) }
  }

  private static func write(_ signal: Int32) {
    let code = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = Foundation.write(notes.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = code
  }
}
