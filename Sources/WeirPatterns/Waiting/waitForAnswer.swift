import WeirEvents

/// Suspends the current task until a state machine has an answer for it.
///
/// - Parameters:
///   - attach: makes the task reachable; an answer that is there already comes back at once.
///   - cancel: the task is asked to stop; the machine answers it, unless it has done so already.
func waitForAnswer<Answer: Sendable>(
  by task: TaskID, on wait: Wait, at site: CallSite, reporter: (any Reporter)?,
  attach: (UnsafeContinuation<Answer, Never>) -> Answer?, cancel: @Sendable () -> Void
) async -> Answer {
  reporter?.report(.task(task, .suspended(on: wait, at: site)))
  let answer = await withTaskCancellationHandler {
    await withUnsafeContinuation { continuation in
      if let answer = attach(continuation) { continuation.resume(returning: answer) }
    }
  } onCancel: {
    cancel()
  }
  reporter?.report(.task(task, .resumed))
  return answer
}

/// Runs a wait, and beside it a timer that lets the machine answer when the time is up.
///
/// The machine decides between the answers, so that exactly one of them counts.
func withTimer<Answer: Sendable, C: Clock>(
  until deadline: C.Instant?, clock: C, reporter: (any Reporter)?,
  expire: @escaping @Sendable () -> Void, wait: () async -> Answer
) async -> Answer where C.Duration == Duration {
  guard let deadline else { return await wait() }
  return await withTaskGroup(of: Void.self) { group in
    group.addTask {
      guard await sleep(until: deadline, clock, reporter) else { return }
      expire()
    }
    let answer = await wait()
    group.cancelAll()
    return answer
  }
}

/// Sleeps without being taken for the current task. The answer tells whether the time has passed.
private func sleep<C: Clock>(until deadline: C.Instant, _ clock: C, _ reporter: (any Reporter)?)
  async -> Bool
{
  do {
    if let reporter {
      try await reporter.unobserved { try await clock.sleep(until: deadline, tolerance: nil) }
    } else {
      try await clock.sleep(until: deadline, tolerance: nil)
    }
    return true
  } catch {
    return false
  }
}

/// Throws if the current task has been asked to stop.
func checkCancellation(of task: TaskID, reporter: (any Reporter)?) throws {
  guard Task.isCancelled else { return }
  reporter?.report(.task(task, .cancellationNoticed))
  throw CancellationError()
}
