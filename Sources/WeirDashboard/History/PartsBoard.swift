import WeirAnalysis
import WeirEvents

/// The parts of a program of which only the events are known: its roles, its queues with those who
/// fill and empty them, its pools; and which of them a picture shows.
///
/// Everything in it has a limit that does not grow with the run, but for how many tasks live.
struct PartsBoard: Sendable {
  private(set) var roles = RoleCensus()
  private(set) var traffic = QueueTraffic()
  /// What is shown, in an order that stays.
  private(set) var leadingRoles = Leaders<Symbol>()
  private(set) var leadingQueues = Leaders<Label>()
  private(set) var leadingPools = Leaders<Label>()

  /// Takes in one event, which the tasks have taken in before.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    roles.fold(event, in: tasks)
    traffic.fold(event, in: tasks)
  }

  /// Goes on to an instant, and chooses what is shown then. Linear in the number of roles, queues
  /// and pools, each of which has a limit.
  mutating func advance(in analysis: Analysis) {
    let now = analysis.now
    traffic.advance(to: now)
    leadingRoles.choose(
      from: roles.groups.map { group in (group.role, group.interest(at: now)) })
    leadingQueues.choose(
      from: traffic.lanes.map { lane in (lane.name, lane.interest(in: analysis)) })
    var pools: [(key: Label, interest: Double)] = []
    for pool in analysis.pools.records.latest(\.name) { pools.append((pool.name, pool.interest)) }
    leadingPools.choose(from: pools)
  }
}

extension QueueTraffic.Lane {
  /// How much there is to be seen in it: what waits in it and for it, and what moves.
  fileprivate func interest(in analysis: Analysis) -> Double {
    guard let record = analysis.queues[queue] else { return 0 }
    let rate = into.rate.perSecond(at: analysis.now) + outOf.rate.perSecond(at: analysis.now)
    let moved = Int(min(rate, 1e9))
    return (record.isClosed ? 0 : 1) + moved.weight + record.depth.weight
      + 2 * record.putters.count.weight
  }
}

extension PoolRecord {
  /// How much there is to be seen in it: who waits, and who holds.
  fileprivate var interest: Double {
    (isClosed ? 0 : 1) + inUse.weight + 2 * waiters.count.weight
  }
}
