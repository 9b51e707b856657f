/// The time of day at which a real program was recorded, for the people who read its log.
///
/// Only the offset at the start counts: a run during which the clocks are put forward or back keeps
/// the times of its beginning.
public struct WallClock: Hashable, Sendable {
  /// The start of the recording, in nanoseconds since 1970 in UTC.
  public let start: Int64
  /// How far the clocks of the reader are ahead of UTC, in seconds.
  public var offset: Int

  /// A recording that started at an instant, in nanoseconds since 1970.
  public init(start: Int64, offset: Int = 0) {
    (self.start, self.offset) = (start, offset)
  }

  /// Parses the time at which a log says that it started, such as `2026-11-22T09:00:00.250Z` or
  /// `2026-11-22T10:00:00+01:00`; `nil` if it is none, or not between 1970 and 2200.
  ///
  /// The offset that is written there is that of the recording. That of the reader is 0 until it
  /// is set.
  public init?(started text: String) {
    var digits = Digits(text)
    guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2),
      digits.skip("-"), let day = digits.number(2), digits.skip("T") || digits.skip(" "),
      let hour = digits.number(2), digits.skip(":"), let minute = digits.number(2),
      digits.skip(":"), let second = digits.number(2), let fraction = digits.fraction(),
      let ahead = digits.offset(), digits.isAtEnd,
      (1970...2200).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    let days = WallClock.days(year, month, day)
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - ahead
    guard seconds >= 0 else { return nil }
    self.init(start: Int64(seconds) * 1_000_000_000 + fraction)
  }
}

extension WallClock {
  /// Local time at an instant of the run, in nanoseconds since 1970 began there.
  public func local(at instant: VirtualInstant) -> Int64 {
    start.saturatingPlus(Int64(offset) * 1_000_000_000).saturatingPlus(instant.nanoseconds)
  }

  /// The first instant of the run, or the last one before it, at which it is so late in the day;
  /// the day is that of the start, or the next one if that time had passed by then.
  ///
  /// - Parameter time: The time since midnight, in nanoseconds.
  public func instant(at time: Int64) -> VirtualInstant {
    let day: Int64 = 86_400_000_000_000
    let begin = local(at: .zero) % day
    return VirtualInstant.zero.advanced(
      by: .nanoseconds(time >= begin ? time - begin : time - begin + day))
  }

  /// The year, month and day of a local time in nanoseconds since 1970.
  public static func date(_ local: Int64) -> (year: Int, month: Int, day: Int) {
    let days = Int(local / 86_400_000_000_000)
    var year = 1970 + days / 366
    while days >= WallClock.days(year + 1, 1, 1) { year += 1 }
    var month = 1
    while month < 12, days >= WallClock.days(year, month + 1, 1) { month += 1 }
    return (year, month, days - WallClock.days(year, month, 1) + 1)
  }

  /// The days from 1970 to a date of the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400
    let start = before * 365 + leaps - 719_162
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    return start + months[month - 1] + (isLeap && month > 2 ? 1 : 0) + day - 1
  }
}

/// Reads a text of digits from the left.
private struct Digits {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == sign.value else { return false }
    rest.removeFirst()
    return true
  }

  /// A number with this many digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(Digits.isDigit) else { return nil }
    rest.removeFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The decimals of a second in nanoseconds; 0 if there are none.
  mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    let digits = rest.prefix { Digits.isDigit($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest.removeFirst(digits.count)
    let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
    return (digits.count..<9).reduce(value) { value, _ in value * 10 }
  }

  /// How far a time is ahead of UTC, in seconds.
  mutating func offset() -> Int? {
    if skip("Z") { return 0 }
    let isAhead = skip("+")
    guard isAhead || skip("-"), let hours = number(2), hours < 24 else { return nil }
    _ = skip(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return (isAhead ? 1 : -1) * (hours * 60 + minutes) * 60
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
