import Foundation
import WeirEvents

/// Starts the probe in a Python program that runs, and that knows nothing of it.
///
/// Its own interpreter is asked to make the process run a script (`sys.remote_exec`), which it does
/// between two instructions of its main thread. A thread that waits for events is woken up for that
/// by stopping and continuing the process.
struct Attachment {
  private let process: PythonProcess
  private let place: ProbePlace
  private let folder: String

  /// How long the process gets to start the probe, in seconds.
  private static let patience = 5.0
  /// How long to wait before it is woken up, and between two attempts.
  private static let pause: UInt32 = 200_000
  /// How long an attachment may take the interpreter, in seconds.
  private static let callPatience = 15.0

  init(_ process: PythonProcess, at place: ProbePlace, in folders: ProbeFolders) throws(WatchError)
  {
    (self.process, self.place) = (process, place)
    folder = try folders.usable()
  }

  /// Starts the probe, unless it runs already.
  ///
  /// A process that does not run the script in time may still do so later: a script that does
  /// nothing stays at its path, until `weir watch` finds that the process has ended.
  ///
  /// - Returns: Its socket.
  func begin() throws(AttachError) -> ProbeSocket {
    let path = "\(folder)/\(process.number).sock"
    let socket = ProbeSocket(path: path)
    let script = "\(folder)/attach-\(process.number).py"
    let report = "\(folder)/attach-\(process.number).txt"
    defer { unlink(report) }
    unlink(report)
    try write(Attachment.script(place.script.path, socket: path, report: report), to: script)
    do throws(AttachError) {
      try request(script)
      let started = try wait(for: socket, report)
      unlink(script)
      return started
    } catch {
      if case .noAnswer = error { try? write("", to: script) } else { unlink(script) }
      throw error
    }
  }

  /// The script that the process runs. It reports what goes wrong, and raises nothing.
  static func script(_ probe: String, socket: String, report: String) -> String {
    """
    def _weir_attach():
        import sys
        try:
            module = sys.modules.get("weir_probe")
            if module is None:
                import importlib.util
                specification = importlib.util.spec_from_file_location("weir_probe", \(literal(probe)))
                module = importlib.util.module_from_spec(specification)
                sys.modules["weir_probe"] = module
                specification.loader.exec_module(module)
            module.start("unix:" + \(literal(socket)))
        except BaseException as error:
            sys.modules.pop("weir_probe", None)
            with open(\(literal(report)), "w", encoding="utf-8", errors="replace") as file:
                file.write(f"{type(error).__name__}: {error}")
    _weir_attach()
    del _weir_attach

    """
  }

  /// A text as a literal of Python, in ASCII.
  static func literal(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case " "..."~": "\(scalar)"
      default:
        "\\U" + String(repeating: "0", count: 8 - hexadecimal(scalar).count) + hexadecimal(scalar)
      }
    }
    return "\"\(scalars.joined())\""
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    String(scalar.value, radix: 16)
  }

  private func write(_ text: String, to path: String) throws(AttachError) {
    unlink(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .noScript(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count else {
      throw .noScript(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
  }

  /// Asks the interpreter to make the process run the script.
  private func request(_ script: String) throws(AttachError) {
    let text = "import sys; sys.remote_exec(int(sys.argv[1]), sys.argv[2])"
    let arguments = ["-I", "-c", text, "\(process.number)", script]
    guard let answer = process.call(arguments, Attachment.callPatience) else {
      throw .noInterpreter(process.number, path: process.interpreter)
    }
    guard answer.code != 0 else { return }
    throw AttachError(answer.output, of: process.number)
  }

  /// Waits until the process listens, and wakes it up for that.
  private func wait(for socket: ProbeSocket, _ report: String) throws(AttachError) -> ProbeSocket {
    let end = ContinuousClock.now + .seconds(Attachment.patience)
    while ContinuousClock.now < end {
      usleep(Attachment.pause)
      if let descriptor = try? socket.connect(while: { ContinuousClock.now < end }) {
        close(descriptor)
        return socket
      }
      if let data = FileManager.default.contents(atPath: report), !data.isEmpty {
        throw .probeFailed(process.number, reason: String(decoding: data, as: UTF8.self).oneLine)
      }
      guard kill(process.number, 0) == 0 else { throw .gone(process.number) }
      wakeUp()
    }
    throw .noAnswer(process.number)
  }

  /// Makes a call of the system that waits return, so that the interpreter looks for what to do. A
  /// process that was stopped by others stays stopped.
  private func wakeUp() {
    guard !Attachment.isStopped(process.number) else { return }
    kill(process.number, SIGSTOP)
    usleep(1_000)
    kill(process.number, SIGCONT)
  }

  private static func isStopped(_ process: Int32) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
      return false
    }
    // The state follows the name of the program, which is in parentheses and may be anything.
    let rest = String(decoding: data, as: UTF8.self).split(separator: ")").last ?? ""
    return rest.split(separator: " ").first.map { $0 == "T" || $0 == "t" } ?? false
  }
}

extension AttachError {
  /// What the interpreter says when it can't attach.
  init(_ output: String, of process: Int32) {
    let last = output.split(separator: "\n").last.map { String($0).oneLine } ?? "no reason is given"
    let lowercased = output.lowercased()
    if lowercased.contains("permissionerror") || lowercased.contains("operation not permitted") {
      self = .notAllowed(process, scope: AttachError.scope)
    } else if lowercased.contains("remote debugging is not enabled")
      || lowercased.contains("remote debugging is disabled")
    {
      self = .disabled(process)
    } else if lowercased.contains("processlookuperror") || lowercased.contains("no such process") {
      self = .gone(process)
    } else {
      self = .refused(process, reason: last)
    }
  }

  /// The value of `kernel.yama.ptrace_scope`; `nil` if there is none.
  private static var scope: Int? {
    FileManager.default.contents(atPath: "/proc/sys/kernel/yama/ptrace_scope").flatMap {
      Int(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}

extension String {
  /// It on one line, without a full stop, at most 200 characters.
  fileprivate var oneLine: String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return String((line.hasSuffix(".") ? String(line.dropLast()) : line).prefix(200))
  }
}
