public import WeirEvents

/// What can be measured about one pool of connections, or one kind of resource, and about those of its name that were
/// over before it came.
public struct PoolMetrics: Sendable {
  public let id: PoolID
  let name: Label
  /// How long a task waited for a resource, of each time that one came to have it; at once is zero.
  public internal(set) var wait = DurationHistogram()

  private var inUse: LevelOverTime

  init(id: PoolID, name: Label, created: VirtualInstant) {
    (self.id, self.name) = (id, name)
    inUse = LevelOverTime(from: created)
  }

  /// The mean number of held resources over the time from the pool's creation to an instant that is
  /// not before the last event, and over the lives of those before it.
  public func meanInUse(until now: VirtualInstant) -> Double { inUse.mean(until: now) }

  /// Notes how many resources are held from now on.
  mutating func settle(at inUse: Int, now: VirtualInstant) {
    self.inUse.settle(at: inUse, now: now)
  }

  /// Notes that it gives nothing more out.
  mutating func close(at now: VirtualInstant) { inUse.end(at: now) }

  /// Notes that it was not closed for good.
  mutating func reopen() { inUse.goOn() }
}

extension PoolMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func goOn(from earlier: PoolMetrics, at now: VirtualInstant) {
    inUse.add(earlier.inUse, at: now)
    wait.add(earlier.wait)
  }
}
