import Foundation
import Synchronization
import WeirDashboard
import WeirTerminal

/// A program that was started to be watched, in a session of its own: what the terminal sends to
/// this program does not reach it, and it can't use that terminal, which would stop it.
final class ProgramProcess: Sendable {
  /// The number of its process, of its group and of its session.
  let number: Int32
  private let ending = Mutex<ProgramExit?>(nil)
  private let ended = DispatchGroup()

  /// Starts a command, whose first word is looked up as a shell does.
  ///
  /// - Parameters:
  ///   - environment: Its environment.
  ///   - output: A descriptor for all that it prints.
  ///   - input: A descriptor for what it reads; `nil` for nothing.
  /// - Throws: `WatchError.cannotStart` if there is no such program.
  init(
    _ command: [String], _ environment: [String: String], output: Int32, input: Int32?
  ) throws(WatchError) {
    var process: pid_t = 0
    var settings = SpawnSettings(output: output, input: input)
    let code = settings.spawn(command, environment, &process)
    settings.destroy()
    guard code == 0 else { throw .cannotStart(command: command.first ?? "", code: code) }
    number = process
    ended.enter()
    let thread = Thread { [self, process] in
      AlternateStack.use()
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      ending.withLock { $0 = ProgramExit(status: status) }
      ended.leave()
    }
    thread.name = "weir.program"
    thread.start()
  }

  /// How it ended; `nil` while it runs.
  var exit: ProgramExit? { ending.withLock { $0 } }

  /// Waits for its end.
  ///
  /// - Returns: Whether it has ended in time.
  func wait(_ seconds: Double) -> Bool { ended.wait(timeout: .now() + seconds) == .success }

  /// Sends a signal to it and to all that it has started; what is stopped continues, since it would
  /// not handle the signal otherwise.
  func send(_ signal: Int32) {
    guard exit == nil else { return }
    kill(-number, signal)
    if signal != SIGKILL { kill(-number, SIGCONT) }
  }

  /// Whether a process belongs to it.
  func includes(_ process: Int32) -> Bool { getsid(process) == number }
}

extension ProgramExit {
  /// Reads the status of a process that has ended, as the system gives it.
  init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }
}
