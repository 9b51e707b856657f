import Foundation
import WeirEvents

/// The time zone of the person who reads a log, for the one place where it is needed.
enum LocalTime {
  /// The same start on the clocks of the reader, as they were then.
  static func wall(_ wall: WallClock) -> WallClock {
    var local = wall
    let start = Date(timeIntervalSince1970: Double(wall.start / 1_000_000_000))
    local.offset = TimeZone.current.secondsFromGMT(for: start)
    return local
  }
}
