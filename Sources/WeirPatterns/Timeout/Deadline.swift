public import WeirEvents

/// The instant by which the current work has to end, passed down to everything that it calls.
///
/// `withTimeout` and `withDeadline` set it. A limit inside another one can't outlive it: of all
/// deadlines on a clock, the earliest counts. Child tasks inherit it.
public enum Deadline {
  @usableFromInline static let local = TaskLocal<(any DeadlineLink)?>(wrappedValue: nil)

  /// All current deadlines, the innermost first: each is the earliest on its clock.
  @inlinable static var current: (any DeadlineLink)? { local.get() }

  /// A deadline without an alarm.
  @usableFromInline
  final class Link: DeadlineLink {
    @usableFromInline let instant: any Sendable
    @usableFromInline let outer: (any DeadlineLink)?

    @inlinable
    init(_ instant: any Sendable, outer: (any DeadlineLink)?) {
      self.instant = instant
      self.outer = outer
    }
  }

  /// The earliest deadline on a clock; `nil` if the current work has none.
  @inlinable
  public static func instant<C: Clock>(on clock: C) -> C.Instant? {
    var link = current
    while let present = link {
      if let instant = present.instant as? C.Instant { return instant }
      link = present.outer
    }
    return nil
  }

  /// How long the current work may still take, at most 292 years; negative after the deadline,
  /// `nil` if there is none.
  @inlinable
  public static func remaining<C: Clock>(on clock: C) -> Duration? where C.Duration == Duration {
    instant(on: clock).map { clock.now.saturatingDuration(to: $0) }
  }

  /// Runs an operation under a deadline, in addition to the current ones.
  @inlinable
  static func with<Success, Instant: InstantProtocol>(
    _ instant: Instant, _ operation: () async throws -> Success
  ) async rethrows -> Success {
    try await local.withValue(Link(instant, outer: current), operation: operation)
  }

  /// Runs an operation under a deadline, or under the current one on that clock if it is earlier.
  @inlinable
  static func with<Success, C: Clock>(
    _ deadline: C.Instant, on clock: C, _ operation: () async throws -> Success
  ) async rethrows -> Success {
    try await with(instant(on: clock).map { min($0, deadline) } ?? deadline, operation)
  }

  /// Runs an operation without any deadline: cleanup that has to be done even after a timeout.
  static func lifted<Success>(_ operation: () async throws -> Success) async rethrows -> Success {
    try await local.withValue(nil, operation: operation)
  }
}
