public import WeirEvents

/// One step of a cycle in which tasks wait for each other: who waits, on what, and for whom
/// therefore.
public struct WaitLink: Hashable, Sendable {
  public let task: TaskID
  public let wait: Wait
  /// Who has what the task waits for; it is the task of the next link.
  public let next: TaskID

  public init(task: TaskID, wait: Wait, next: TaskID) {
    self.task = task
    self.wait = wait
    self.next = next
  }
}

extension Analysis {
  /// The cycles in which tasks wait for each other now, in the order in which they came about; each
  /// begins with the task that was created first, and the last link leads back to it.
  public var waitCycles: [[WaitLink]] {
    cyclesOfTasks.map { cycle in
      zip(cycle, cycle.dropFirst() + cycle.prefix(1)).compactMap { task, next in
        tasks[task]?.wait.map { WaitLink(task: task, wait: $0, next: next) }
      }
    }
  }
}
