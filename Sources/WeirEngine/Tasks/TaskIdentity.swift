import WeirEvents

/// The identity and the state of a task, shared by the task itself and the simulation.
///
/// Only the simulation's thread uses it.
final class TaskIdentity: @unchecked Sendable {
  let id: TaskID
  let name: Label
  /// Its parent, if that is a task of the simulation.
  let parent: TaskIdentity?
  /// What it waits for; `nil` while it does not wait.
  var wait: Wait?
  /// The tasks that wait for its end.
  var waiters: [TaskID] = []
  var isOver = false
  /// Whether it is a child of a group, whose parent may wait for it.
  var isAnnounced = false
  /// The Swift task; `nil` until it has been made.
  var task: Task<Void, Never>?
  /// The same, as its own code sees it. Child tasks inherit this identity, but are other Swift
  /// tasks.
  var ownTask: TaskReference?
  /// The pool resources that it has not released.
  var holdings: [Holding] = []

  /// The timer of the task's own last sleep.
  private var timer: TimerToken?
  /// Whether its own code is cancelled.
  var isCancelled = false
  /// Whether its last sleep was ended early.
  private(set) var wasStopped = false

  /// The error that it failed with, until that is observed.
  private var unobservedError: Symbol?
  /// Whether something observes how it ends.
  private var isObserved = false
  /// Whether nothing can observe any more how it ends.
  private var isForgotten = false

  /// The task on whose behalf this one works; `nil` if it works for itself.
  let principal: TaskIdentity?
  /// Whether what it does is no longer attributed to any task.
  var isDetached = false

  init(id: TaskID, name: Label, parent: TaskIdentity?) {
    self.id = id
    self.name = name
    self.parent = parent
    principal = nil
  }

  /// An operation concurrent with a task and on its behalf, until it is detached.
  init(onBehalfOf other: TaskIdentity) {
    let principal = other.principal ?? other
    id = principal.id
    name = principal.name
    parent = principal.parent
    self.principal = principal
  }

  /// A task that was spawned from outside of the simulation, and so never begins.
  static func neverBegun(_ name: Label) -> TaskIdentity {
    let identity = TaskIdentity(id: .none, name: name, parent: nil)
    identity.isOver = true
    return identity
  }

  /// A resource that a task holds.
  struct Holding: Hashable {
    let pool: PoolID
    let resource: ResourceID
  }

  /// The task whose code is running: inherited by child tasks, which work on behalf of their
  /// parent.
  @TaskLocal static var current: TaskIdentity?
}

// MARK: Sleeping

extension TaskIdentity {
  func fallAsleep(_ timer: TimerToken) {
    self.timer = timer
    wasStopped = false
  }

  /// Marks the task as cancelled, and returns the timer of its last sleep, which may have fired
  /// already.
  func cancel() -> TimerToken? {
    isCancelled = true
    return timer
  }

  func stopSleep() { wasStopped = true }
}

// MARK: Errors

extension TaskIdentity {
  func fail(with error: Symbol) {
    if !isObserved { unobservedError = error }
  }

  /// Something observes how the task ends, so that its error is not lost.
  func observe() {
    isObserved = true
    unobservedError = nil
  }

  /// The last handle of the task is gone.
  func forget() { isForgotten = true }

  /// Returns the error that nothing can observe any more; `nil` if there is none, or it has been
  /// returned before.
  func takeLostError() -> Symbol? {
    guard isForgotten, let error = unobservedError else { return nil }
    unobservedError = nil
    return error
  }
}
