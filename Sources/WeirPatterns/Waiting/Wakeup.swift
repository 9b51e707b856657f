public import WeirEvents

/// The answer to a task that waited, for the driver to deliver outside any lock.
@usableFromInline
struct Wakeup<Answer, Waiter> {
  @usableFromInline let task: TaskID
  /// `nil` if the task has not attached yet: it receives the answer when it attaches.
  @usableFromInline let waiter: Waiter?
  @usableFromInline let answer: Answer

  @inlinable
  init(task: TaskID, waiter: Waiter?, answer: Answer) {
    self.task = task
    self.waiter = waiter
    self.answer = answer
  }
}

extension Wakeup: Sendable where Answer: Sendable, Waiter: Sendable {}

extension Wakeup where Waiter == UnsafeContinuation<Answer, Never>, Answer: Sendable {
  /// Wakes the task.
  @inlinable
  func wake(_ reporter: (any Reporter)?) {
    reporter?.report(.task(task, .becameReady()))
    waiter?.resume(returning: answer)
  }
}
