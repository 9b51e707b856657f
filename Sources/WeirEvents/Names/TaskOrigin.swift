import Synchronization

/// Where a task comes from, as far as a log says: four bytes that stand for the place in the source
/// that started it, and how.
///
/// Origins are interned and kept for the life of the process; there are about as many as places
/// that start tasks. Beyond a limit of 65,536 different ones, origins are unknown.
public struct TaskOrigin: Hashable, Sendable {
  @usableFromInline let index: UInt32

  /// Nothing is known.
  public static let unknown = TaskOrigin(index: 0)

  @usableFromInline
  init(index: UInt32) { self.index = index }

  /// What is known about an origin.
  public struct Details: Hashable, Sendable {
    /// Where the task was started.
    public var place = CallSite.unknown
    /// The worker that it runs on.
    public var worker: WorkerID?
    /// Whether it ran up to its first wait synchronously, within the code that started it.
    public var isEager = false
    /// Whether it has to end before the scope that started it.
    public var isStructured = false

    /// Nothing known.
    public init() {}
  }

  /// Finds or makes the origin with these details. Takes a lock.
  public init(_ details: Details) {
    guard details != Details() else {
      self = .unknown
      return
    }
    self = TaskOrigin.table.withLock { table in
      if let known = table.origins[details] { return known }
      guard table.details.count < TaskOrigin.limit else { return .unknown }
      let origin = TaskOrigin(index: UInt32(table.details.count))
      table.details.append(details)
      table.origins[details] = origin
      return origin
    }
  }

  /// What is known about it. Takes a lock.
  public var details: Details { TaskOrigin.table.withLock { $0.details[Int(index)] } }

  private static let limit = 1 << 16

  private struct Table: @unchecked Sendable {
    var details = [Details()]
    var origins: [Details: TaskOrigin] = [:]
  }

  private static let table = Mutex(Table())
}
