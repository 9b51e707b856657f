import Synchronization

/// Where a task comes from, as far as a log says so: four bytes that stand for the place in the
/// source that started it and how it was started.
///
/// Origins are interned and kept for the life of the process, since there are about as many as
/// places that start tasks. Past a limit of 65,536 different ones, further ones are unknown.
public struct TaskOrigin: Hashable, Sendable {
  @usableFromInline let index: UInt32

  /// Nothing is known.
  public static let unknown = TaskOrigin(index: 0)

  @usableFromInline
  init(index: UInt32) { self.index = index }

  /// What is known of an origin.
  public struct Details: Hashable, Sendable {
    /// Where the task was started.
    public var place = CallSite.unknown
    /// On which worker it lives.
    public var worker: WorkerID?
    /// Whether it ran up to its first wait within the code that started it.
    public var isEager = false
    /// Whether it ends before the scope that started it.
    public var isStructured = false

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

  /// What is known of it. Takes a lock.
  public var details: Details { TaskOrigin.table.withLock { $0.details[Int(index)] } }

  private static let limit = 1 << 16

  private struct Table: @unchecked Sendable {
    var details = [Details()]
    var origins: [Details: TaskOrigin] = [:]
  }

  private static let table = Mutex(Table())
}
