public import WeirEvents

/// The measurements of one connection pool or kind of resource, including earlier ones of the same
/// name that were over when it was created.
public struct PoolMetrics: Sendable {
  /// The number of the pool.
  public let id: PoolID
  let name: Label
  /// How long tasks waited for a resource, one duration for each acquisition; zero if there was no
  /// wait.
  public internal(set) var wait = DurationHistogram()
  /// How long tasks waited that then gave up.
  var givenUp = DurationHistogram()

  private var inUse: LevelOverTime

  init(id: PoolID, name: Label, created: VirtualInstant) {
    (self.id, self.name) = (id, name)
    inUse = LevelOverTime(from: created)
  }

  /// The time-weighted mean number of held resources, from the pool's creation to an instant not
  /// before the last event, and over the lives of its predecessors.
  public func meanInUse(until now: VirtualInstant) -> Double { inUse.mean(until: now) }

  /// Sets how many resources are held from now on.
  mutating func settle(at inUse: Int, now: VirtualInstant) {
    self.inUse.settle(at: inUse, now: now)
  }

  /// Notes that it is closed.
  mutating func close(at now: VirtualInstant) { inUse.end(at: now) }

  /// Notes that it is open after all.
  mutating func reopen() { inUse.reopen() }

  /// Passes its histograms through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    wait.pass(through: &transfer)
    givenUp.pass(through: &transfer)
  }
}

extension PoolMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func inherit(from earlier: PoolMetrics, at now: VirtualInstant) {
    inUse.add(earlier.inUse, at: now)
    wait.add(earlier.wait)
    givenUp.add(earlier.givenUp)
  }
}
