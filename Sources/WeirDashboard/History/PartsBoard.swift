import WeirAnalysis
import WeirEvents

/// The parts of a program of which only the events are known: its roles, its queues with the roles
/// that fill and empty them, its pools; and which of them a picture shows.
///
/// Its size has a limit that does not grow with the run, except with the number of live tasks.
struct PartsBoard: Sendable {
  private(set) var roles = RoleCensus()
  private(set) var traffic = QueueTraffic()
  /// What is shown, in a stable order.
  private(set) var leading = Leading()
  /// The same when the choice was last kept.
  private var kept = Leading()

  /// The most interesting parts of each kind.
  struct Leading: Sendable {
    fileprivate(set) var roles = Leaders<Symbol>()
    fileprivate(set) var queues = Leaders<Label>()
    fileprivate(set) var pools = Leaders<Label>()
  }

  /// Folds an event that the tasks have already folded.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    roles.fold(event, in: tasks)
    traffic.fold(event, in: tasks)
  }

  /// Advances to the present instant, and chooses what is shown.
  ///
  /// - Complexity: Linear in the number of roles, queues and pools, all of which are limited.
  mutating func advance(in analysis: Analysis) {
    traffic.advance(to: analysis.now)
    choose(in: analysis)
  }

  /// The same, and keeps the choice: later ones depend on it.
  mutating func keepChoice(in analysis: Analysis) {
    traffic.advance(to: analysis.now, isKept: true)
    choose(in: analysis)
    kept = leading
  }

  private mutating func choose(in analysis: Analysis) {
    let now = analysis.now
    leading = kept
    leading.roles.choose(
      from: roles.groups.map { group in (group.role, group.interest(at: now)) })
    leading.queues.choose(
      from: traffic.lanes.map { lane in (lane.name, lane.interest(in: analysis)) })
    var pools: [(key: Label, interest: Double)] = []
    for pool in analysis.pools.records.latest(\.name) { pools.append((pool.name, pool.interest)) }
    leading.pools.choose(from: pools)
  }
}

extension QueueTraffic.Lane {
  /// How interesting it is: what waits in it and for it, and what moves.
  fileprivate func interest(in analysis: Analysis) -> Double {
    guard let record = analysis.queues[queue] else { return 0 }
    let rate = into.rate.perSecond(at: analysis.now) + outOf.rate.perSecond(at: analysis.now)
    let moved = Int(min(rate, 1e9))
    return (record.isClosed ? 0 : 1) + moved.weight + record.depth.weight
      + 2 * record.putters.count.weight
  }
}

extension PoolRecord {
  /// How interesting it is: how many tasks wait for it or hold a resource.
  fileprivate var interest: Double {
    (isClosed ? 0 : 1) + inUse.weight + 2 * waiters.count.weight
  }
}
