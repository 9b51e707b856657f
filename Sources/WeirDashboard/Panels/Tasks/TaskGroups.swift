import WeirAnalysis
import WeirEvents
import WeirWording

/// The live tasks by role: how many there are, and what they do and wait for.
struct TaskGroups: Sendable {
  /// How many activities and waits of one role are distinguished.
  private static let mostDoings = 32
  /// How many roles have a group of their own; tasks of further ones are in one.
  private static let limit = 1024

  /// The roles whose tasks have rows of their own.
  private let opened: Set<Symbol>
  /// In the order in which their first live task was created.
  private var groups: [RoleCensus.Group] = []
  private var indices: [Symbol: Int] = [:]
  /// The tasks of further roles.
  private var others = RoleCensus.Group(role: .empty)

  init(opened: Set<Symbol>) { self.opened = opened }

  /// Counts a live task, and returns whether it has a row of its own. Amortized constant time.
  mutating func count(_ record: TaskRecord) -> Bool {
    let index = indices[record.role] ?? groups.count
    if index == groups.count {
      guard groups.count < TaskGroups.limit else {
        others.begin(RoleCensus.Doing(record), limit: TaskGroups.mostDoings)
        return false
      }
      indices[record.role] = index
      groups.append(RoleCensus.Group(role: record.role))
    }
    groups[index].begin(RoleCensus.Doing(record), limit: TaskGroups.mostDoings)
    return opened.contains(record.role)
  }

  /// A row for each group, followed by those of its tasks if it is open. The tasks of further roles
  /// are in the last one, which can't be opened.
  ///
  /// - Parameter places: The places of the groups listed before, which they keep.
  func rows(
    _ tasks: [TaskSweep.Candidate], keeping places: inout [Symbol: Int]
  ) -> [TaskList.Row] {
    if places.count > TaskGroups.limit { places = [:] }
    for group in groups where places[group.role] == nil { places[group.role] = places.count }
    let members = Dictionary(grouping: tasks, by: \.role)
    let ordered = groups.sorted { places[$0.role] ?? 0 < places[$1.role] ?? 0 }
    let rows = ordered.flatMap { group in
      let isOpen = opened.contains(group.role)
      let branch = TaskBranch(hasChildren: true, hidden: isOpen ? 0 : group.liveCount)
      let heading = TaskList.Row(
        id: .group(group.role), name: Label(group.role), branch: branch, group: group)
      return [heading] + TaskGroups.rows(members[group.role] ?? [])
    }
    guard others.liveCount > 0 else { return rows }
    let branch = TaskBranch(hidden: others.liveCount)
    let last = TaskList.Row(id: .others, name: Label("other roles"), branch: branch, group: others)
    return rows + [last]
  }

  private static func rows(_ members: [TaskSweep.Candidate]) -> [TaskList.Row] {
    members.enumerated().map { index, task in
      TaskList.Row(
        id: .task(task.task), name: task.name,
        branch: TaskBranch(continues: [index < members.count - 1]))
    }
  }
}
