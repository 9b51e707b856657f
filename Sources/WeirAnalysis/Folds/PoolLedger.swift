public import WeirEvents

/// All connection pools and kinds of resources of a run, folded from events.
///
/// A pool that is over makes room for the next of its name, whose record continues its counts. At
/// most `poolLimit` records are kept.
/// - Complexity: Logarithmic per event in the number of resources of its pool, plus a short move of
///   memory.
public struct PoolLedger: Sendable {
  private var pools = Generations<PoolRecord>()
  /// The opening that the last event about a pool has ended.
  private(set) var endedOpening: PoolRecord.Opener?
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0

  /// The maximum number of pools with a record.
  public static var poolLimit: Int { Generations<PoolRecord>.limit }

  /// A resource that a task holds.
  public struct Holding: Hashable, Sendable {
    /// The pool of the resource.
    public let pool: PoolID
    /// The number of the resource in its pool.
    public let resource: ResourceID
    /// When the task acquired it.
    public let since: VirtualInstant
  }

  /// Creates the ledger of a run without pools.
  public init() {}

  /// The record of each pool, in the order of creation; the last of a name is its latest.
  public var records: [PoolRecord] { pools.records }

  /// One record for each name, which counts what was counted of all its pools.
  public var recordsByName: [PoolRecord] { pools.byName(at: .zero) }

  /// How many pools were created after all records were used.
  public var unlistedCount: Int { pools.unlistedCount }

  /// The record of a pool; `nil` if it has none.
  public subscript(id: PoolID) -> PoolRecord? { pools.record(of: id.rawValue) }

  /// The name of a pool, or `pool-2` if it has no record.
  public func name(of id: PoolID) -> String {
    self[id].map { "\($0.name)" } ?? "pool-\(id.rawValue)"
  }

  /// The name of a pool for a sentence, with its kind if it is a lock or a semaphore: `lock db`.
  public func title(of id: PoolID) -> String {
    self[id].map { $0.kind.title("\($0.name)") } ?? "pool-\(id.rawValue)"
  }

  /// The resources that a task holds, in the order of pools and resources.
  ///
  /// - Complexity: Linear in the number of resources: for frames and findings.
  public func holdings(of task: TaskID) -> [Holding] {
    records.flatMap { record in
      record.resources.filter { $0.holder == task }
        .map { Holding(pool: record.id, resource: $0.id, since: $0.since) }
    }
  }

  /// Folds one event of a pool.
  public mutating func fold(_ id: PoolID, _ event: PoolEvent, at instant: VirtualInstant) {
    endedOpening = nil
    switch event {
    case .created(let name, let place, let capacity, let kind):
      let record = PoolRecord(
        id: id, name: name, kind: kind, created: instant, at: place, capacity: capacity)
      create(record, at: instant)
    case .reconfigured(let capacity): update(id) { $0.capacity = capacity.map(Int.init) }
    case .connectionOpening(let task, let resource):
      endOpening(id) { $0.beginOpening(resource, by: task, at: instant) }
    case .openingFailed(let task, let resource):
      endOpening(id) { $0.endOpening(resource, by: task) }
    case .connectionOpened(let task, let resource):
      endOpening(id) { $0.endOpening(resource, by: task) }
      update(id) { $0.open(resource, at: instant) }
    case .acquired(let task, let resource):
      endOpening(id) { $0.endOpening(resource, by: task) }
      update(id) { $0.acquire(resource, by: task, at: instant) }
    case .releasing(_, let resource): update(id) { $0.beginRelease(resource, at: instant) }
    case .released(let task, let resource):
      update(id) { $0.release(resource, by: task, at: instant) }
    case .leaked(_, let resource): update(id) { $0.leak(resource, at: instant) }
    case .connectionClosed(_, let resource, let cause): update(id) { $0.close(resource, cause) }
    case .acquireTimedOut: update(id) { $0.timeouts += 1 }
    case .closed: update(id) { $0.isClosed = true }
    }
  }

  private mutating func create(_ record: PoolRecord, at instant: VirtualInstant) {
    guard pools.position(of: record.id.rawValue) == nil else {
      if snapshot != 0 { update(record.id) { $0.refresh(capacity: record.capacity) } }
      return
    }
    let predecessor = pools.predecessor(of: record.name) { pool, _ in pool.isOver }
    pools.insert(record, after: predecessor, at: instant)
    update(record.id) { _ in }
  }

  private mutating func endOpening(_ id: PoolID, _ change: (inout PoolRecord) -> PoolRecord.Opener?)
  {
    var ended: PoolRecord.Opener?
    update(id) { ended = change(&$0) }
    endedOpening = ended
  }

  /// Ends the openings of a task that has ended. Linear in the number of pools.
  mutating func endOpenings(of task: TaskID) {
    for index in pools.records.indices where !pools.records[index].openers.isEmpty {
      pools[index].endOpenings(of: task)
    }
  }

  /// Passes what a task holds and has not leaked to another task. Linear in the number of
  /// resources.
  mutating func handOver(from task: TaskID, to heir: TaskID) {
    for index in pools.records.indices { pools[index].handOver(from: task, to: heir) }
  }

  /// A resource of a pool, if it is open or held, without copying a record.
  func resource(_ resource: ResourceID, in id: PoolID) -> PoolRecord.Resource? {
    pools.position(of: id.rawValue).flatMap { pools[$0][resource] }
  }

  /// How many resources of a pool are held; `nil` if it has no record.
  func inUse(in id: PoolID) -> Int? {
    pools.position(of: id.rawValue).map { pools[$0].inUse }
  }

  /// Adds a task that begins to wait for a resource.
  mutating func join(_ id: PoolID, _ task: TaskID) {
    pools.update(id.rawValue) { $0.waiterDeque.append(task) }
  }

  /// Removes a task that no longer waits.
  mutating func leave(_ id: PoolID, _ task: TaskID) {
    pools.update(id.rawValue) { $0.waiterDeque.removeFirst(task) }
  }

  private mutating func update(_ id: PoolID, _ change: (inout PoolRecord) -> Void) {
    guard let position = pools.position(of: id.rawValue) else { return }
    pools[position].snapshot = snapshot
    change(&pools[position])
  }

  /// Begins the snapshot with this number, which lists everything that exists.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: what it did not list is gone.
  mutating func endSnapshot() {
    for index in pools.records.indices { pools[index].endSnapshot(snapshot) }
    snapshot = 0
    endedOpening = nil
  }
}

extension PoolRecord: Generation {
  var number: UInt32 { id.rawValue }

  /// Whether nothing can happen to it any more.
  fileprivate var isOver: Bool {
    isClosed && resources.isEmpty && waiterDeque.isEmpty && openers.isEmpty
  }

  mutating func inherit(from earlier: PoolRecord, at now: VirtualInstant) {
    predecessor = earlier.id
    highWaterMark = max(highWaterMark, earlier.highWaterMark)
    acquisitions += earlier.acquisitions
    timeouts += earlier.timeouts
    leaked += earlier.leaked
    opened += earlier.opened
    for index in closed.indices { closed[index] += earlier.closed[index] }
  }
}
