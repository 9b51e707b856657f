import Foundation

/// The wall clock, for the one place that records it: the header of a log.
enum WallTime {
  /// The current time, to the second, such as `2026-11-22T09:00:00Z`.
  static var now: String { Date().formatted(.iso8601) }
}
