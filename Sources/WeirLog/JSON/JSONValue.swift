/// A JSON value whose objects keep the order of their keys, so that equal values give equal texts.
public enum JSONValue: Hashable, Sendable {
  /// The value `null`.
  case null
  /// The value `true` or `false`.
  case bool(Bool)
  /// A whole number, exact from −2⁶³ to 2⁶⁴ − 1.
  case integer(Int128)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Keys and their values, in order.
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Creates a member from a key and its value.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONValue {
  /// The value of a key; `nil` if there is none, or if this is not an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// A count as a whole number.
  package static func count(_ value: Int) -> JSONValue { .integer(Int128(value)) }

  /// A number that may be missing.
  package static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// A text that may be missing.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A text as a number if it is the plain decimal form of one; otherwise as a text.
  package static func scalar(_ text: String) -> JSONValue {
    guard let number = Int64(text), String(number) == text else { return .string(text) }
    return .integer(Int128(number))
  }

  /// The text from which `scalar` made this; `nil` if this is neither a whole number nor a text.
  package var scalarText: String? {
    switch self {
    case .integer(let number): "\(number)"
    case .string(let text): text
    default: nil
    }
  }
}
