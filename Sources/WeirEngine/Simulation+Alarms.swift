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
  package func setLimit(_ timeout: ArmedTimeout, until deadline: VirtualInstant) -> any WorkLimit {
    simulation.setLimit(timeout, until: deadline)
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

  /// Cancels an alarm or a limit.
  func cancelAlarm(_ token: TimerToken) {
    guard !isUsedFromOutside else { return }
    scheduler.cancelAlarm(token)
  }

  /// An alarm goes off.
  func goOff(_ alarm: TimedCall) {
    runningTask = RunningTask(identity: alarm.setter.identity, isItself: false)
    alarm.goOff()
    runningTask = .unknown
  }
}

// MARK: Limits of work

extension Simulation {
  fileprivate func setLimit(
    _ timeout: ArmedTimeout, until deadline: VirtualInstant
  ) -> TimeLimit {
    let limit = TimeLimit(timeout, until: deadline, of: runningTask, in: self)
    limit.token = scheduler.setAlarm(at: deadline, limit)
    return limit
  }

  /// A deadline passes.
  func expire(_ limit: TimeLimit) {
    runningTask = RunningTask(identity: limit.setter.identity, isItself: false)
    if let identity = limit.expire() { stopSleep(of: identity) }
    runningTask = .unknown
  }
}
