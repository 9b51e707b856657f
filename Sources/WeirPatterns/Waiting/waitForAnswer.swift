public import WeirEvents

/// Suspends the current task until a state machine has an answer for it.
///
/// - Parameters:
///   - attach: attaches the continuation; returns the answer if there is one already.
///   - cancel: is called if the task is cancelled, and has the machine answer it, unless it has
///     done so already. It may run before `attach`, and concurrently with it.
@inlinable
@inline(__always)
func waitForAnswer<Answer: Sendable>(
  attach: (UnsafeContinuation<Answer, Never>) -> Answer?, cancel: @Sendable () -> Void
) async -> Answer {
  await withTaskCancellationHandler {
    await withUnsafeContinuation { continuation in
      if let answer = attach(continuation) { continuation.resume(returning: answer) }
    }
  } onCancel: {
    cancel()
  }
}

/// Does the same, and reports that the task is suspended and resumed.
@inlinable
func waitForAnswer<Answer: Sendable>(
  by task: TaskID, on wait: Wait, at site: CallSite, reporter: (any Reporter)?,
  attach: (UnsafeContinuation<Answer, Never>) -> Answer?, cancel: @Sendable () -> Void
) async -> Answer {
  reporter?.report(.task(task, .suspended(on: wait, at: site)))
  let answer = await waitForAnswer(attach: attach, cancel: cancel)
  reporter?.report(.task(task, .resumed))
  return answer
}

/// Throws if the current task has been cancelled.
@inlinable
func checkCancellation(of task: TaskID, reporter: (any Reporter)?) throws {
  guard reporter?.isCurrentTaskCancelled ?? Task.isCancelled else { return }
  throw noticedCancellation(of: task, reporter: reporter)
}

/// Reports that a task noticed its cancellation, and returns the error to throw.
@inlinable
func noticedCancellation(of task: TaskID, reporter: (any Reporter)?) -> CancellationError {
  reporter?.report(.task(task, .cancellationNoticed))
  return CancellationError()
}
