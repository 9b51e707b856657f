public import WeirEvents

/// A period that a task spent in one state, ended by an event.
public struct TaskStay: Equatable, Sendable {
  /// The task.
  public let task: TaskID
  /// The state it was in.
  public let state: TaskState
  /// What the task waited for; `nil` if it did not wait.
  public let wait: Wait?
  /// When it entered that state.
  public let since: VirtualInstant
}
