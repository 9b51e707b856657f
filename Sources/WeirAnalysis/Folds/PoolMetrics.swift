public import WeirEvents

/// What can be measured about one pool of connections, or one kind of resource, and about those of its name that were
/// over before it came.
public struct PoolMetrics: Sendable {
  public let id: PoolID
  let name: Label
  /// How long a task waited for a resource, of each time that one came to have it; at once is zero.
  public internal(set) var wait = DurationHistogram()

  private let created: VirtualInstant
  private var inUse = 0
  private var changed: VirtualInstant
  /// How many were held, summed over each nanosecond up to the last change.
  private var area: Int128 = 0
  private var closed: VirtualInstant?
  /// How long those before it lived, in nanoseconds.
  private var earlierLives: Int128 = 0

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
    guard span > 0 else { return Double(inUse) }
    let rest = Int128(inUse) * Int128(now.nanoseconds(since: changed))
    return Double(area + rest) / Double(span)
  }

  /// Notes how many resources are held from now on.
  mutating func settle(at inUse: Int, now: VirtualInstant) {
    guard inUse != self.inUse else { return }
    area += Int128(self.inUse) * Int128(now.nanoseconds(since: changed))
    self.inUse = inUse
    changed = now
  }

  /// Notes that it gives nothing more out.
  mutating func close(at now: VirtualInstant) {
    if closed == nil { closed = now }
  }

  /// Notes that it was not closed for good.
  mutating func reopen() {
    closed = nil
  }
}

extension PoolMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func goOn(from earlier: PoolMetrics, at now: VirtualInstant) {
    let end = earlier.closed.map { max($0, earlier.changed) } ?? now
    let rest = Int128(earlier.inUse) * Int128(end.nanoseconds(since: earlier.changed))
    area += earlier.area + rest
    earlierLives += earlier.earlierLives + Int128(end.nanoseconds(since: earlier.created))
    wait.add(earlier.wait)
  }
}
