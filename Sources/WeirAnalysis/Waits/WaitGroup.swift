public import WeirEvents

/// The tasks of one role that wait for the same thing: a row of who waits for what, and who holds
/// it.
public struct WaitGroup: Hashable, Sendable {
  /// The role of the tasks; the stem of their names if the log names no role.
  public let role: Symbol
  /// How many tasks there are.
  public let count: Int
  /// The task that has waited longest.
  public let task: TaskID
  /// What that task waits for. The others wait for the same, except that sleeping tasks and those
  /// that wait for tasks of the same role are one group.
  public let wait: Wait
  /// What the tasks of a group have in common besides their role and the kind of wait: the number
  /// of the queue, pool, batcher or worker, or of the name or role of what they wait for; 0 for
  /// sleeping tasks and other waits that have no such thing. It does not change while the group
  /// lasts.
  public let number: UInt32
  /// When that task began to wait.
  public let since: VirtualInstant
  /// Where that task waits.
  public let place: CallSite
  /// Whether one of the tasks is part of a cycle of tasks that wait for each other.
  public let isCaught: Bool
  /// Whether they wait for the other end of a queue, and every task that was there has ended.
  public let isAbandoned: Bool
  /// The tasks that could end that wait, at most `holderLimit`, in the order of `holders(for:)`.
  public let holders: [WaitHolder]
  /// The number of all tasks that could end it.
  public let holderCount: Int

  /// The maximum number of holders listed.
  public static let holderLimit = 16
}

/// Who waits for what now: the groups of waiting tasks that matter most, and how many there are.
public struct WaitGroups: Hashable, Sendable {
  /// The first groups. Those in a cycle come first, then those that need what others hold, what
  /// happens outside, other tasks, an item, an instant; among these, those that have waited
  /// longest.
  public let first: [WaitGroup]
  /// The number of all groups; at most `groupLimit`.
  public let count: Int
  /// The number of waiting tasks in all groups.
  public let taskCount: Int
  /// The number of waiting tasks beyond the limit of groups.
  public let furtherTaskCount: Int

  /// The maximum number of groups; tasks of further ones are only counted.
  public static let groupLimit = 4096
}

extension Analysis {
  /// Who waits for what now, with the first `limit` groups.
  ///
  /// Tasks that compute or are ready don't wait.
  ///
  /// - Complexity: Linear in the number of tasks, and in the users of what the first groups wait
  ///   for: once per frame.
  public func waitGroups(limit: Int = 64) -> WaitGroups {
    let sorting = WaitSorting(self)
    let first = sorting.groups.sorted(by: <).prefix(max(limit, 0))
    return WaitGroups(
      first: first.map(group), count: sorting.groups.count, taskCount: sorting.taskCount,
      furtherTaskCount: sorting.furtherTaskCount)
  }

  private func group(_ entry: WaitSorting.Entry) -> WaitGroup {
    let record = tasks[entry.task]
    let holders = record.map { self.holders(of: entry.wait, by: $0) } ?? []
    return WaitGroup(
      role: entry.key.role, count: entry.count, task: entry.task, wait: entry.wait,
      number: entry.key.number, since: entry.since, place: record?.callSite ?? .unknown,
      isCaught: entry.isCaught,
      isAbandoned: isAbandoned(entry.wait),
      holders: Array(holders.prefix(WaitGroup.holderLimit)), holderCount: holders.count)
  }
}
