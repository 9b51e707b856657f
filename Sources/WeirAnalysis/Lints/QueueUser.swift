public import WeirEvents

/// A live task that has put items into a queue, taken some or marked some done, and how many.
public struct QueueUser: Hashable, Sendable {
  /// The task.
  public let task: TaskID
  /// How many items it has put in.
  public let puts: Int
  /// How many items it has taken.
  public let takes: Int
  /// How many items it has marked done.
  public let dones: Int
  /// How many items it took that have not been marked done.
  public let outstanding: Int
}

extension Analysis {
  /// The live tasks that have used a queue so far, in the order of creation.
  ///
  /// - Complexity: Linear in their number: for frames and findings.
  public func users(of queue: QueueID) -> [QueueUser] {
    guard let users = use(of: queue)?.users else { return [] }
    return users.presentValues.filter { $0.task != .none }.map { user in
      QueueUser(
        task: user.task, puts: user.puts, takes: user.takes, dones: user.dones,
        outstanding: user.outstanding)
    }
  }
}
