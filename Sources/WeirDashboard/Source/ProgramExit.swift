/// How a real program ended.
public enum ProgramExit: Sendable, Hashable {
  /// With an exit code, 0 for success.
  case code(Int32)
  /// It was ended by the signal with this number.
  case signal(Int32)

  /// Whether it says that all went well.
  public var isSuccess: Bool { self == .code(0) }

  /// The exit code; `nil` after a signal.
  public var code: Int32? {
    if case .code(let code) = self { code } else { nil }
  }

  /// It in words: `exit code 1`, `signal TERM`.
  public var text: String {
    switch self {
    case .code(let code): "exit code \(code)"
    case .signal(let number): "signal \(ProgramExit.names[number] ?? "\(number)")"
    }
  }

  /// The names of the signals that usually end a program, by the numbers that are the same on every
  /// system.
  private static let names: [Int32: String] = [
    1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 6: "ABRT", 8: "FPE", 9: "KILL", 11: "SEGV",
    13: "PIPE", 14: "ALRM", 15: "TERM",
  ]
}
