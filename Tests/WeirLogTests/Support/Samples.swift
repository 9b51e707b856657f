import WeirEvents
import WeirLog
import WeirTestSupport

/// Runs and events for tests of the log.
enum Samples {
  static let specification = EventSamples.specification

  static let header = LogHeader(
    specification, version: "0.1.0", started: "2026-11-22T09:00:00Z")

  /// One event of each kind, and of each form that a kind has.
  static let kinds = EventSamples.kinds

  static func batch(_ kinds: [Event.Kind], at seconds: [Double], until end: Double) -> EventBatch {
    EventSamples.batch(kinds, at: seconds, until: end)
  }

  static func instant(_ seconds: Double) -> VirtualInstant { EventSamples.instant(seconds) }
}
