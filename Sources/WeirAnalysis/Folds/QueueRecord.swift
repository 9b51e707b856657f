public import WeirEvents
import DequeModule

/// What the events so far say about one queue, including earlier ones of the same name that were
/// over when it was created.
public struct QueueRecord: Equatable, Sendable {
  /// The number of the queue.
  public let id: QueueID
  /// Its name, which an earlier queue may have had.
  public let name: Label
  /// When it was created.
  public let created: VirtualInstant
  /// Where it was created.
  public let place: CallSite
  /// The earlier queue of the same name whose record this one continues.
  var predecessor: QueueID?

  /// The maximum number of waiting items; `nil` if there is no limit.
  public internal(set) var capacity: Int?
  /// What happens to an item offered while it is full.
  public internal(set) var overflow: OverflowPolicy
  /// The order in which items leave it.
  public internal(set) var order: QueueOrder
  /// Whether it is closed.
  public internal(set) var isClosed = false

  /// How many items wait now.
  public internal(set) var depth = 0
  /// The largest number of items that ever waited.
  public internal(set) var highWaterMark = 0
  /// How many items have been enqueued and are neither done nor dropped.
  public internal(set) var unfinished = 0

  /// How many items were enqueued.
  public internal(set) var enqueued = 0
  /// How many items were dequeued by a task.
  public internal(set) var dequeued = 0
  /// How many items were dropped.
  public internal(set) var dropped = 0
  /// How many of the dropped items had been enqueued before.
  public internal(set) var droppedAfterEntry = 0
  /// How many items were marked done.
  public internal(set) var done = 0

  var putterDeque: Deque<TaskID> = []
  var getterDeque: Deque<TaskID> = []
  var joinerDeque: Deque<TaskID> = []
  /// The last snapshot that listed it.
  var snapshot: UInt32 = 0

  init(
    id: QueueID, name: Label, created: VirtualInstant, at place: CallSite, capacity: UInt32?,
    overflow: OverflowPolicy, order: QueueOrder, depth: UInt32
  ) {
    self.id = id
    self.name = name
    self.created = created
    self.place = place
    self.capacity = capacity.map(Int.init)
    self.overflow = overflow
    self.order = order
    self.depth = Int(depth)
    highWaterMark = Int(depth)
    unfinished = Int(depth)
  }
}

extension QueueRecord {
  /// The tasks that wait for space, in the order in which they began to wait.
  public var putters: some RandomAccessCollection<TaskID> { putterDeque }

  /// The tasks that wait for an item, in the order in which they began to wait.
  public var getters: some RandomAccessCollection<TaskID> { getterDeque }

  /// The tasks that wait for all items to be done, in the order in which they began to wait.
  public var joiners: some RandomAccessCollection<TaskID> { joinerDeque }

  /// How many items producers offered: those enqueued, and those dropped at once.
  public var offered: Int { enqueued.saturatingPlus(dropped - droppedAfterEntry) }

  /// Whether one more item would block its producer or be dropped.
  public var isFull: Bool { capacity.map { depth >= $0 } ?? false }
}
