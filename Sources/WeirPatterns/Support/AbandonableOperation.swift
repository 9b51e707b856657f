public import Synchronization
public import WeirEvents

/// An operation that runs concurrently with the task that waits for it, which can stop waiting at
/// any time.
///
/// The wait ends exactly once: with the value of the operation, by a timeout or by a cancellation,
/// whichever comes first. In the latter cases the operation is cancelled and abandoned, however
/// long it still takes; a value that it returns late is handed to a closure.
@usableFromInline
final class AbandonableOperation<Value: Sendable>: Sendable {
  /// How the wait ended.
  @usableFromInline
  enum End: Sendable {
    case ended(Value)
    case timedOut
    case cancelled
  }

  /// The one task that waits, and its number.
  @usableFromInline let room: Mutex<WaitingRoom<Void, End, UnsafeContinuation<End, Never>>>
  @usableFromInline let waiter: UInt64

  @inlinable
  init() {
    var room = WaitingRoom<Void, End, UnsafeContinuation<End, Never>>()
    waiter = room.enter(.none)
    self.room = Mutex(room)
  }

  /// Starts an operation and waits for its end, but not past the deadline, and not after a
  /// cancellation.
  ///
  /// - Parameters:
  ///   - deadline: `nil` is no limit.
  ///   - late: receives a value that comes after the wait has ended.
  @inlinable
  static func run<C: Clock>(
    until deadline: C.Instant?, clock: C, reporter: (any Reporter)?,
    _ operation: @escaping @Sendable () async -> Value,
    late: @escaping @Sendable (Value) -> Void
  ) async -> End where C.Duration == Duration {
    let pending = AbandonableOperation()
    let task = startSideTask {
      let value = await operation()
      if !pending.settle(.ended(value)) { late(value) }
    }
    let end = await withTimer(until: deadline, clock: clock, reporter: reporter) {
      _ = pending.settle(.timedOut)
    } wait: {
      await waitForAnswer {
        pending.attach($0)
      } cancel: {
        _ = pending.settle(.cancelled)
      }
    }
    if case .ended = end { return end }
    task.abandon()
    return end
  }

  @inlinable
  func attach(_ continuation: UnsafeContinuation<End, Never>) -> End? {
    room.withLock { $0.attach(continuation, at: waiter) }
  }

  /// Returns whether this is how the wait ends.
  @inlinable
  func settle(_ end: End) -> Bool {
    guard let answered = room.withLock({ $0.answer(waiter, end) }) else { return false }
    answered.wakeup.wake(nil)
    return true
  }
}
