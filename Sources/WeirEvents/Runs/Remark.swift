/// Something that was skipped, repaired or lost between a run and its reader, counted.
public struct Remark: Hashable, Sendable {
  /// How often it happened.
  public var count: Int
  /// What it was, in a few words to follow the count: `lines of an unknown kind skipped`.
  public var text: String

  /// Something that happened a number of times.
  public init(_ count: Int, _ text: String) {
    (self.count, self.text) = (count, text)
  }
}
