/// The change from one future of a run to another, by their numbers; the first one has the number
/// 0.
public struct FutureChange: Sendable, Hashable {
  /// The future that was left.
  public var from: Int
  /// The one that is lived now.
  public var to: Int

  /// A change from one future to another.
  public init(from: Int, to: Int) { (self.from, self.to) = (from, to) }
}
