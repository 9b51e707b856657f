import WeirEvents

/// The deadline of work that runs in a child task of the one that has set it.
///
/// The child counts as that task itself, which waits meanwhile: its sleeps are those of the task.
///
/// Only the simulation's thread uses it.
final class TimeLimit: WorkLimit, @unchecked Sendable {
  private let timeout: ArmedTimeout
  private let deadline: VirtualInstant
  private let simulation: Simulation
  /// The task that has set it, and lives at least as long.
  let setter: RunningTask
  /// Its alarm.
  @exclusivity(unchecked) var token: TimerToken?

  /// The child, while it works.
  @exclusivity(unchecked) private var child: TaskReference?
  /// The Swift task that waits for the child.
  @exclusivity(unchecked) private var waiting: TaskReference?
  @exclusivity(unchecked) private var isOver = false
  /// Whether the deadline passed before the work had ended.
  @exclusivity(unchecked) private var hasPassed = false

  init(
    _ timeout: ArmedTimeout, until deadline: VirtualInstant, of setter: RunningTask,
    in simulation: Simulation
  ) {
    self.timeout = timeout
    self.deadline = deadline
    self.setter = setter
    self.simulation = simulation
  }

  var instant: any Sendable { deadline }

  var outer: (any DeadlineLink)? { timeout.outer }

  /// The identity whose sleeps the child takes over; `nil` if it is not the task itself that waits,
  /// but a child on its behalf.
  private var shared: Unmanaged<TaskIdentity>? { setter.isItself ? setter.identity : nil }

  func workBegins() {
    let task = TaskReference.current
    child = task
    if hasPassed { task?.cancel() }
    shared?._withUnsafeGuaranteedRef {
      waiting = $0.ownTask
      $0.ownTask = task
    }
    simulation.runningTask = setter
  }

  func workEnds() {
    isOver = true
    child = nil
  }

  func taskContinues() -> Bool {
    guard !simulation.isUsedFromOutside else { return hasPassed }
    simulation.runningTask = setter
    shared?._withUnsafeGuaranteedRef {
      $0.ownTask = waiting
      // Maybe the child alone was cancelled.
      if $0.isCancelled { $0.isCancelled = TaskReference.isCurrentCancelled }
    }
    if let token { simulation.cancelAlarm(token) }
    return hasPassed
  }

  /// The deadline passes. Returns the task whose sleep ends because of that.
  func expire() -> TaskIdentity? {
    guard !isOver else { return nil }
    hasPassed = true
    timeout.fired()
    child?.cancel()
    return shared?.takeUnretainedValue()
  }
}
