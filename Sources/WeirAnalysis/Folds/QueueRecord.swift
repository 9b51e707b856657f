public import WeirEvents
import DequeModule

/// What the events so far tell about one queue, and about those of its name that were over before it came.
public struct QueueRecord: Equatable, Sendable {
  public let id: QueueID
  public let name: Label
  public let created: VirtualInstant
  /// The queue of the same name from whose record this one went on.
  var predecessor: QueueID?

  /// How many items may wait; nothing where there is no limit.
  public internal(set) var capacity: Int?
  public internal(set) var overflow: OverflowPolicy
  /// In which order items leave it.
  public internal(set) var order: QueueOrder
  /// Whether it takes nothing more in.
  public internal(set) var isClosed = false

  /// How many items wait now.
  public internal(set) var depth = 0
  /// The most that ever waited.
  public internal(set) var highWaterMark = 0
  /// How many items have been taken in and are neither done nor dropped.
  public internal(set) var unfinished = 0

  /// How many items were taken in.
  public internal(set) var enqueued = 0
  /// How many items were taken out by a task.
  public internal(set) var dequeued = 0
  /// How many items were given up.
  public internal(set) var dropped = 0
  /// How many of those had been taken in before.
  public internal(set) var droppedAfterEntry = 0
  /// How many items were called done.
  public internal(set) var done = 0

  var putterDeque: Deque<TaskID> = []
  var getterDeque: Deque<TaskID> = []
  var joinerDeque: Deque<TaskID> = []
  /// The last snapshot that named it.
  var snapshot: UInt32 = 0

  init(
    id: QueueID, name: Label, created: VirtualInstant, capacity: UInt32?,
    overflow: OverflowPolicy, order: QueueOrder, depth: UInt32
  ) {
    self.id = id
    self.name = name
    self.created = created
    self.capacity = capacity.map(Int.init)
    self.overflow = overflow
    self.order = order
    self.depth = Int(depth)
    highWaterMark = Int(depth)
    unfinished = Int(depth)
  }
}

extension QueueRecord {
  /// The tasks that wait for a place, in the order in which they came.
  public var putters: some RandomAccessCollection<TaskID> { putterDeque }

  /// The tasks that wait for an item, in the order in which they came.
  public var getters: some RandomAccessCollection<TaskID> { getterDeque }

  /// The tasks that wait for all items to be done, in the order in which they came.
  public var joiners: some RandomAccessCollection<TaskID> { joinerDeque }

  /// How many items producers came with: those taken in, and those given up at the door.
  public var offered: Int { enqueued.saturatingPlus(dropped - droppedAfterEntry) }

  /// Whether one more item would have to wait for a place or be given up.
  public var isFull: Bool { capacity.map { depth >= $0 } ?? false }
}
