/// A clock that can also call back at an instant, which takes no task.
///
/// What has a deadline on such a clock sets an alarm; on any other clock it starts a task that
/// sleeps. An alarm goes off when nothing else is left to do at its instant; one that has passed
/// counts as the current one.
@usableFromInline
package protocol AlarmClock: Sendable {
  /// Whether the current code runs where alarms go off.
  var canSetAlarms: Bool { get }

  /// Has an action called at an instant, on behalf of the current task. The action must not block,
  /// and the task must cancel the alarm before it ends.
  func setAlarm(
    at instant: VirtualInstant, _ action: @escaping @Sendable () -> Void
  ) -> any PendingAlarm

  /// Sets a limit for work that a child task of the current one is about to do: at the deadline the
  /// child is cancelled, unless the work has ended.
  func setLimit(_ timeout: ArmedTimeout, until deadline: VirtualInstant) -> any WorkLimit
}

/// An alarm that is set.
@usableFromInline
package protocol PendingAlarm: Sendable {
  /// Cancels it; without effect if it has gone off.
  func cancel()
}

extension Clock {
  /// This clock and an instant on it, if it has alarms that the current code can set for that.
  @inlinable
  package func alarms(at instant: Instant) -> (clock: any AlarmClock, instant: VirtualInstant)? {
    // Comparing types is much cheaper than looking for a conformance.
    guard Instant.self == VirtualInstant.self, let clock = self as? any AlarmClock,
      clock.canSetAlarms, let instant = instant as? VirtualInstant
    else { return nil }
    return (clock, instant)
  }
}
