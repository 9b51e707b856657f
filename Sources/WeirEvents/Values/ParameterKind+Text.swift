extension ParameterKind {
  /// Why a text is not a value of a kind.
  public enum Refusal: Error, Hashable, Sendable {
    /// It is not written as values of the kind are.
    case wrongKind
    /// It is, but the value lies outside the range.
    case outOfRange
  }

  /// Reads a value as the command line and the configuration file have it.
  public func value(from text: String) throws(Refusal) -> ParameterValue {
    guard let value = try parse(text) else { throw .wrongKind }
    guard contains(value) else { throw .outOfRange }
    return value
  }

  private func parse(_ text: String) throws(Refusal) -> ParameterValue? {
    switch self {
    case .count: try wholeNumber(text).map { .count($0) }
    case .capacity: try text == "unlimited" ? .unlimited : wholeNumber(text).map { .count($0) }
    case .number: ThousandthsText.parse(text).map { .number($0) }
    case .share: ThousandthsText.parseShare(text).map { .share($0) }
    case .rate:
      ThousandthsText.parse(text.hasSuffix("/s") ? text.dropLast(2) : text[...]).map { .rate($0) }
    case .time: TimeDistribution(text).map { .time($0) }
    case .duration: DurationText.parse(text).map { .duration($0) }
    case .optionalDuration: text == "off" ? .off : DurationText.parse(text).map { .duration($0) }
    case .choice(let words), .name(let words, _): words.contains(text) ? .choice(text) : nil
    case .folder: .folder(text)
    }
  }

  /// A whole number; nil if the text is none.
  ///
  /// - Throws: `Refusal.outOfRange` if it is larger than any that can be held.
  private func wholeNumber(_ text: String) throws(Refusal) -> Int? {
    if let number = Int(text) { return number }
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) { throw .outOfRange }
    return nil
  }
}

extension ParameterKind {
  /// What may be given, such as `1 to 64`, `1ms to 1m, or off` or `lanes, table, tree`.
  public var rangeText: String {
    if let choices { return choices.joined(separator: ", ") }
    guard let scale else { return expectation }
    let ends = [scale.range.lowerBound, scale.range.upperBound].compactMap { value($0) }
    let text = ends.map(\.description).joined(separator: " to ")
    return scale.top.map { "\(text), or \($0)" } ?? text
  }

  /// The same as a sentence, for a comment; empty if there is nothing to add.
  public var rangeSentence: String {
    switch self {
    case .choice: "One of: \(rangeText)."
    case .name(_, let command): "'\(command)' lists them."
    case .folder: ""
    case .count, .capacity, .number, .share, .rate, .time, .duration, .optionalDuration:
      "From \(rangeText)."
    }
  }

  /// How far one turn goes: a value, or a few words.
  public var stepText: String {
    switch scale?.step {
    case .fixed(let step): value(step).map(\.description) ?? ""
    case .round: "about a quarter"
    case .double: "twice or half"
    case .cycle: "the next one"
    case nil: ""
    }
  }

  /// Words that can be given, even if it takes numbers beside them.
  public var words: [String] { choices ?? scale?.top.map { [$0.description] } ?? [] }
}

extension ParameterKind {
  /// How values are written, to go after `Give`; with the range only for whole numbers.
  public var expectation: String {
    switch self {
    case .count, .capacity: "a whole number from \(rangeText)"
    case .number: "a number from \(rangeText)"
    case .share: "a share such as 5% or 12.5%"
    case .rate: "how often in a second, such as 4 or 0.5/s"
    case .time:
      """
      a time such as 250ms, exponential:250ms, uniform:100ms..400ms, normal:250ms,50ms, lognormal:250ms,0.8 \
      or pareto:250ms,1.5
      """
    case .duration: "a duration such as 250ms, 1.5s, 2m or 1h"
    case .optionalDuration: "a duration such as 250ms, 1.5s, 2m or 1h, or off"
    case .choice, .name: "one of \(rangeText)"
    case .folder: "a folder"
    }
  }

  /// One sentence that says what to give instead of a text, whatever is wrong with it.
  public func advice(for text: String) -> String {
    if let choices, !text.isEmpty, let question = NearestName.question(for: text, among: choices) {
      return question
    }
    switch self {
    case .name: return rangeSentence
    case .share: return "Give a share such as 90%, from \(rangeText)."
    case .duration: return "Give a duration such as 250ms, 1.5s or 2m, from \(rangeText)."
    case .count, .capacity, .number, .rate, .time, .optionalDuration, .choice, .folder:
      return "Give \(expectation)."
    }
  }
}
