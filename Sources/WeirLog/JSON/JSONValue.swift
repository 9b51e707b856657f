/// A value of JSON whose keys keep their order, so that equal values give equal texts.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A whole number, exact from −2⁶³ to 2⁶⁴ − 1.
  case integer(Int128)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONValue {
  /// The value of a key; nothing where there is none, or where this is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package static func count(_ value: Int) -> JSONValue { .integer(Int128(value)) }

  /// A number that may be missing.
  package static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// A text that may be missing.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A text as a number, where it is the plain decimal form of one.
  package static func scalar(_ text: String) -> JSONValue {
    guard let number = Int64(text), String(number) == text else { return .string(text) }
    return .integer(Int128(number))
  }

  /// The text that `scalar` made this of; nothing where it is neither a whole number nor a text.
  package var scalarText: String? {
    switch self {
    case .integer(let number): "\(number)"
    case .string(let text): text
    default: nil
    }
  }
}
