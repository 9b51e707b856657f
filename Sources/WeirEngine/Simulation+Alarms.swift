public import WeirEvents

// MARK: Alarms

extension VirtualClock: AlarmClock {
  @usableFromInline
  package var canSetAlarms: Bool { simulation.canSetAlarms }

  @usableFromInline
  package func setAlarm(
    at instant: VirtualInstant, _ action: @escaping @Sendable () -> Void
  ) -> any PendingAlarm {
    simulation.setAlarm(at: instant, action)
  }

  @usableFromInline
  package func run(
    until deadline: VirtualInstant, onDeadline: @escaping @Sendable () -> Void,
    _ work: @escaping @Sendable () async throws -> Void
  ) async -> LimitedEnd {
    await simulation.run(until: deadline, onDeadline: onDeadline, work)
  }
}

extension Simulation {
  /// An alarm that calls an action.
  private struct ActionAlarm: PendingAlarm {
    let simulation: Simulation
    let token: TimerToken

    func cancel() { simulation.cancelAlarm(token) }
  }

  fileprivate var canSetAlarms: Bool { boundary.isInside }

  fileprivate func setAlarm(
    at instant: VirtualInstant, _ action: @escaping @Sendable () -> Void
  ) -> any PendingAlarm {
    let call = TimedCall(setBy: runningTask, action)
    return ActionAlarm(simulation: self, token: scheduler.setAlarm(at: instant, call))
  }

  private func cancelAlarm(_ token: TimerToken) {
    guard !isUsedFromOutside else { return }
    scheduler.cancelAlarm(token)
  }

  /// An alarm goes off.
  func goOff(_ alarm: TimedCall) {
    runningTask = RunningTask(identity: alarm.setter.identity, isItself: false)
    alarm.goOff()
    if let identity = alarm.interrupted { stopSleep(of: identity) }
    runningTask = .unknown
  }
}

// MARK: Work with a deadline

extension Simulation {
  fileprivate func run(
    until deadline: VirtualInstant, onDeadline: @escaping @Sendable () -> Void,
    _ work: @escaping @Sendable () async throws -> Void
  ) async -> LimitedEnd {
    let running = runningTask
    let limit = TimeLimit(setBy: running, onDeadline)
    let token = scheduler.setAlarm(at: deadline, limit)
    async let end = perform(work, within: limit)
    let error = await end
    if !isUsedFromOutside {
      runningTask = running
      limit.taskContinues()
      scheduler.cancelAlarm(token)
    }
    return LimitedEnd(error: error, isLate: limit.hasPassed)
  }

  private func perform(
    _ work: @Sendable () async throws -> Void, within limit: TimeLimit
  ) async -> (any Error)? {
    limit.workBegins()
    runningTask = limit.setter
    defer { limit.workEnds() }
    do {
      try await work()
      return nil
    } catch {
      return error
    }
  }
}
