import WeirAnalysis
public import WeirEvents

/// How a way to an instant ended.
public struct Arrival: Sendable, Hashable {
  /// Where it was to go.
  public var target: VirtualInstant
  /// Where the run stands.
  public var instant: VirtualInstant
  /// How many of the things that a person had done are later than the target, and are not done any more.
  public var discardedInputs: Int
  /// Whether it was a way of steps back.
  public var isStep: Bool

  public init(
    target: VirtualInstant, instant: VirtualInstant, discardedInputs: Int, isStep: Bool = false
  ) {
    self.target = target
    self.instant = instant
    self.discardedInputs = discardedInputs
    self.isStep = isStep
  }
}
