import WeirEvents

/// An instant as the time since the start of its run, exact to the nanosecond, in one unit: seconds
/// from one second on, such as `5024.622233s`, and otherwise the largest unit that gives at least
/// 1.
struct ExactTimeText: CustomStringConvertible {
  let instant: VirtualInstant

  init(_ instant: VirtualInstant) { self.instant = instant }

  private static let units: [(name: String, nanoseconds: UInt64, digits: Int)] = [
    ("s", 1_000_000_000, 9), ("ms", 1_000_000, 6), ("us", 1_000, 3),
  ]

  var description: String {
    let time = instant.nanoseconds.magnitude
    guard time > 0 else { return "0s" }
    let sign = instant.nanoseconds < 0 ? "-" : ""
    guard let unit = ExactTimeText.units.first(where: { time >= $0.nanoseconds }) else {
      return "\(sign)\(time)ns"
    }
    let (whole, rest) = time.quotientAndRemainder(dividingBy: unit.nanoseconds)
    guard rest > 0 else { return "\(sign)\(whole)\(unit.name)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: unit.digits - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)\(unit.name)"
  }
}
