/// One of two runs that are compared: A is the base, and B is measured against it.
public enum RunSide: String, Hashable, Sendable, CaseIterable {
  /// The base.
  case a = "A"
  /// The other run.
  case b = "B"

  /// The other one of the two.
  public var other: RunSide { self == .a ? .b : .a }
}
