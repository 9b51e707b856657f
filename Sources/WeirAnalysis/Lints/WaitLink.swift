public import WeirEvents

/// One step of a cycle of tasks that wait for each other: a task, its wait, and the task that it
/// therefore waits for.
public struct WaitLink: Hashable, Sendable {
  /// The waiting task.
  public let task: TaskID
  /// What it waits for.
  public let wait: Wait
  /// The task that holds what this task waits for; it is the task of the next link.
  public let next: TaskID

  /// Creates a link from a task to the next one.
  public init(task: TaskID, wait: Wait, next: TaskID) {
    self.task = task
    self.wait = wait
    self.next = next
  }
}

extension Analysis {
  /// The current cycles of tasks that wait for each other, in the order in which they arose. Each
  /// begins with the task created first, and its last link leads back to that task.
  public var waitCycles: [[WaitLink]] {
    cyclesOfTasks.map { cycle in
      zip(cycle, cycle.dropFirst() + cycle.prefix(1)).compactMap { task, next in
        tasks[task]?.wait.map { WaitLink(task: task, wait: $0, next: next) }
      }
    }
  }
}
