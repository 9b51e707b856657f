import WeirEvents

/// Someone who waits has an answer: the driver wakes it, or, where it can't be reached yet, it finds the answer itself.
struct WaitCall<Answer, Waiter> {
  let task: TaskID
  let waiter: Waiter?
  let answer: Answer
}

extension WaitCall: Sendable where Answer: Sendable, Waiter: Sendable {}

extension WaitCall where Waiter == UnsafeContinuation<Answer, Never>, Answer: Sendable {
  /// Wakes whoever waits. Called outside of any lock.
  func make(reporter: (any Reporter)?) {
    reporter?.report(.task(task, .becameReady()))
    waiter?.resume(returning: answer)
  }
}
