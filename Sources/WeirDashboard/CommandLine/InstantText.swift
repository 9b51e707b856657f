import WeirAnalysis
import WeirEvents

/// Parses an instant as users type it: `8s`, `1:30`, `00:01:30.5`.
enum InstantText {
  /// The instant that a text means; `nil` if it is none.
  static func parse(_ text: String) -> VirtualInstant? {
    (DurationText.parse(text) ?? clock(text)).map(VirtualInstant.zero.advanced(by:))
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
