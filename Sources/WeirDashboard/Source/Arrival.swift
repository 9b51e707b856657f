import WeirAnalysis
public import WeirEvents

/// How a seek ended.
public struct Arrival: Sendable, Hashable {
  /// The instant that was requested.
  public var target: VirtualInstant
  /// The instant that was reached.
  public var instant: VirtualInstant
  /// How many inputs of the user were later than the target, and were discarded.
  public var discardedInputs: Int
  /// Whether it was a step back by one event, or several in a row.
  public var isStep: Bool

  /// Creates the result of a seek.
  public init(
    target: VirtualInstant, instant: VirtualInstant, discardedInputs: Int, isStep: Bool = false
  ) {
    self.target = target
    self.instant = instant
    self.discardedInputs = discardedInputs
    self.isStep = isStep
  }
}
