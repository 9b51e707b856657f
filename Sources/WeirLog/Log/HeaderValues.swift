import WeirEvents

/// The keys and values of a header, checked for their type and size.
struct HeaderValues {
  /// The maximum length of a text in bytes.
  static let textLimit = 4096
  /// The maximum number of parameters, and of words of a command.
  static let listLimit = 4096

  private static let keys = [
    "weir", "version", "scenario", "preset", "pitfall", "seed", "parameters", "started", "source",
    "clock", "program", "command", "pid", "host", "runtime", "level", "parents",
  ]

  private let members: [JSONValue.Member]

  init(_ members: [JSONValue.Member]) throws(LogError) {
    self.members = members
    for key in HeaderValues.keys where members.count(where: { $0.key == key }) > 1 {
      throw .badHeader(problem: "'\(key)' occurs twice")
    }
  }

  /// The value of a key; `nil` if it is missing or `null`.
  private func value(_ key: String) -> JSONValue? {
    let value = members.first { $0.key == key }?.value
    return value == .null ? nil : value
  }

  private func missing(_ key: String) -> LogError {
    .badHeader(problem: "it has no '\(key)'")
  }

  func optionalText(_ key: String) throws(LogError) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let text) = value else {
      throw .badHeader(problem: "its '\(key)' is not a text")
    }
    try check(text, key)
    return text
  }

  func text(_ key: String) throws(LogError) -> String {
    guard let text = try optionalText(key) else { throw missing(key) }
    return text
  }

  func optionalNumber<Number: FixedWidthInteger>(_ key: String) throws(LogError) -> Number? {
    guard let value = value(key) else { return nil }
    guard case .integer(let number) = value, let number = Number(exactly: number) else {
      throw .badHeader(problem: "its '\(key)' is not a number from 0 to \(Number.max)")
    }
    return number
  }

  func number<Number: FixedWidthInteger>(_ key: String) throws(LogError) -> Number {
    guard let number: Number = try optionalNumber(key) else { throw missing(key) }
    return number
  }

  /// A word from a fixed list.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String) throws(LogError)
    -> Word?
  {
    guard let text = try optionalText(key) else { return nil }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: " nor ")
      throw .badHeader(problem: "its '\(key)' is neither \(words)")
    }
    return word
  }

  /// A list of texts; empty if the key is missing.
  func texts(_ key: String) throws(LogError) -> [String] {
    guard let value = value(key) else { return [] }
    guard case .array(let values) = value else {
      throw .badHeader(problem: "its '\(key)' is not a list of texts")
    }
    try check(values.count, key)
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else {
        throw .badHeader(problem: "its '\(key)' is not a list of texts")
      }
      try check(text, key)
      texts.append(text)
    }
    return texts
  }

  /// The knobs and their values; `nil` if the key is missing.
  func parameters(_ key: String) throws(LogError) -> [LogHeader.Parameter]? {
    guard let value = value(key) else { return nil }
    guard case .object(let members) = value else {
      throw .badHeader(problem: "its '\(key)' are not an object")
    }
    try check(members.count, key)
    var names: Set<String> = []
    var parameters: [LogHeader.Parameter] = []
    for member in members {
      guard let text = HeaderValues.text(of: member.value) else {
        throw .badHeader(problem: "its '\(key)' are not all numbers and texts")
      }
      try check(member.key, key)
      try check(text, key)
      guard names.insert(member.key).inserted else {
        throw .badHeader(problem: "one of its '\(key)' occurs twice")
      }
      parameters.append(.init(name: member.key, text: text))
    }
    return parameters
  }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer, .number, .bool: value.compact
    case .null, .array, .object: nil
    }
  }

  private func check(_ text: String, _ key: String) throws(LogError) {
    guard text.utf8.count <= HeaderValues.textLimit else {
      throw .badHeader(problem: "its '\(key)' is longer than \(HeaderValues.textLimit) bytes")
    }
  }

  private func check(_ count: Int, _ key: String) throws(LogError) {
    guard count <= HeaderValues.listLimit else {
      throw .badHeader(problem: "its '\(key)' has more than \(HeaderValues.listLimit) values")
    }
  }
}
