public import WeirEvents

/// A stretch of a task's life that an event has brought to its end: the state it was in, on what, and since when.
public struct TaskStay: Equatable, Sendable {
  public let task: TaskID
  public let state: TaskState
  /// What the task waited for, where it waited.
  public let wait: Wait?
  public let since: VirtualInstant
}
