public import WeirEvents

/// A place in a run as a user writes it: `12.5s`, `+5s`, `40%`, `#48213`, `warning 3`, `end`.
public enum SeekPlace: Sendable, Hashable {
  case instant(VirtualInstant)
  /// So much later than the present instant, or earlier if negative.
  case offset(Duration)
  /// A share of the length of the run, from 0 to 1.
  case share(Double)
  /// After this number of events.
  case event(Int)
  /// Where a finding was raised, counted from 1.
  case warning(Int)
  case start
  case end
}

extension SeekPlace {
  /// Reads a place.
  ///
  /// - Returns: `nil` for any other text, such as the name of a marker.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    switch words.first {
    case "start" where words.count == 1: self = .start
    case "end" where words.count == 1: self = .end
    case "warning" where words.count == 2:
      guard let number = SeekPlace.number(words[1]), number > 0 else { return nil }
      self = .warning(number)
    case let word? where words.count == 1:
      guard let place = SeekPlace(word: String(word)) else { return nil }
      self = place
    default: return nil
    }
  }

  private init?(word: String) {
    if word.hasPrefix("#") {
      guard let number = SeekPlace.number(word.dropFirst()) else { return nil }
      self = .event(number)
    } else if word.hasSuffix("%") {
      guard let percent = SeekPlace.decimal(word.dropLast()), (0...100).contains(percent) else {
        return nil
      }
      self = .share(percent / 100)
    } else if word.hasPrefix("+") || word.hasPrefix("-") {
      guard let duration = DurationText.parse(String(word.dropFirst())) else { return nil }
      self = .offset(word.hasPrefix("-") ? .zero - duration : duration)
    } else if let instant = InstantText.parse(word) {
      self = .instant(instant)
    } else {
      return nil
    }
  }

  /// A number without a sign or an exponent.
  private static func decimal(_ text: Substring) -> Double? {
    text.allSatisfy { ("0"..."9").contains($0) || $0 == "." } ? Double(text) : nil
  }

  /// A number of events: digits, in groups or not, as the screen shows them.
  private static func number(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != "," }
    guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(digits)
  }
}
