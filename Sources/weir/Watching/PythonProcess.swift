import Foundation
import WeirDashboard

/// A process that runs Python, and its interpreter.
struct PythonProcess: Sendable {
  let number: Int32
  /// The path of the interpreter.
  let interpreter: String

  /// The oldest version that can be attached to.
  private static let oldest = [3, 14]
  /// How long an interpreter may take to say its version, in seconds.
  private static let patience = 10.0

  /// Finds the interpreter of a process.
  ///
  /// The process has to be this user's, also for root: its interpreter is run here, and that of
  /// another user may be any program.
  init(_ number: Int32) throws(AttachError) {
    self.number = number
    guard kill(number, 0) == 0 || errno == EPERM else { throw .gone(number) }
    #if os(Linux)
      guard let users = PythonProcess.users(of: number) else {
        throw kill(number, 0) == 0 || errno == EPERM ? .otherUser(number) : .gone(number)
      }
      guard users == [geteuid()] else { throw .otherUser(number) }
      let link = "/proc/\(number)/exe"
      guard let path = PythonProcess.target(of: link) else {
        throw kill(number, 0) == 0 ? .notAllowed(number, scope: nil) : .gone(number)
      }
      guard PythonProcess.isPython(path) else { throw .notPython(number, program: path) }
      // The same path may lead to another file here than in the container of the process.
      guard PythonProcess.isSameFile(link, path) else {
        throw .noInterpreter(number, path: path)
      }
      interpreter = path
    #else
      throw .unsupported
    #endif
  }

  /// Checks that it can be attached to, before anything is done to it.
  func check() throws(AttachError) {
    let text =
      "import sys; sys.stdout.write(' '.join(map(str, [sys.implementation.name, *sys.version_info[:3]])))"
    guard let answer = call(["-I", "-c", text], PythonProcess.patience), answer.code == 0 else {
      throw .noInterpreter(number, path: interpreter)
    }
    let words = answer.output.split(separator: " ").map { $0.trimmingCharacters(in: .newlines) }
    let version = words.dropFirst().compactMap { Int($0) }
    let dotted = version.map(String.init).joined(separator: ".")
    guard words.first == "cpython" else {
      throw .notPython(number, program: "\(words.first ?? interpreter) \(dotted)")
    }
    guard !version.lexicographicallyPrecedes(PythonProcess.oldest) else {
      throw .tooOld(number, version: dotted)
    }
    if PythonProcess.hasVariable("PYTHON_DISABLE_REMOTE_DEBUG", number) { throw .disabled(number) }
  }

  /// Whether the path of a program is that of a Python interpreter.
  static func isPython(_ path: String) -> Bool {
    let name = (path as NSString).lastPathComponent.replacing(" (deleted)", with: "")
    return name.wholeMatch(of: #/(python|pypy)[0-9.]*[a-z]*(-dbg)?/#) != nil
  }

  /// The users of a process: the real one, the effective one, and those it may become again; `nil`
  /// if there is no such process, or the system does not say.
  private static func users(of process: Int32) -> Set<uid_t>? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/status") else {
      return nil
    }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("Uid:") }) else { return nil }
    let users = line.dropFirst(4).split(whereSeparator: \.isWhitespace).compactMap { uid_t($0) }
    return users.isEmpty ? nil : Set(users)
  }

  /// Whether a process is known to be another user's.
  static func isOfOtherUser(_ process: Int32) -> Bool {
    users(of: process).map { $0 != [geteuid()] } ?? false
  }

  /// The name of the program that a process runs, by its command; `nil` if the system does not say.
  static func name(of process: Int32) -> String? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
      return nil
    }
    return name(of: data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
  }

  /// The name of the program in a command: that of its script, or else its first word that is
  /// neither an interpreter nor an option.
  static func name(of command: [String]) -> String? {
    let words = command.map { ($0 as NSString).lastPathComponent }
    return words.first { $0.hasSuffix(".py") }
      ?? words.first { !$0.hasPrefix("-") && !$0.isEmpty && !isPython($0) } ?? words.first
  }

  private static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0
      && (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)
  }

  private static func target(of link: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: link)
  }

  /// Whether a process was started with a variable that is not empty.
  private static func hasVariable(_ name: String, _ number: Int32) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/\(number)/environ") else {
      return false
    }
    let prefix = Array("\(name)=".utf8)
    return data.split(separator: 0).contains { $0.starts(with: prefix) && $0.count > prefix.count }
  }

  /// The answer of an interpreter.
  struct Answer: Sendable {
    let code: Int32
    /// What it printed, errors included, at most 64 KiB.
    let output: String
  }

  /// Runs the interpreter with arguments.
  ///
  /// - Returns: `nil` if it can't be started, or takes too long.
  func call(_ arguments: [String], _ seconds: Double) -> Answer? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PYTHON") }
    let started = try? ProgramProcess(
      [interpreter] + arguments, environment, output: ends[1], input: nil)
    close(ends[1])
    guard let started else { return nil }
    let output = PythonProcess.read(ends[0], for: seconds)
    guard started.wait(seconds), let code = started.exit?.code else {
      started.send(SIGKILL)
      return nil
    }
    return Answer(code: code, output: output)
  }

  private static func read(_ descriptor: Int32, for seconds: Double) -> String {
    let end = ContinuousClock.now + .seconds(seconds)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 64 * 1024, ContinuousClock.now < end {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, 100) != 0 else { continue }
      let count = Foundation.read(descriptor, &block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
