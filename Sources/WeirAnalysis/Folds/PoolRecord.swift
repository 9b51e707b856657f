public import WeirEvents
import DequeModule

/// What the events so far say about one connection pool or kind of resource, including earlier ones
/// of the same name that were over when it was created.
public struct PoolRecord: Equatable, Sendable {
  /// The number of the pool.
  public let id: PoolID
  /// Its name, which an earlier pool may have had.
  public let name: Label
  /// Whether it is a lock, a semaphore or a pool of other resources.
  public let kind: PoolKind
  /// When it was created.
  public let created: VirtualInstant
  /// Where it was created.
  public let place: CallSite
  /// The earlier pool of the same name whose record this one continues.
  var predecessor: PoolID?

  /// The maximum number of resources; `nil` if there is no limit.
  public internal(set) var capacity: Int?
  /// Whether it is closed.
  public internal(set) var isClosed = false
  /// The open connections and held resources, in the order of their numbers; at most
  /// `PoolRecord.resourceLimit`.
  public internal(set) var resources: [Resource] = []
  /// How many of them are held by a task, including tasks that have ended.
  public internal(set) var inUse = 0
  /// The largest number ever held at once.
  public internal(set) var highWaterMark = 0

  /// Whether a place of a semaphore was released by another than the task that had acquired it, as
  /// in a limit of a rate or in a signal: who holds its places says nothing then.
  public internal(set) var isReleasedByOthers = false
  /// How often a task acquired a resource.
  public internal(set) var acquisitions = 0
  /// How often a task timed out waiting for a resource.
  public internal(set) var timeouts = 0
  /// How many resources were leaked by a task that ended.
  public internal(set) var leaked = 0
  /// How many connections were opened.
  public internal(set) var opened = 0
  /// The connections being opened and resources being acquired, in the order in which that began.
  /// One that its task no longer waits for stays until it ends. At most `PoolRecord.openerLimit`:
  /// if a log never ends an opening, the oldest are forgotten first.
  public private(set) var openers: [Opener] = []

  var closed = [Int](repeating: 0, count: CloseCause.allCases.count)
  var waiterDeque: Deque<TaskID> = []
  /// The last snapshot that listed it.
  var snapshot: UInt32 = 0

  /// A task that is opening a connection, or acquiring a resource for which it has a place.
  public struct Opener: Hashable, Sendable {
    /// The task that began to open it; it may have given up since.
    public let task: TaskID
    /// What is being opened; `ResourceID.unknown` if the log does not say.
    public let resource: ResourceID
    /// When the task began.
    public let since: VirtualInstant
    /// The last snapshot that listed it.
    var snapshot: UInt32 = 0
  }

  /// An open connection or a held resource.
  public struct Resource: Equatable, Sendable {
    /// Its number in the pool.
    public let id: ResourceID
    /// Whether it is a connection, which stays open when no task holds it.
    public internal(set) var isConnection = false
    /// The task that holds it; `nil` if it is idle.
    public internal(set) var holder: TaskID?
    /// When it became held, or idle.
    public internal(set) var since: VirtualInstant
    /// Whether its holder has ended and can never give it back.
    public internal(set) var isLeaked = false
    /// When its holder began to release it; it keeps its place until the release has ended.
    public internal(set) var releasingSince: VirtualInstant?
    /// How often it has been acquired.
    public internal(set) var uses = 0
    /// The last snapshot that listed it.
    var snapshot: UInt32 = 0

    /// Whether its holder is releasing it.
    public var isReleasing: Bool { releasingSince != nil }

    /// The task that still has to release it; `nil` if it is leaked or idle.
    var responsibleTask: TaskID? { isLeaked ? nil : holder }
  }

  init(
    id: PoolID, name: Label, kind: PoolKind, created: VirtualInstant, at place: CallSite,
    capacity: UInt32?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.created = created
    self.place = place
    self.capacity = capacity.map(Int.init)
  }
}

extension PoolRecord {
  /// The tasks that wait for a resource, in the order in which they began to wait.
  public var waiters: some RandomAccessCollection<TaskID> { waiterDeque }

  /// How many connections are open and not held.
  public var idle: Int { resources.count - inUse }

  /// How many connections are being opened, or resources acquired.
  public var openingCount: Int { openers.count }

  /// The maximum number of openings kept; no program opens as many at once.
  public static let openerLimit = 4096

  /// The maximum number of resources kept; further ones are only counted.
  public static let resourceLimit = 1 << 14

  /// How many resources are leaked: the task that holds them has ended.
  public var lost: Int { resources.count { $0.isLeaked } }

  /// Whether one more task would have to wait for a resource.
  public var isFull: Bool { capacity.map { inUse >= $0 } ?? false }

  /// How many connections were closed.
  public var closedCount: Int { closed.reduce(0, +) }

  /// How many connections were closed for a cause.
  public func closedCount(_ cause: CloseCause) -> Int { closed[Int(cause.rawValue)] }

  /// The resource with a number; `nil` if it is neither open nor held.
  public subscript(id: ResourceID) -> Resource? {
    let position = position(of: id)
    return position < resources.count && resources[position].id == id ? resources[position] : nil
  }

  /// The position of the resource with a number, or where to insert it.
  private func position(of id: ResourceID) -> Int {
    resources.partitioningIndex { $0.id >= id }
  }
}

// MARK: What happens to it

extension PoolRecord {
  /// Begins an opening by a task, and returns an earlier opening that this one ends.
  mutating func beginOpening(
    _ id: ResourceID, by task: TaskID, at instant: VirtualInstant
  ) -> Opener? {
    let earlier = takeOpener { $0.resource == id && (id != .unknown || $0.task == task) }
    if openers.count >= PoolRecord.openerLimit { openers.removeFirst() }
    openers.append(Opener(task: task, resource: id, since: instant, snapshot: snapshot))
    return earlier
  }

  /// Ends the opening of a resource, or one by the task if the log does not identify the resource;
  /// `nil` if there is none.
  mutating func endOpening(_ id: ResourceID, by task: TaskID) -> Opener? {
    if id != .unknown, let opener = takeOpener(where: { $0.resource == id }) { return opener }
    guard task != .none else { return nil }
    return takeOpener { $0.task == task && ($0.resource == .unknown || id == .unknown) }
  }

  private mutating func takeOpener(where isMeant: (Opener) -> Bool) -> Opener? {
    openers.firstIndex(where: isMeant).map { openers.remove(at: $0) }
  }

  /// Ends the openings of a task that has ended, unless their resource is known: those may continue
  /// without the task, and have an end of their own.
  mutating func endOpenings(of task: TaskID) {
    openers.removeAll { $0.task == task && $0.resource == .unknown }
  }

  mutating func beginRelease(_ id: ResourceID, at instant: VirtualInstant) {
    guard self[id] != nil else { return }
    update(id, at: instant) { $0.releasingSince = instant }
  }

  mutating func open(_ id: ResourceID, at instant: VirtualInstant) {
    if snapshot == 0 || self[id]?.isConnection != true { opened += 1 }
    update(id, at: instant) { $0.isConnection = true }
  }

  mutating func acquire(_ id: ResourceID, by task: TaskID, at instant: VirtualInstant) {
    if snapshot != 0, let resource = self[id], resource.holder == task {
      return update(id, at: instant) { $0.since = min($0.since, instant) }
    }
    acquisitions += 1
    update(id, at: instant) { resource in
      resource.holder = task
      resource.since = instant
      resource.isLeaked = false
      resource.releasingSince = nil
      resource.uses += 1
    }
  }

  mutating func release(_ id: ResourceID, by task: TaskID, at instant: VirtualInstant) {
    guard let resource = self[id] else { return }
    if kind == .semaphore, resource.holder != task { isReleasedByOthers = true }
    guard resource.isConnection else { return remove(id) }
    update(id, at: instant) { resource in
      resource.holder = nil
      resource.since = instant
      resource.isLeaked = false
      resource.releasingSince = nil
    }
  }

  mutating func leak(_ id: ResourceID, at instant: VirtualInstant) {
    leaked += 1
    guard self[id] != nil else { return }
    update(id, at: instant) { $0.isLeaked = true }
  }

  mutating func handOver(from task: TaskID, to heir: TaskID) {
    for index in resources.indices where resources[index].holder == task {
      if !resources[index].isLeaked { resources[index].holder = heir }
    }
  }

  mutating func close(_ id: ResourceID, _ cause: CloseCause) {
    closed[Int(cause.rawValue)] += 1
    remove(id)
  }

  private mutating func update(
    _ id: ResourceID, at instant: VirtualInstant, _ change: (inout Resource) -> Void
  ) {
    let position = position(of: id)
    if position == resources.count || resources[position].id != id {
      guard resources.count < PoolRecord.resourceLimit else { return }
      resources.insert(Resource(id: id, since: instant), at: position)
    }
    let wasHeld = resources[position].holder != nil
    change(&resources[position])
    resources[position].snapshot = snapshot
    let isHeld = resources[position].holder != nil
    inUse += (isHeld ? 1 : 0) - (wasHeld ? 1 : 0)
    highWaterMark = max(highWaterMark, inUse)
  }

  private mutating func remove(_ id: ResourceID) {
    guard let resource = self[id] else { return }
    if resource.holder != nil { inUse -= 1 }
    resources.remove(at: position(of: id))
  }
}

// MARK: Snapshots

extension PoolRecord {
  /// Takes over what a snapshot says about the pool.
  mutating func refresh(capacity: Int?) {
    self.capacity = capacity
    isClosed = false
  }

  /// Ends the snapshot with this number: what it did not list is gone.
  mutating func endSnapshot(_ number: UInt32) {
    if snapshot != number { isClosed = true }
    resources.removeAll { $0.snapshot != number }
    openers.removeAll { $0.snapshot != number }
    inUse = resources.count { $0.holder != nil }
    snapshot = 0
  }
}
