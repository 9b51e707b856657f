/// The lines that were typed, to be recalled: the oldest first, none twice, at most 200.
///
/// It is the rule for both the lines of this run of the program and the file that keeps them.
public struct CommandHistory: Sendable, Equatable {
  /// How many lines are kept.
  public static let capacity = 200

  public private(set) var lines: [String] = []

  /// Begins with lines that were typed before, the oldest first.
  public init(_ lines: [String] = []) {
    for line in lines { add(line) }
  }

  /// Adds a line as the newest; one that is there already moves. An empty one is ignored.
  public mutating func add(_ line: String) {
    guard !line.isEmpty else { return }
    lines.removeAll { $0 == line }
    lines = (lines + [line]).suffix(CommandHistory.capacity)
  }

  /// Where the next older line is that begins with a text, seen from a place.
  func older(than place: Int?, beginningWith text: String) -> Int? {
    lines.indices.prefix { $0 < place ?? lines.count }.last { lines[$0].hasPrefix(text) }
  }

  /// Where the next newer line is that begins with a text, seen from a place.
  func newer(than place: Int, beginningWith text: String) -> Int? {
    lines.indices.first { $0 > place && lines[$0].hasPrefix(text) }
  }
}
