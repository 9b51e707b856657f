/// The typed lines that can be recalled: the oldest first, without duplicates, at most 200.
///
/// The same rules apply to the lines typed since the program started and to the file that keeps
/// them.
public struct CommandHistory: Sendable, Equatable {
  /// How many lines are kept.
  public static let capacity = 200

  /// The lines, the oldest first.
  public private(set) var lines: [String] = []

  /// Starts with lines that were typed earlier, the oldest first.
  public init(_ lines: [String] = []) {
    for line in lines { add(line) }
  }

  /// Adds a line as the newest, or moves it there if it already exists. Ignores an empty line.
  public mutating func add(_ line: String) {
    guard !line.isEmpty else { return }
    lines.removeAll { $0 == line }
    lines = (lines + [line]).suffix(CommandHistory.capacity)
  }

  /// The index of the next line older than `place` that begins with a text.
  func older(than place: Int?, beginningWith text: String) -> Int? {
    lines.indices.prefix { $0 < place ?? lines.count }.last { lines[$0].hasPrefix(text) }
  }

  /// The index of the next line newer than `place` that begins with a text.
  func newer(than place: Int, beginningWith text: String) -> Int? {
    lines.indices.first { $0 > place && lines[$0].hasPrefix(text) }
  }
}
