import WeirEvents

/// Runs and events for tests of summaries.
enum Samples {
  static let specification = RunSpecification(
    scenario: "producer-consumer", preset: "live", seed: 42,
    parameters: [
      .init(name: "producers", value: .count(4)),
      .init(name: "capacity", value: .unlimited),
      .init(name: "produce-time", value: .time(.exponential(mean: .seconds(1)))),
    ])

  static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  static func batch(_ kinds: [Event.Kind], at seconds: [Double], until end: Double) -> EventBatch {
    let events = zip(kinds, seconds).map { Event(instant($1), $0) }
    return EventBatch(events: events, now: instant(end), state: .running)
  }
}
