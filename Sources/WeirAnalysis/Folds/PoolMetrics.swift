public import WeirEvents

/// What can be measured about one pool of connections, or one kind of resource, and about those of its name that were
/// over before it came.
public struct PoolMetrics: Sendable {
  public let id: PoolID
  let name: Label
  /// How long a task waited for a resource, of each time that one came to have it; at once is zero.
  public private(set) var wait = DurationHistogram()

  private let created: VirtualInstant
  private var held: Set<ResourceID> = []
  private var changed: VirtualInstant
  /// How many were held, summed over each nanosecond up to the last change.
  private var area: Int128 = 0
  private var closed: VirtualInstant?
  /// How long those before it lived, in nanoseconds.
  private var earlierLives: Int128 = 0
  /// The waits of tasks that don't have their resource yet.
  private var stays: [TaskID: Stay] = [:]

  /// A wait for a resource, and how long it took where it has ended.
  private struct Stay: Sendable {
    let since: VirtualInstant
    var length: Int64?
  }

  init(id: PoolID, name: Label, created: VirtualInstant) {
    self.id = id
    self.name = name
    self.created = created
    self.changed = created
  }

  /// The mean number of held resources over the time from the pool's creation to an instant that is not before the last
  /// event, and over the lives of those before it.
  public func meanInUse(until now: VirtualInstant) -> Double {
    let span = earlierLives + Int128(now.nanoseconds(since: created))
    guard span > 0 else { return Double(held.count) }
    let rest = Int128(held.count) * Int128(now.nanoseconds(since: changed))
    return Double(area + rest) / Double(span)
  }
}

extension PoolMetrics {
  mutating func beginWait(_ task: TaskID, at now: VirtualInstant) {
    stays[task] = Stay(since: now)
  }

  /// A task no longer waits, be it that it can have a resource or that it gives up.
  mutating func endWait(_ task: TaskID, at now: VirtualInstant) {
    guard let stay = stays[task] else { return }
    stays[task]?.length = now.nanoseconds(since: stay.since)
  }

  /// The task has given up.
  mutating func forget(_ task: TaskID) {
    if !stays.isEmpty { stays[task] = nil }
  }

  /// A task has a resource from now on; it may be handed it while it waits still.
  mutating func acquire(_ resource: ResourceID, by task: TaskID, at now: VirtualInstant) {
    settle(at: now)
    held.insert(resource)
    guard let stay = stays.removeValue(forKey: task) else { return wait.record(nanoseconds: 0) }
    wait.record(nanoseconds: stay.length ?? now.nanoseconds(since: stay.since))
  }

  /// Nobody holds the resource any more.
  mutating func release(_ resource: ResourceID, at now: VirtualInstant) {
    settle(at: now)
    held.remove(resource)
  }

  /// Notes that it gives nothing more out.
  mutating func close(at now: VirtualInstant) {
    closed = now
  }

  private mutating func settle(at now: VirtualInstant) {
    area += Int128(held.count) * Int128(now.nanoseconds(since: changed))
    changed = now
  }
}

extension PoolMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func goOn(from earlier: PoolMetrics, at now: VirtualInstant) {
    let end = earlier.closed.map { max($0, earlier.changed) } ?? now
    let rest = Int128(earlier.held.count) * Int128(end.nanoseconds(since: earlier.changed))
    area += earlier.area + rest
    earlierLives += earlier.earlierLives + Int128(end.nanoseconds(since: earlier.created))
    wait.add(earlier.wait)
  }
}
