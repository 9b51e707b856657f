public import WeirEvents

/// Runs a wait, which the machine answers at a deadline at the latest.
///
/// The machine decides between the answers, so that exactly one of them counts.
///
/// - Parameter deadline: `nil` is no limit.
@inlinable
func withTimer<Answer: Sendable, C: Clock>(
  until deadline: C.Instant?, clock: C, reporter: (any Reporter)?,
  expire: @escaping @Sendable () -> Void, wait: () async -> Answer
) async -> Answer where C.Duration == Duration {
  guard let deadline else { return await wait() }
  if let (alarms, instant) = clock.alarms(at: deadline) {
    let alarm = alarms.setAlarm(at: instant, expire)
    defer { alarm.cancel() }
    return await wait()
  }
  return await withTaskGroup(of: Void.self) { group in
    group.addTask {
      guard await sleepUnobserved(until: deadline, clock, reporter) else { return }
      expire()
    }
    let answer = await wait()
    group.cancelAll()
    return answer
  }
}

/// Sleeps without being reported as the current task. Returns whether the deadline was reached:
/// `false` if the sleep was cancelled.
@inlinable
func sleepUnobserved<C: Clock>(
  until deadline: C.Instant, _ clock: C, _ reporter: (any Reporter)?
) async -> Bool {
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
