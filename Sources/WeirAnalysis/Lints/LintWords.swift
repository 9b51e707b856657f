public import WeirEvents

extension Ledgers {
  /// What a task with this wait does, as a verb and the rest: `wait`, `for an item from intake`.
  func words(for wait: Wait) -> (verb: String, rest: String) {
    let words = wait.kind.words
    return (words.verb, words.rest(wait.name(in: self)))
  }
}

extension VirtualInstant {
  /// The instant as written on the command line, exactly: `12.5s`, `13.244287289s`, `20ms`.
  public var text: String {
    let text = DurationText(VirtualInstant.zero.duration(to: self)).description
    let second: Int64 = 1_000_000_000
    guard nanoseconds > second, ["ms", "us", "ns"].contains(where: { text.hasSuffix($0) }) else {
      return text
    }
    var digits = String(nanoseconds % second + second).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(nanoseconds / second).\(digits)s"
  }
}

extension VirtualInstant {
  /// The instant for a sentence, rounded to milliseconds from one second on: `40.614s`.
  var words: String {
    let time = VirtualInstant.zero.duration(to: self)
    return time.rounded(to: time >= .seconds(1) ? 1_000_000 : 1000)
  }
}

extension Duration {
  /// The duration for a sentence, with three significant digits: `305ms`, `18.2s`, `123s`.
  var words: String {
    var step: Int64 = 1
    while step < 1_000_000_000, nanoseconds / step >= 1000 { step *= 10 }
    return rounded(to: step)
  }

  fileprivate func rounded(to step: Int64) -> String {
    let steps = nanoseconds / step + (nanoseconds % step >= (step + 1) / 2 ? 1 : 0)
    // Beyond the largest round number there is none to round up to.
    let (nearest, overflow) = steps.multipliedReportingOverflow(by: step)
    return DurationText(.nanoseconds(overflow ? nanoseconds / step * step : nearest)).description
  }
}

extension [String] {
  /// The first few elements for a sentence: `a, b and c`, or `a, b and 7 more`.
  func enumeration(upTo limit: Int = 6) -> String {
    guard count > 1, let last else { return first ?? "none" }
    if count <= limit { return dropLast().joined(separator: ", ") + " and " + last }
    return prefix(limit - 1).joined(separator: ", ") + " and \(count - limit + 1) more"
  }
}
