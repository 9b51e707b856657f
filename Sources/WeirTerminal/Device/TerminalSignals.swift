import CNcurses
import Foundation
import Synchronization

/// The signals of a program that draws: noted in a pipe, or, after a crash, answered on the spot.
///
/// A note is one byte, the signal's number. Asked a second time to end, a program that did not see to the first
/// request is ended at once, its terminal restored.
enum TerminalSignals {
  static let endRequests = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let others = [SIGWINCH, SIGTSTP, SIGCONT]
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS]

  private static let notes = Atomic<Int32>(-1)
  private static let wasAskedToEnd = Atomic(false)
  /// What each signal did before, by its number.
  nonisolated(unsafe) private static let formerActions = {
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    actions.initialize(repeating: sigaction(), count: 65)
    return actions
  }()

  /// Starts to note signals in a pipe; those that the parent process had ignored stay ignored.
  static func catchAll(noting pipe: Int32) {
    notes.store(pipe, ordering: .sequentiallyConsistent)
    wasAskedToEnd.store(false, ordering: .sequentiallyConsistent)
    for signal in endRequests {
      weir_catch(signal, noteEndRequest, formerActions + Int(signal))
      if weir_was_ignored(formerActions + Int(signal)) { weir_ignore_signal(signal) }
    }
    for signal in others { weir_catch(signal, note, formerActions + Int(signal)) }
    for signal in crashes { weir_catch(signal, restoreAndCrash, formerActions + Int(signal)) }
  }

  /// Lets every signal do again what it did before.
  static func releaseAll() {
    for signal in endRequests + others + crashes {
      sigaction(signal, formerActions + Int(signal), nil)
    }
    notes.store(-1, ordering: .sequentiallyConsistent)
  }

  /// Stops the process as Ctrl-Z does, and returns when it goes on; in a session without job control at once.
  static func stopProcess() {
    // Going on is what this call is waiting for: no note of it is wanted.
    weir_ignore_signal(SIGCONT)
    weir_reset_signal(SIGTSTP)
    weir_raise_unblocked(SIGTSTP)
    weir_catch(SIGTSTP, note, nil)
    weir_catch(SIGCONT, note, nil)
  }

  private static let note: weir_signal_action = { signal, _, _ in write(signal) }

  private static let noteEndRequest: weir_signal_action = { signal, _, _ in
    guard wasAskedToEnd.exchange(true, ordering: .sequentiallyConsistent) else {
      return write(signal)
    }
    TerminalRestoration.perform()
    weir_reset_signal(signal)
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
