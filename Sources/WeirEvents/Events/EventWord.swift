/// A word from a fixed list, such as the cause of a drop. It has a name in logs, and its raw value
/// stands for it in the digest.
public protocol EventWord: CaseIterable, Hashable, Sendable, RawRepresentable<UInt8> {
  /// The word as it is written in a log.
  var name: String { get }
}

extension EventWord {
  /// The word of that name; `nil` if there is none.
  ///
  /// - Complexity: O(n) in the number of words.
  public init?(name: some StringProtocol) {
    guard let word = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = word
  }
}
