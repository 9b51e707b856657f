import WeirEvents

/// The instant by which the work that runs now has to end, handed down to everything that it calls.
///
/// `withTimeout` and `withDeadline` set it. A limit that is set inside of another one can't outlive
/// it: of all that hold on a clock, the earliest counts. Child tasks inherit it.
public enum Deadline {
  /// All that hold, the innermost first: each is the earliest on its clock.
  @TaskLocal static var current: Link?

  /// One deadline, and those around it.
  final class Link: Sendable {
    let instant: any Sendable
    let outer: Link?

    init(_ instant: any Sendable, outer: Link?) {
      self.instant = instant
      self.outer = outer
    }
  }

  /// The earliest deadline on a clock; none where nothing limits the work that runs now.
  public static func instant<C: Clock>(on clock: C) -> C.Instant? {
    var link = current
    while let present = link {
      if let instant = present.instant as? C.Instant { return instant }
      link = present.outer
    }
    return nil
  }

  /// How long the work that runs now may still take, at most 292 years; negative once its time is
  /// up, nil where nothing limits it.
  public static func remaining<C: Clock>(on clock: C) -> Duration? where C.Duration == Duration {
    instant(on: clock).map { clock.now.saturatingDuration(to: $0) }
  }

  /// Runs an operation under a deadline besides those that hold already.
  static func with<Success, Instant: InstantProtocol>(
    _ instant: Instant, _ operation: () async throws -> Success
  ) async rethrows -> Success {
    try await $current.withValue(Link(instant, outer: current), operation: operation)
  }

  /// Runs an operation under a deadline, or under the one that holds on that clock already if it is
  /// earlier.
  static func with<Success, C: Clock>(
    _ deadline: C.Instant, on clock: C, _ operation: () async throws -> Success
  ) async rethrows -> Success {
    try await with(instant(on: clock).map { min($0, deadline) } ?? deadline, operation)
  }

  /// Runs an operation that no deadline limits: what has to be done also when the time is up.
  static func lifted<Success>(_ operation: () async throws -> Success) async rethrows -> Success {
    try await $current.withValue(nil, operation: operation)
  }
}
