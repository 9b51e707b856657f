import WeirAnalysis
import WeirEvents

/// The parts of a program of which only the events are known: its roles, its queues with the roles
/// that fill and empty them, its pools; and which of them a picture shows.
///
/// Its size has a limit that does not grow with the run, except with the number of live tasks.
struct PartsBoard: Sendable {
  private(set) var roles = RoleCensus()
  private(set) var traffic = QueueTraffic()
  /// What was chosen last.
  private var chosen = Choice()
  /// What is shown at the present instant.
  private var shown = Choice()

  /// What a picture shows, in a stable order.
  private struct Choice: Sendable {
    var roles = Leaders<Symbol>()
    var queues = Leaders<Label>()
    var pools = Leaders<Label>()
  }

  var leadingRoles: Leaders<Symbol> { shown.roles }
  var leadingQueues: Leaders<Label> { shown.queues }
  var leadingPools: Leaders<Label> { shown.pools }

  /// Folds an event that the tasks have already folded.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    roles.fold(event, in: tasks)
    traffic.fold(event, in: tasks)
  }

  /// Advances to the present instant, and chooses what is shown.
  ///
  /// - Complexity: Linear in the number of roles, queues and pools, all of which are limited.
  mutating func advance(in analysis: Analysis) {
    let now = analysis.now
    traffic.advance(to: now)
    shown = chosen
    shown.roles.choose(
      from: roles.groups.filter(\.isTelling).map { ($0.role, $0.interest(at: now)) })
    shown.queues.choose(
      from: traffic.lanes.map { lane in (lane.name, lane.interest(in: analysis)) })
    var pools: [(key: Label, interest: Double)] = []
    for pool in analysis.pools.records.latest(\.name) { pools.append((pool.name, pool.interest)) }
    shown.pools.choose(from: pools)
  }

  /// Chooses what is shown from now on.
  ///
  /// What is chosen depends on what was chosen before, so this has to be called after certain
  /// events, however they are divided into batches.
  mutating func choose(in analysis: Analysis) {
    advance(in: analysis)
    chosen = shown
    traffic.choose()
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
