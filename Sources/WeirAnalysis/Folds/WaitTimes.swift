import WeirEvents

/// How long tasks waited for one thing: a resource of a pool, or space in a queue.
///
/// In a simulation, which can end at any instant, waits count when they end. The log of a real
/// program often ends because of one that does not: there, waits that were given up count as well,
/// and those that have not ended, up to now.
public struct WaitTimes: Sendable {
  /// How long the waits were.
  public private(set) var lengths: DurationHistogram
  /// How many of them have not ended; 0 in a simulation.
  public private(set) var openCount = 0

  fileprivate init(_ lengths: DurationHistogram, givenUp: DurationHistogram = .init()) {
    self.lengths = lengths
    self.lengths.add(givenUp)
  }

  fileprivate mutating func add(open length: Int64) {
    lengths.record(nanoseconds: length)
    openCount += 1
  }
}

extension Analysis {
  /// The waits for the resources of each pool, merged by name as in `Metrics.poolsByName(until:)`.
  ///
  /// - Complexity: Linear in the number of pools and of the tasks that wait for them.
  public var poolWaits: [WaitTimes] {
    let pools = metrics.poolsByName(until: now)
    guard isOfProgram else { return pools.map { WaitTimes($0.wait) } }
    var times = pools.map { WaitTimes($0.wait, givenUp: $0.givenUp) }
    let places = places(of: pools.map(\.name))
    for pool in self.pools.records {
      addOpen(.poolAcquire(pool.id), of: pool.waiterDeque, to: &times, places[pool.name])
    }
    return times
  }

  /// The waits of producers for space in each queue, merged by name as in
  /// `Metrics.queuesByName(until:)`.
  ///
  /// - Complexity: Linear in the number of queues and of the tasks that wait for space in them.
  public var putWaits: [WaitTimes] {
    let queues = metrics.queuesByName(until: now)
    var times = queues.map { WaitTimes($0.blocked) }
    guard isOfProgram else { return times }
    let places = places(of: queues.map(\.name))
    for queue in self.queues.records {
      addOpen(.queuePut(queue.id), of: queue.putterDeque, to: &times, places[queue.name])
    }
    return times
  }

  /// Whether the events are those of a real program.
  private var isOfProgram: Bool { !ledgers.tasks.sleepsStandForIO }

  private func places(of names: [Label]) -> [Label: Int] {
    Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// Adds the waits of tasks that still wait for something.
  private func addOpen(
    _ wait: Wait, of waiters: some Sequence<TaskID>, to times: inout [WaitTimes], _ place: Int?
  ) {
    guard let place else { return }
    for id in waiters {
      guard let task = tasks[id], task.wait == wait else { continue }
      times[place].add(open: now.nanoseconds(since: task.since))
    }
  }
}
