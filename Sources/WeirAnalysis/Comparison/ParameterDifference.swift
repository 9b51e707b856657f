/// Something that was set differently for two runs.
public struct ParameterDifference: Hashable, Sendable {
  /// The name: that of a knob, or `scenario`, `preset`, `pitfall` or `seed`.
  public let name: String
  /// Its value in A, as on the command line; `nil` if A has none, such as no pitfall.
  public let a: String?
  /// Its value in B.
  public let b: String?

  /// A parameter that differs; `nil` if it does not.
  init?(_ name: String, _ a: String?, _ b: String?) {
    guard a != b else { return nil }
    (self.name, self.a, self.b) = (name, a, b)
  }
}
