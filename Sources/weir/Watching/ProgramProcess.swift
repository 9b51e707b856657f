import Foundation
import Synchronization
import WeirDashboard
import WeirTerminal

/// A program that was started to be watched, in a process group of its own: what the terminal sends
/// to this program does not reach it.
final class ProgramProcess: Sendable {
  /// The number of its process and of its group.
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
    var number: pid_t = 0
    let code = ProgramProcess.spawn(command, environment, output, input, &number)
    guard code == 0 else { throw .cannotStart(command: command.first ?? "", code: code) }
    self.number = number
    let process = number
    ended.enter()
    let thread = Thread { [self] in
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

  /// Sends a signal to it and to all that it has started.
  func send(_ signal: Int32) {
    if exit == nil { kill(-number, signal) }
  }

  /// Whether a process belongs to it.
  func includes(_ process: Int32) -> Bool { getpgid(process) == number }

  private static func spawn(
    _ command: [String], _ environment: [String: String], _ output: Int32, _ input: Int32?,
    _ number: inout pid_t
  ) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    // Both of its outputs.
    for number: Int32 in 1...2 { posix_spawn_file_actions_adddup2(&actions, output, number) }
    // What this program ignores or blocks must not be inherited.
    var usual = sigset_t()
    sigfillset(&usual)
    sigdelset(&usual, SIGKILL)
    sigdelset(&usual, SIGSTOP)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let texts = environment.map { "\($0.key)=\($0.value)" }.sorted()
    return withCStrings(command) { words in
      withCStrings(texts) { variables in
        posix_spawnp(&number, command.first ?? "", &actions, &attributes, words, variables)
      }
    }
  }

  /// Passes texts as a list of C strings that ends with a null pointer.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let strings = texts.map { strdup($0) } + [nil]
    defer { strings.forEach { free($0) } }
    return body(strings)
  }
}

extension ProgramExit {
  /// Reads the status of a process that has ended, as the system gives it.
  init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }
}
