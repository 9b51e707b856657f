/// The number of a task within its run, counted from 1 in the order of creation; 0 is no task.
public struct TaskID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Stands for the user, the engine itself, or code outside any known task.
  @inlinable
  public static var none: TaskID { TaskID(0) }

  @inlinable
  public static func < (left: TaskID, right: TaskID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a queue within its run, counted from 1.
public struct QueueID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// A queue that is not observed.
  @inlinable
  public static var none: QueueID { QueueID(0) }

  @inlinable
  public static func < (left: QueueID, right: QueueID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of an item within its queue, counted from 1 in the order in which the queue was
/// offered it.
public struct ItemID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt64

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// An item whose number is not known.
  @inlinable
  public static var unknown: ItemID { ItemID(0) }

  @inlinable
  public static func < (left: ItemID, right: ItemID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of one armed timeout within its run, counted from 1.
public struct TimeoutID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt64

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// A timeout that is not observed.
  @inlinable
  public static var none: TimeoutID { TimeoutID(0) }

  @inlinable
  public static func < (left: TimeoutID, right: TimeoutID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The number of a simulated worker, counted from 1.
public struct WorkerID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  public static func < (left: WorkerID, right: WorkerID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a pool of connections, or of a kind of resource, within its run, counted from 1.
public struct PoolID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// A pool that is not observed.
  @inlinable
  public static var none: PoolID { PoolID(0) }

  @inlinable
  public static func < (left: PoolID, right: PoolID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a resource within its pool, counted from 1 in the order in which they were made.
public struct ResourceID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// A resource whose number is not known.
  @inlinable
  public static var unknown: ResourceID { ResourceID(0) }

  @inlinable
  public static func < (left: ResourceID, right: ResourceID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The number of a batcher within its run, counted from 1.
public struct BatcherID: Hashable, Comparable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The ID with that number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// A batcher that is not observed.
  @inlinable
  public static var none: BatcherID { BatcherID(0) }

  @inlinable
  public static func < (left: BatcherID, right: BatcherID) -> Bool {
    left.rawValue < right.rawValue
  }
}
