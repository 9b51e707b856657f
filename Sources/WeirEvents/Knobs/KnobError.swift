/// Why a knob can't be set to a text.
public enum KnobError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is of another kind than the knob takes.
  case wrongKind(knob: String, text: String, expected: String)
  /// The value lies outside the knob's range.
  case outOfRange(knob: String, text: String, range: String)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .wrongKind(let knob, let text, let expected):
      "The knob '\(knob)' can't be set to '\(text)'. Give \(expected)."
    case .outOfRange(let knob, let text, let range):
      "The knob '\(knob)' can't be set to '\(text)', which is out of range. Give a value from \(range)."
    }
  }
}
