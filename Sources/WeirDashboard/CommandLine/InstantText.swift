import WeirAnalysis
import WeirEvents
import WeirWording

/// Parses an instant as users type it: `8s`, `1:30`, `00:01:30.5`.
enum InstantText {
  /// The instant that a text means; `nil` if it is none.
  static func parse(_ text: String) -> VirtualInstant? {
    (DurationText.parse(text) ?? clock(text)).map(VirtualInstant.zero.advanced(by:))
  }

  /// The instant that a time of day means, in a run whose instants are times of day: `14:02`,
  /// `14:02:31.4`; `nil` if it is none.
  static func parse(_ text: String, _ clock: ClockText) -> VirtualInstant? {
    guard let wall = clock.wall else { return nil }
    let isWithoutSeconds = text.filter { $0 == ":" }.count == 1 && !text.contains(".")
    guard text.contains(":"), let time = self.clock(isWithoutSeconds ? text + ":00" : text),
      time < .seconds(86_400), isWithoutSeconds || text.filter({ $0 == ":" }).count == 2
    else { return nil }
    return wall.instant(at: time.nanoseconds)
  }

  /// Minutes and seconds, optionally with hours, as the header shows them.
  private static func clock(_ text: String) -> Duration? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last,
      last.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }),
      let seconds = DurationText.parse("\(last)s"), seconds < .seconds(60)
    else { return nil }
    var minutes: Int64 = 0
    for part in parts.dropLast() {
      guard (1...4).contains(part.count), part.allSatisfy({ ("0"..."9").contains($0) }),
        let value = UInt16(part)
      else { return nil }
      minutes = minutes * 60 + Int64(value)
    }
    return .seconds(minutes * 60) + seconds
  }
}
