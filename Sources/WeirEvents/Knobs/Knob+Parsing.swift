extension Knob {
  /// Reads a value as it is written on the command line.
  ///
  /// - Throws: `KnobError` if the text is of another kind, or the value out of range.
  public func value(from text: String) throws(KnobError) -> KnobValue {
    guard let value = parse(text) else {
      guard !isNumberTooLarge(text) else {
        throw .outOfRange(knob: name, text: text, range: rangeText)
      }
      throw .wrongKind(knob: name, text: text, expected: expectation)
    }
    guard contains(value) else { throw .outOfRange(knob: name, text: text, range: rangeText) }
    return value
  }

  /// The range as text, such as `1 to 64` or `1ms to 1m, or off`.
  public var rangeText: String {
    switch kind {
    case .count(let range, _): "\(range.lowerBound) to \(range.upperBound)"
    case .capacity(let range, _): "\(range.lowerBound) to \(range.upperBound), or unlimited"
    case .time(let range), .duration(let range): Knob.text(range)
    case .optionalDuration(let range): "\(Knob.text(range)), or off"
    case .choice(let words): words.joined(separator: ", ")
    case .share: "0% to 100%"
    case .rate(let range):
      "\(ThousandthsText(range.lowerBound))/s to \(ThousandthsText(range.upperBound))/s"
    }
  }

  private var expectation: String {
    switch kind {
    case .count(let range, _): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .capacity(let range, _):
      "a whole number from \(range.lowerBound) to \(range.upperBound), or unlimited"
    case .time:
      """
      a time such as 250ms, exponential:250ms, uniform:100ms..400ms, normal:250ms,50ms, lognormal:250ms,0.8 \
      or pareto:250ms,1.5
      """
    case .duration: "a duration such as 250ms, 1.5s, 2m or 1h"
    case .optionalDuration: "a duration such as 250ms, 1.5s, 2m or 1h, or off"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .share: "a share such as 5% or 12.5%"
    case .rate: "a rate per second, such as 4 or 0.5/s"
    }
  }

  private func parse(_ text: String) -> KnobValue? {
    switch kind {
    case .count: Int(text).map { .count($0) }
    case .capacity: text == "unlimited" ? .unlimited : Int(text).map { .count($0) }
    case .time: TimeDistribution(text).map { .time($0) }
    case .duration: DurationText.parse(text).map { .duration($0) }
    case .optionalDuration: text == "off" ? .off : DurationText.parse(text).map { .duration($0) }
    case .choice(let words): words.contains(text) ? .choice(text) : nil
    case .share: parseShare(text).map { .share($0) }
    case .rate:
      ThousandthsText.parse(text.hasSuffix("/s") ? text.dropLast(2) : text[...]).map { .rate($0) }
    }
  }

  /// Whether a text is a whole number, as the knob expects, but too large for an `Int`.
  private func isNumberTooLarge(_ text: String) -> Bool {
    switch kind {
    case .count, .capacity:
      let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
      return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    case .time, .duration, .optionalDuration, .choice, .share, .rate: return false
    }
  }

  /// Reads a percentage, or, without the sign, a fraction: `25%` and `0.25` are the same.
  private func parseShare(_ text: String) -> Int? {
    guard text.hasSuffix("%") else { return ThousandthsText.parse(text) }
    guard let percent = ThousandthsText.parse(text.dropLast()), percent % 100 == 0 else {
      return nil
    }
    return percent / 100
  }

  /// Whether the knob can be set to this value.
  public func contains(_ value: KnobValue) -> Bool {
    switch (kind, value) {
    case (.count(let range, _), .count(let count)), (.capacity(let range, _), .count(let count)):
      range.contains(count)
    case (.capacity, .unlimited), (.optionalDuration, .off): true
    case (.time(let range), .time(let distribution)):
      range.contains(distribution.location) && distribution.greatestLength <= range.upperBound
    case (.duration(let range), .duration(let duration)),
      (.optionalDuration(let range), .duration(let duration)):
      range.contains(duration)
    case (.choice(let words), .choice(let word)): words.contains(word)
    case (.share, .share(let share)): (0...1000).contains(share)
    case (.rate(let range), .rate(let rate)): range.contains(rate)
    default: false
    }
  }

  private static func text(_ range: ClosedRange<Duration>) -> String {
    "\(DurationText(range.lowerBound)) to \(DurationText(range.upperBound))"
  }
}
