/// Which values a knob or a setting takes, how they are written, and how they are turned.
///
/// A kind says what it is in the switches of this file and of `ParameterKind+Text`, all of them
/// without a `default`; its arithmetic is that of its `Scale`.
public enum ParameterKind: Hashable, Sendable {
  /// A whole number, and how far one turn goes.
  case count(ClosedRange<Int>, step: Int)
  /// A whole number or `unlimited`, which lies above the highest number.
  case capacity(ClosedRange<Int>, step: Int)
  /// A decimal number, in thousandths; without a step a turn doubles or halves it.
  case number(ClosedRange<Int>, step: Int?)
  /// A share of the whole from 0% to 100%; the step is in thousandths of the whole.
  case share(step: Int)
  /// How often per second, in thousandths.
  case rate(ClosedRange<Int>)
  /// A distribution whose location lies in the range, and whose spread ends within it.
  case time(ClosedRange<Duration>)
  /// A length of time.
  case duration(ClosedRange<Duration>)
  /// A length of time or `off`, which lies above the longest.
  case optionalDuration(ClosedRange<Duration>)
  /// One of these words.
  case choice([String])
  /// One of these names, which are known only when the program runs; a command lists them.
  case name([String], listedBy: String)
  /// The path of a folder.
  case folder
}

extension ParameterKind {
  /// The word for the kind in JSON.
  public var name: String {
    switch self {
    case .count: "count"
    case .capacity: "capacity"
    case .number: "number"
    case .share: "share"
    case .rate: "rate"
    case .time: "time"
    case .duration: "duration"
    case .optionalDuration: "optional-duration"
    case .choice: "choice"
    case .name: "name"
    case .folder: "folder"
    }
  }

  /// All words that it takes, in order; nil if it takes anything else than words from a list.
  public var choices: [String]? {
    switch self {
    case .choice(let words), .name(let words, _): words
    case .count, .capacity, .number, .share, .rate, .time, .duration, .optionalDuration, .folder:
      nil
    }
  }

  /// Whether it takes one of a few words that are known beforehand.
  public var isChoice: Bool {
    if case .choice = self { true } else { false }
  }
}

extension ParameterKind {
  private static let shares = 0...1000

  /// The numbers behind its values; nil if they have no order, or if there are none.
  var scale: Scale? {
    switch self {
    case .count(let range, let step): Scale(range: range, step: .fixed(step))
    case .capacity(let range, let step): Scale(range: range, step: .fixed(step), top: .unlimited)
    case .number(let range, let step):
      Scale(range: range, step: step.map { .fixed($0) } ?? .double)
    case .share(let step):
      Scale(range: ParameterKind.shares, step: .fixed(step), spacing: .even)
    case .rate(let range): Scale(range: range, step: .round)
    case .time(let range), .duration(let range): ParameterKind.scale(range)
    case .optionalDuration(let range): ParameterKind.scale(range, top: .off)
    case .choice(let words), .name(let words, _):
      words.isEmpty ? nil : Scale(range: 0...words.count - 1, step: .cycle, spacing: .even)
    case .folder: nil
    }
  }

  /// The scale of lengths of time, in nanoseconds.
  private static func scale(
    _ range: ClosedRange<Duration>, top: ParameterValue? = nil
  ) -> Scale {
    let nanoseconds = Int(range.lowerBound.nanoseconds)...Int(range.upperBound.nanoseconds)
    return Scale(range: nanoseconds, step: .round, spacing: .fromOne, top: top)
  }

  /// The number on the scale for a value; nil if it has none, or is of another kind.
  func number(of value: ParameterValue) -> Int? {
    switch self {
    case .count, .capacity: if case .count(let count) = value { count } else { nil }
    case .number: if case .number(let number) = value { number } else { nil }
    case .share: if case .share(let share) = value { share } else { nil }
    case .rate: if case .rate(let rate) = value { rate } else { nil }
    case .time:
      if case .time(let distribution) = value {
        Int(distribution.location.nanoseconds)
      } else {
        nil
      }
    case .duration, .optionalDuration:
      if case .duration(let duration) = value { Int(duration.nanoseconds) } else { nil }
    case .choice(let words), .name(let words, _):
      if case .choice(let word) = value { words.firstIndex(of: word) } else { nil }
    case .folder: nil
    }
  }

  /// The value for a number on the scale; nil if the kind has no numbers.
  ///
  /// - Parameter old: the value before it, of which a distribution keeps its shape.
  func value(_ number: Int, from old: ParameterValue? = nil) -> ParameterValue? {
    switch self {
    case .count, .capacity: .count(number)
    case .number: .number(number)
    case .share: .share(number)
    case .rate: .rate(number)
    case .time:
      if case .time(let distribution) = old {
        .time(distribution.relocated(to: .nanoseconds(number)))
      } else {
        .time(.constant(.nanoseconds(number)))
      }
    case .duration, .optionalDuration: .duration(.nanoseconds(number))
    case .choice(let words), .name(let words, _):
      words.indices.contains(number) ? .choice(words[number]) : nil
    case .folder: nil
    }
  }
}
