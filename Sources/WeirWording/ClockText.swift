package import WeirEvents
import WeirScreen

/// How the instants of a run are written: as times since its start, or, for a real program, as
/// times of the day.
package struct ClockText: Hashable, Sendable {
  /// The time of day of the start; `nil` if instants are times since the start.
  package let wall: WallClock?

  /// Times since the start.
  package static let elapsed = ClockText(nil)

  /// The times of a run.
  package init(_ start: RunStart) { self.init(start.wall) }

  private init(_ wall: WallClock?) { self.wall = wall }

  /// To the millisecond: `14:02:31.456`.
  package func text(_ instant: VirtualInstant) -> String {
    wall.map { TimeText.clock(ClockText.ofDay($0, instant)) } ?? TimeText.clock(instant)
  }

  /// To the tenth of a second, `14:02:31.4`; times since the start have hours only if there are
  /// any.
  package func short(_ instant: VirtualInstant) -> String {
    guard let wall else { return TimeText.shortClock(instant) }
    return String(TimeText.clock(ClockText.ofDay(wall, instant)).dropLast(2))
  }

  /// To the millisecond. Times since the start have hours once the run is an hour old, so that all
  /// are aligned.
  package func narrow(_ instant: VirtualInstant, of now: VirtualInstant) -> String {
    let hasHours = wall != nil || now.nanoseconds >= 3_600_000_000_000
    return String(text(instant).dropFirst(hasHours ? 0 : 3))
  }

  /// The offset from UTC, `Z` or `+01:00`; empty for times since the start.
  package var zone: String {
    guard let wall else { return "" }
    guard wall.offset != 0 else { return "Z" }
    let minutes = abs(wall.offset) / 60
    let parts = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (wall.offset < 0 ? "-" : "+") + parts.joined(separator: ":")
  }

  /// The date of an instant, `2026-11-29`; empty for times since the start.
  package func date(_ instant: VirtualInstant) -> String {
    guard let wall else { return "" }
    let (year, month, day) = WallClock.date(wall.local(at: instant))
    return ["\(year)", month < 10 ? "0\(month)" : "\(month)", day < 10 ? "0\(day)" : "\(day)"]
      .joined(separator: "-")
  }

  private static func ofDay(_ wall: WallClock, _ instant: VirtualInstant) -> Duration {
    .nanoseconds(wall.local(at: instant) % 86_400_000_000_000)
  }
}
