public import WeirEvents

/// A live task that has put items into a queue, taken some out or called some done, and how many.
public struct QueueParty: Hashable, Sendable {
  public let task: TaskID
  public let puts: Int
  public let takes: Int
  public let dones: Int
  /// How many items it took that nobody has called done.
  public let outstanding: Int
}

extension Analysis {
  /// Who has used a queue so far and lives, in the order of creation. Linear in their number: for
  /// frames and findings.
  public func parties(of queue: QueueID) -> [QueueParty] {
    guard let users = use(of: queue)?.users else { return [] }
    return users.presentValues.filter { $0.task != .none }.map { user in
      QueueParty(
        task: user.task, puts: user.puts, takes: user.takes, dones: user.dones,
        outstanding: user.outstanding)
    }
  }
}
