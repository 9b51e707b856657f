import Synchronization

/// A list of task numbers, interned: four bytes that stand for the list.
///
/// The process keeps the last 65,536 different lists, so that endless logs don't take endless
/// memory. An older list reads as empty.
public struct AwaitedTasks: Hashable, Sendable {
  /// Counted from 1 in the order in which they were made; 0 is the empty list.
  @usableFromInline let number: UInt32

  /// No tasks, or unknown ones.
  public static let unknown = AwaitedTasks(number: 0)

  /// The greatest number of tasks in a list; further ones are left out.
  public static let limit = 64

  @usableFromInline
  init(number: UInt32) { self.number = number }

  /// Finds or makes the list of the first `limit` of some tasks. Takes a lock.
  ///
  /// - Complexity: O(n) in the number of tasks kept.
  public init(_ tasks: some Sequence<TaskID>) {
    let tasks = Array(tasks.prefix(AwaitedTasks.limit))
    guard !tasks.isEmpty else {
      self = .unknown
      return
    }
    self = AwaitedTasks.table.withLock { $0.list(of: tasks) }
  }

  /// The tasks. Takes a lock.
  public var tasks: [TaskID] { AwaitedTasks.table.withLock { $0.tasks(of: self) } }

  private struct Table {
    private static let capacity = 1 << 16
    private var numbers: [[TaskID]: UInt32] = [:]
    /// The list with number n is at n modulo the capacity.
    private var lists: [[TaskID]] = [[]]
    private var latest: UInt32 = 0

    mutating func list(of tasks: [TaskID]) -> AwaitedTasks {
      if let number = numbers[tasks] { return AwaitedTasks(number: number) }
      // After 2³² lists the numbers start over; none of the lists still kept has a low number by
      // then.
      latest = latest == .max ? 1 : latest + 1
      let place = Int(latest) % Table.capacity
      if place < lists.count {
        numbers[lists[place]] = nil
        lists[place] = tasks
      } else {
        lists.append(tasks)
      }
      numbers[tasks] = latest
      return AwaitedTasks(number: latest)
    }

    func tasks(of list: AwaitedTasks) -> [TaskID] {
      let place = Int(list.number) % Table.capacity
      guard list.number > 0, place < lists.count, numbers[lists[place]] == list.number else {
        return []
      }
      return lists[place]
    }
  }

  private static let table = Mutex(Table())
}
