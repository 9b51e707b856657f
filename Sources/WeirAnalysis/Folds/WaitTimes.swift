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

/// The queues of one name: their records, measurements and waits, each merged.
public struct NamedQueue: Sendable {
  /// What the queues are, and what passed through them.
  public let record: QueueRecord
  /// Their depth, and the waits of consumers.
  public let metrics: QueueMetrics
  /// The waits of producers for space.
  public fileprivate(set) var blocked: WaitTimes
}

/// The pools of one name: their records, measurements and waits, each merged.
public struct NamedPool: Sendable {
  /// What the pools are, and what was acquired from them.
  public let record: PoolRecord
  /// Their use.
  public let metrics: PoolMetrics
  /// The waits for their resources.
  public fileprivate(set) var waits: WaitTimes
}

extension Analysis {
  /// The queues by name, in the order in which the first of each was created.
  ///
  /// - Complexity: Linear in the number of queues and of the tasks that wait for space in them.
  public var queuesByName: [NamedQueue] {
    var named = zip(queues.recordsByName, metrics.queuesByName(until: now)).map {
      NamedQueue(record: $0, metrics: $1, blocked: WaitTimes($1.blocked))
    }
    guard isOfProgram else { return named }
    let places = places(of: named.map(\.record.name))
    for queue in queues.records {
      guard let place = places[queue.name] else { continue }
      addOpen(.queuePut(queue.id), of: queue.putterDeque, to: &named[place].blocked)
    }
    return named
  }

  /// The pools by name, in the order in which the first of each was created.
  ///
  /// - Complexity: Linear in the number of pools and of the tasks that wait for them.
  public var poolsByName: [NamedPool] {
    let isOfProgram = isOfProgram
    var named = zip(pools.recordsByName, metrics.poolsByName(until: now)).map {
      NamedPool(
        record: $0, metrics: $1,
        waits: isOfProgram ? WaitTimes($1.wait, givenUp: $1.givenUp) : WaitTimes($1.wait))
    }
    guard isOfProgram else { return named }
    let places = places(of: named.map(\.record.name))
    for pool in pools.records {
      guard let place = places[pool.name] else { continue }
      addOpen(.poolAcquire(pool.id), of: pool.waiterDeque, to: &named[place].waits)
    }
    return named
  }

  /// Whether the events are those of a real program.
  private var isOfProgram: Bool { !ledgers.tasks.sleepsStandForIO }

  private func places(of names: [Label]) -> [Label: Int] {
    Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// Adds the waits of tasks that still wait for something.
  private func addOpen(_ wait: Wait, of waiters: some Sequence<TaskID>, to times: inout WaitTimes) {
    for id in waiters {
      guard let task = tasks[id], task.wait == wait else { continue }
      times.add(open: now.nanoseconds(since: task.since))
    }
  }
}
