/// The lines that were typed, to be taken up again: the oldest first, none twice, at most a hundred.
struct CommandHistory: Sendable, Equatable {
  private static let capacity = 100

  private(set) var lines: [String] = []

  init(_ lines: [String] = []) {
    for line in lines { add(line) }
  }

  /// A line that is there already becomes the newest.
  mutating func add(_ line: String) {
    guard !line.isEmpty else { return }
    lines.removeAll { $0 == line }
    lines = Array((lines + [line]).suffix(CommandHistory.capacity))
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
