import Foundation

/// How a program is started: what it inherits, and in which session.
struct SpawnSettings {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
    private static let newSession = POSIX_SPAWN_SETSID
  #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    /// `POSIX_SPAWN_SETSID`, which is hidden by the headers.
    private static let newSession: Int32 = 0x80
  #endif

  /// The settings for a program in a session of its own, without what this program ignores or
  /// blocks. `destroy` has to follow.
  ///
  /// - Parameters:
  ///   - output: A descriptor for all that it prints.
  ///   - input: A descriptor for what it reads; `nil` for nothing.
  init(output: Int32, input: Int32?) {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    // Both of its outputs.
    for number: Int32 in 1...2 {
      posix_spawn_file_actions_adddup2(&actions, output, number)
    }
    var usual = sigset_t()
    sigfillset(&usual)
    sigdelset(&usual, SIGKILL)
    sigdelset(&usual, SIGSTOP)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let flags = SpawnSettings.newSession | Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// Starts a command, whose first word is looked up as a shell does.
  ///
  /// - Returns: The number of an error; 0 if it was started.
  mutating func spawn(
    _ command: [String], _ environment: [String: String], _ number: inout pid_t
  ) -> Int32 {
    let texts = environment.map { "\($0.key)=\($0.value)" }.sorted()
    return SpawnSettings.withCStrings(command) { words in
      SpawnSettings.withCStrings(texts) { variables in
        posix_spawnp(&number, command.first ?? "", &actions, &attributes, words, variables)
      }
    }
  }

  /// Frees what the settings need.
  mutating func destroy() {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
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
