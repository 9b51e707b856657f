/// A word out of a few, such as the cause of a drop: it has a name in logs and a place in the digest.
public protocol EventWord: CaseIterable, Hashable, Sendable, RawRepresentable<UInt8> {
  /// The word as it stands in a log.
  var name: String { get }
}

extension EventWord {
  /// The word of a name; nil where there is none.
  public init?(name: some StringProtocol) {
    guard let word = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = word
  }
}
