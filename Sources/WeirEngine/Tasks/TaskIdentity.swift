import WeirEvents

/// Who a task is, known to the task itself and to the simulation.
///
/// Only the simulation's thread touches it.
final class TaskIdentity: @unchecked Sendable {
  let id: TaskID
  let name: Label
  /// Whose child it is, where that is a task of the simulation.
  let parent: TaskIdentity?
  /// What it waits for, while it waits.
  var wait: Wait?
  /// Who waits for its end.
  var waiters: [TaskID] = []
  var isOver = false
  /// Whether it is a child of a group, for whose next end its parent may wait.
  var isAnnounced = false
  /// The Swift task, from the moment it is made.
  var task: Task<Void, Never>?
  /// The same, as its own code sees it. Child tasks bear the same identity and are not the same.
  var unsafeTask: UnsafeCurrentTask?
  /// What it holds of pools and has not given back.
  var holdings: [Holding] = []

  /// The timer of the task's own last sleep.
  private var timer: TimerToken?
  private(set) var isCancelled = false
  /// Whether its last sleep was ended before its time.
  private(set) var wasStopped = false

  /// Why it failed, until somebody has asked.
  private var unobservedError: Symbol?
  /// Whether somebody asks how it ends.
  private var isObserved = false
  /// Whether nobody can ask any more how it ended.
  private var isForgotten = false

  /// The task in whose name this one works; nil is itself.
  let principal: TaskIdentity?
  /// Whether what it does is in nobody's name any more.
  var isDisowned = false

  init(id: TaskID, name: Label, parent: TaskIdentity?) {
    self.id = id
    self.name = name
    self.parent = parent
    principal = nil
  }

  /// Somebody who works beside a task and in its name, until it is disowned.
  init(inTheNameOf other: TaskIdentity) {
    let principal = other.principal ?? other
    id = principal.id
    name = principal.name
    parent = principal.parent
    self.principal = principal
  }

  /// A task that was to be started from outside of the simulation, and is not.
  static func neverBegun(_ name: Label) -> TaskIdentity {
    let identity = TaskIdentity(id: .none, name: name, parent: nil)
    identity.isOver = true
    return identity
  }

  /// A resource in a task's hands.
  struct Holding: Hashable {
    let pool: PoolID
    let resource: ResourceID
  }

  /// Whose code runs: inherited by child tasks, which work in the name of their parent.
  @TaskLocal static var current: TaskIdentity?
}

// MARK: Its sleep

extension TaskIdentity {
  func fallAsleep(_ timer: TimerToken) {
    self.timer = timer
    wasStopped = false
  }

  /// Notes that the task is cancelled, and answers with the timer of its last sleep, which may have
  /// been due already.
  func cancel() -> TimerToken? {
    isCancelled = true
    return timer
  }

  func stopSleep() { wasStopped = true }
}

// MARK: Its error

extension TaskIdentity {
  func fail(with error: Symbol) {
    if !isObserved { unobservedError = error }
  }

  /// Somebody asks how the task ends, so that its error is not lost.
  func observe() {
    isObserved = true
    unobservedError = nil
  }

  /// The last handle of the task is gone.
  func forget() { isForgotten = true }

  /// The error that nobody can learn of any more; nil if there is none, or it has been taken.
  func takeLostError() -> Symbol? {
    guard isForgotten, let error = unobservedError else { return nil }
    unobservedError = nil
    return error
  }
}
