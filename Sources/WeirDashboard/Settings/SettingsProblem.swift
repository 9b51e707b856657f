/// Something in the configuration file that does not hold, and where; all the rest does.
public struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  /// Two sentences: what is wrong, what to do.
  public let text: String

  public var description: String { "\(file):\(line): \(text)" }
}
