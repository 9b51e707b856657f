import WeirEvents

/// The names of some tasks, at most ten of them, in a sentence: `a, b and 3 more`.
struct NameList: CustomStringConvertible {
  private static let limit = 10

  private let names: [Label]

  init(_ names: [Label]) {
    self.names = names
  }

  /// Whether there are more names than are shown.
  var isCut: Bool { names.count > NameList.limit }

  var description: String {
    let shown = names.prefix(NameList.limit).map(\.description).joined(separator: ", ")
    return isCut ? "\(shown) and \(names.count - NameList.limit) more" : shown
  }
}
