/// Durations for tables and graphs: short and rounded, at most six columns below a year.
///
/// The text is for display, not for parsing.
public enum TimeText {
  /// `820ms`, `1.25s`, `12.4s`, `3m20s`, `2h05m`, `4d03h`.
  public static func short(_ duration: Duration) -> String {
    let nanoseconds = max(duration.nanoseconds, 0)
    let seconds = Double(nanoseconds) / 1e9
    switch seconds {
    case 0: return "0s"
    case ..<0.001: return "\(nanoseconds / 1000)us"
    case ..<0.9995: return "\(Int((seconds * 1000).rounded()))ms"
    case ..<9.995: return "\(decimal(seconds, 2))s"
    case ..<59.95: return "\(decimal(seconds, 1))s"
    case ..<3599.5: return pair(Int(seconds.rounded()), 60, "m", "s")
    case ..<86400: return pair(Int(seconds / 60), 60, "h", "m")
    default: return pair(Int(seconds / 3600), 24, "d", "h")
    }
  }

  private static func pair(_ value: Int, _ base: Int, _ large: String, _ small: String) -> String {
    "\(value / base)\(large)\(twoDigits(value % base))\(small)"
  }

  /// The time since the start like a clock, to the millisecond: `00:01:23.456`.
  public static func clock(_ time: Duration) -> String {
    let milliseconds = Int(max(time.nanoseconds, 0) / 1_000_000)
    let seconds = milliseconds / 1000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(twoDigits)
    let thousandths = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(clock.joined(separator: ":")).\(thousandths)"
  }

  /// The time since the start to a tenth of a second, with hours only if there are any: `01:23.4`.
  public static func shortClock(_ time: Duration) -> String {
    let clock = clock(time).dropLast(2)
    return String(clock.hasPrefix("00:") ? clock.dropFirst(3) : clock)
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  /// A number with 0, 1 or 2 decimals.
  public static func decimal(_ value: Double, _ digits: Int) -> String {
    let factor = digits == 0 ? 1 : digits == 1 ? 10 : 100
    let scaled = Int((min(max(value, -1e12), 1e12) * Double(factor)).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let fraction = String(abs(scaled) % factor + factor).dropFirst()
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / factor).\(fraction)"
  }
}

extension TimeText {
  /// A duration of which only the magnitude matters: `8s`, `25s`, `3m`, `2h`.
  package static func span(_ duration: Duration) -> String {
    let seconds = Double(duration.nanoseconds) / 1e9
    switch seconds {
    case ..<0.95: return "\(Int((seconds * 1000).rounded()))ms"
    case ..<9.5: return "\(decimal(seconds, 1))s"
    case ..<120: return "\(Int(seconds.rounded()))s"
    case ..<7200: return "\(Int((seconds / 60).rounded()))m"
    default: return "\(Int((seconds / 3600).rounded()))h"
    }
  }
}

extension Duration {
  /// The whole nanoseconds, clamped to 64 bits.
  fileprivate var nanoseconds: Int64 { Int64(clamping: attoseconds / 1_000_000_000) }
}
