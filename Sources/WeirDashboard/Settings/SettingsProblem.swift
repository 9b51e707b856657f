/// Something wrong in the configuration file, and where; the rest of the file still takes effect.
public struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// Two sentences: what is wrong, what to do.
  public let text: String

  public var description: String { "\(file):\(line): \(text)" }
}
