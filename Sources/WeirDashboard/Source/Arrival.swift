import WeirEvents

/// How a seek ended.
public struct Arrival: Sendable, Hashable {
  /// Where it was to lead.
  public var target: SeekTarget
  /// The place that was reached.
  public var position: RunPosition
  /// Why the target can't be reached, in two sentences; `nil` if it was, or the seek ended early.
  public var failure: String?

  /// Creates the result of a seek.
  public init(target: SeekTarget, position: RunPosition, failure: String? = nil) {
    (self.target, self.position, self.failure) = (target, position, failure)
  }
}
