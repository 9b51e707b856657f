import WeirTrace

/// What a run has that fills and empties: its queues, pools and batchers, whoever is ready or waits to try again; and,
/// where there is none of these, how many tasks live.
///
/// At most eight gauges are kept, in the order in which they came into use. Constant time an event.
struct GaugeBoard: Sendable {
  private static let capacity = 8

  private var known: [Gauge] = []
  private var live = Gauge(.live, since: .zero)
  /// Looked at with each event, unlike the gauges themselves.
  private var hasPools = false
  private var countsReady = false
  private var ready: Set<TaskID> = []
  private var retrying: Set<TaskID> = []

  /// The gauges that there are; there is always one.
  var gauges: [Gauge] { known.isEmpty ? [live] : known }

  /// Takes in one event, which the analysis has taken in before.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let now = event.instant
    switch event.kind {
    case .queueCreated(let id, _, _, _): install(.queue(id), in: analysis, at: now)
    case .poolCreated(let id, _, _): install(.pool(id), in: analysis, at: now)
    case .batcherCreated(let id, _, _, _): install(.batcher(id), in: analysis, at: now)
    case .itemEnqueued(let id, _, _, let depth), .itemDequeued(let id, _, _, let depth),
      .itemDropped(let id, _, _, _, let depth):
      record(Int(depth), .queue(id), at: now)
    case .resourceAcquired(let id, _, _), .resourceReleased(let id, _, _),
      .resourceLeaked(let id, _, _):
      recordDemand(id, in: analysis, at: now)
    case .itemBatched(let id, _, let size), .itemWithdrawn(let id, _, let size):
      record(Int(size), .batcher(id), at: now)
    case .batchFlushed(let id, _, _, _): record(0, .batcher(id), at: now)
    case .retryScheduled(let task, _, _):
      add(.retrying, at: now)
      retrying.insert(task)
      record(retrying.count, .retrying, at: now)
    case .attemptStarted(let task, _): endRetry(task, at: now)
    case .taskCreated, .taskBecameReady, .taskResumed, .taskSuspended, .taskFinished:
      foldTask(event, in: analysis)
    default: break
    }
  }

  private mutating func foldTask(_ event: Event, in analysis: Analysis) {
    let now = event.instant
    switch event.kind {
    case .taskBecameReady(let task):
      ready.insert(task)
      recordPools(in: analysis, at: now)
    case .taskResumed(let task): ready.remove(task)
    case .taskSuspended(let task, let wait, _):
      ready.remove(task)
      if case .work = wait, !countsReady { add(.ready, at: now) }
      if case .poolAcquire(let id) = wait { recordDemand(id, in: analysis, at: now) }
    case .taskFinished(let task, _, _):
      ready.remove(task)
      endRetry(task, at: now)
      recordPools(in: analysis, at: now)
      recordLife(in: analysis, at: now)
    default: recordLife(in: analysis, at: now)
    }
    if countsReady { record(ready.count, .ready, at: now) }
  }

  /// Goes on to an instant with everything unchanged.
  mutating func advance(to instant: VirtualInstant) {
    for index in known.indices { known[index].history.advance(to: instant) }
    live.history.advance(to: instant)
  }
}

extension GaugeBoard {
  /// What is made anew under the same name goes on in the gauge of the old one.
  private mutating func install(
    _ subject: Gauge.Subject, in analysis: Analysis, at now: VirtualInstant
  ) {
    let name = Gauge(subject, since: now).name(in: analysis)
    guard let index = known.firstIndex(where: { $0.name(in: analysis) == name }) else {
      return add(subject, at: now)
    }
    known[index].subject = subject
    record(0, subject, at: now)
  }

  private mutating func add(_ subject: Gauge.Subject, at now: VirtualInstant) {
    guard known.count < GaugeBoard.capacity, !known.contains(where: { $0.subject == subject })
    else { return }
    known.append(Gauge(subject, since: now))
    if case .pool = subject { hasPools = true }
    if subject == .ready { countsReady = true }
  }

  private mutating func record(_ value: Int, _ subject: Gauge.Subject, at now: VirtualInstant) {
    guard let index = known.firstIndex(where: { $0.subject == subject }),
      known[index].history.depth != value
    else { return }
    known[index].history.record(UInt32(clamping: value), at: now)
  }

  /// Those who hold a resource, and those who would like to.
  private mutating func recordDemand(
    _ id: PoolID, in analysis: Analysis, at now: VirtualInstant
  ) {
    guard let pool = analysis.pools[id] else { return }
    record(pool.inUse + pool.waiters.count, .pool(id), at: now)
  }

  private mutating func recordPools(in analysis: Analysis, at now: VirtualInstant) {
    guard hasPools else { return }
    for index in known.indices {
      if case .pool(let id) = known[index].subject { recordDemand(id, in: analysis, at: now) }
    }
  }

  private mutating func recordLife(in analysis: Analysis, at now: VirtualInstant) {
    live.history.record(UInt32(clamping: max(analysis.tasks.liveCount - 1, 0)), at: now)
  }

  private mutating func endRetry(_ task: TaskID, at now: VirtualInstant) {
    guard retrying.remove(task) != nil else { return }
    record(retrying.count, .retrying, at: now)
  }
}
