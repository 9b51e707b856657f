/// An action that the simulation calls at an instant, on behalf of the task that has set it.
///
/// Only the simulation's thread uses it.
class TimedCall: @unchecked Sendable {
  /// The task that has set it, and lives at least as long.
  let setter: RunningTask
  private let action: @Sendable () -> Void

  init(setBy setter: RunningTask, _ action: @escaping @Sendable () -> Void) {
    self.setter = setter
    self.action = action
  }

  func goOff() { action() }

  /// The task whose sleep ends because the alarm went off.
  var interrupted: TaskIdentity? { nil }
}

/// The deadline of work that runs in a child task of the one that has set it.
///
/// The child counts as that task itself, which waits meanwhile: its sleeps are those of the task.
final class TimeLimit: TimedCall, @unchecked Sendable {
  /// The child, while it works.
  private var child: TaskReference?
  /// The Swift task that waits for the child.
  private var waiting: TaskReference?
  private var isOver = false
  /// Whether the deadline passed before the work had ended.
  private(set) var hasPassed = false

  /// The identity whose sleeps the child takes over; `nil` if it is not the task itself that waits,
  /// but a child on its behalf.
  private var shared: Unmanaged<TaskIdentity>? { setter.isItself ? setter.identity : nil }

  /// The child begins to work.
  func workBegins() {
    let task = TaskReference.current
    child = task
    if hasPassed { task?.cancel() }
    shared?._withUnsafeGuaranteedRef {
      waiting = $0.ownTask
      $0.ownTask = task
    }
  }

  /// The child has no more to do.
  func workEnds() {
    isOver = true
    child = nil
  }

  /// The task that has waited continues.
  func taskContinues() {
    shared?._withUnsafeGuaranteedRef {
      $0.ownTask = waiting
      // Maybe the child alone was cancelled.
      if $0.isCancelled { $0.isCancelled = TaskReference.isCurrentCancelled }
    }
  }

  override func goOff() {
    guard !isOver else { return }
    hasPassed = true
    super.goOff()
    child?.cancel()
  }

  override var interrupted: TaskIdentity? {
    hasPassed && !isOver ? shared?.takeUnretainedValue() : nil
  }
}
