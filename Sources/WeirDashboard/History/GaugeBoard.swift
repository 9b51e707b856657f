import WeirAnalysis
import WeirEvents

/// What fills and empties in a run: its queues, pools and batchers, the tasks that are ready or
/// wait to retry; and, if there is none of these, the number of live tasks.
///
/// At most eight gauges are kept, in the order in which they came into use. Constant time per
/// event.
struct GaugeBoard: Sendable {
  private static let capacity = 8
  /// How much more interesting another gauge has to be to take the lead.
  private static let lead = 0.1

  private var known: [Gauge] = []
  /// Unused once there is another one.
  private var live = Gauge(.live, since: .zero)
  /// Whether the run has a main task that does not count as a live task: the one of our scenarios
  /// only starts the others. Of a real program, all tasks count.
  private var hasMain = false
  private let isSimulation: Bool
  private var countsReady = false
  private var ready: Set<TaskID> = []
  private var retrying: Set<TaskID> = []

  /// The index of the most interesting gauge, as it was chosen last.
  private var leading = 0
  /// The same at the present instant.
  private var present = 0

  /// How many tasks are ready and have no worker.
  var readyCount: Int { ready.count }

  init(isSimulation: Bool = true) { self.isSimulation = isSimulation }

  /// The gauges; there is always at least one.
  var gauges: [Gauge] { known.isEmpty ? [live] : known }

  /// The gauges that were ever above zero, or all if none was.
  var used: [Gauge] {
    let used = known.filter { $0.history.highest > 0 }
    return used.isEmpty ? gauges : used
  }

  /// The greatest share of the whole time in which one of them held up a task.
  var blockedShare: Double { known.map(\.history.blockedShare).max() ?? 0 }

  /// The gauges to show if there is room for this many, in order. The most interesting one is among
  /// them.
  func shown(_ count: Int) -> [Gauge] {
    let all = used
    guard count < all.count else { return all }
    let subject = gauges.indices.contains(present) ? gauges[present].subject : nil
    let first = all.firstIndex { $0.subject == subject } ?? 0
    let others = all.indices.filter { $0 != first }.prefix(max(count - 1, 0))
    return ([first] + others).sorted().map { all[$0] }
  }

  /// Folds an event that the analysis has already folded.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let now = event.instant
    switch event.kind {
    case .task(let task, let event):
      if isSimulation, case .began(_, .main, _) = event.step { hasMain = true }
      if let step = event.step { fold(step, of: task, in: analysis, at: now) }
    case .queue(let id, let event): fold(event, of: id, in: analysis, at: now)
    case .pool(let id, let event):
      if case .created = event { install(.pool(id), in: analysis, at: now) }
      recordDemand(id, in: analysis, at: now)
    case .batch(let id, let event):
      if case .created = event { install(.batcher(id), in: analysis, at: now) }
      if let fill = event.fill { record(Int(fill), .batcher(id), at: now) }
    case .request(let task, let event): fold(event, of: task, in: analysis, at: now)
    case .source(let event):
      if case .snapshotEnded = event { keep(those: analysis.tasks) }
    case .timeout, .error, .shutdown, .worker, .input: break
    }
  }

  /// Forgets all others: a snapshot has named all live tasks, or there are more than can be live.
  private mutating func keep(those tasks: TaskLedger) {
    ready = ready.filter { tasks[$0]?.isLive == true }
    retrying = retrying.filter { tasks[$0]?.isLive == true }
  }

  /// How many more tasks than are live are kept before they are checked: a log may be about unknown
  /// tasks.
  private static let mostUnknown = 1024

  private mutating func fold(
    _ event: QueueEvent, of id: QueueID, in analysis: Analysis, at now: VirtualInstant
  ) {
    if case .created = event { install(.queue(id), in: analysis, at: now) }
    if case .counted(_, _, _, _, let high) = event { record(Int(high), .queue(id), at: now) }
    if let depth = event.depth { record(Int(depth), .queue(id), at: now) }
  }

  private mutating func forgetUnknown(_ count: Int, in tasks: TaskLedger) {
    if count - GaugeBoard.mostUnknown > tasks.liveCount { keep(those: tasks) }
  }

  private mutating func fold(
    _ event: RequestEvent, of task: TaskID, in analysis: Analysis, at now: VirtualInstant
  ) {
    if event.isEndOfDelay { return endRetry(task, at: now) }
    guard case .retryScheduled = event else { return }
    add(.retrying, at: now)
    retrying.insert(task)
    forgetUnknown(retrying.count, in: analysis.tasks)
    record(retrying.count, .retrying, at: now)
  }

  private mutating func fold(
    _ step: TaskStep, of task: TaskID, in analysis: Analysis, at now: VirtualInstant
  ) {
    switch step {
    case .began: recordLife(in: analysis, at: now)
    case .becameReady:
      ready.insert(task)
      forgetUnknown(ready.count, in: analysis.tasks)
      recordWaits(in: analysis, at: now)
    case .resumed: ready.remove(task)
    case .suspended(let wait):
      ready.remove(task)
      if case .work = wait, !countsReady { add(.ready, at: now) }
      if case .poolAcquire(let id) = wait { recordDemand(id, in: analysis, at: now) }
      if case .queuePut(let id) = wait { recordPutters(id, in: analysis, at: now) }
    case .cleanupStarted, .cleanupEnded: break
    case .finished:
      ready.remove(task)
      endRetry(task, at: now)
      recordWaits(in: analysis, at: now)
      recordLife(in: analysis, at: now)
    }
    if countsReady { record(ready.count, .ready, at: now) }
  }

  /// Advances to an instant with everything unchanged.
  mutating func advance(to instant: VirtualInstant, in analysis: Analysis) {
    for index in known.indices { known[index].history.advance(to: instant) }
    if known.isEmpty { live.history.advance(to: instant) }
    present = leader(in: analysis)
  }

  /// Passes the dots of all gauges through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    live.history.pass(through: &transfer)
    for index in known.indices { known[index].history.pass(through: &transfer) }
  }

  /// Chooses the leading gauge for the time from now on.
  ///
  /// What leads depends on what led before, so this has to be called after certain events, however
  /// they are divided into batches.
  mutating func chooseLeading(in analysis: Analysis) {
    advance(to: analysis.now, in: analysis)
    leading = present
  }

  /// Another gauge takes the lead only if it is clearly more interesting, so that the picture
  /// seldom changes.
  private func leader(in analysis: Analysis) -> Int {
    guard known.indices.contains(leading) else { return 0 }
    var (leader, most) = (leading, known[leading].interest(in: analysis) + GaugeBoard.lead)
    for index in known.indices where index != leading {
      let interest = known[index].interest(in: analysis)
      if interest > most { (leader, most) = (index, interest) }
    }
    return leader
  }
}

extension GaugeBoard {
  /// Adds a gauge. One that is created again under the same name continues the old gauge.
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
    live = Gauge(.live, since: now)
    if subject == .ready { countsReady = true }
  }

  /// - Parameter isBlocked: Whether a task is held up now; `nil` if that is unchanged.
  private mutating func record(
    _ value: Int, _ subject: Gauge.Subject, isBlocked: Bool? = nil, at now: VirtualInstant
  ) {
    guard let index = known.firstIndex(where: { $0.subject == subject }) else { return }
    let isBlocked = isBlocked ?? known[index].history.isBlocked
    guard known[index].history.depth != value || known[index].history.isBlocked != isBlocked
    else { return }
    known[index].history.record(UInt32(clamping: value), isBlocked: isBlocked, at: now)
  }

  /// Records the depth of a queue, and whether it holds up a producer.
  private mutating func recordPutters(
    _ id: QueueID, in analysis: Analysis, at now: VirtualInstant
  ) {
    guard let queue = analysis.queues[id] else { return }
    record(queue.depth, .queue(id), isBlocked: !queue.putters.isEmpty, at: now)
  }

  /// Records how many tasks hold a resource of a pool or wait for one.
  private mutating func recordDemand(
    _ id: PoolID, in analysis: Analysis, at now: VirtualInstant
  ) {
    guard let pool = analysis.pools[id] else { return }
    let isBlocked = !pool.waiters.isEmpty
    record(pool.inUse + pool.waiters.count, .pool(id), isBlocked: isBlocked, at: now)
  }

  /// Updates pools and queues: a task that waited for them may no longer do so.
  private mutating func recordWaits(in analysis: Analysis, at now: VirtualInstant) {
    for index in known.indices {
      switch known[index].subject {
      case .pool(let id): recordDemand(id, in: analysis, at: now)
      case .queue(let id) where known[index].history.isBlocked:
        recordPutters(id, in: analysis, at: now)
      case .queue, .batcher, .ready, .retrying, .live, .late: break
      }
    }
  }

  private mutating func recordLife(in analysis: Analysis, at now: VirtualInstant) {
    guard known.isEmpty else { return }
    let count = analysis.tasks.liveCount - (hasMain ? 1 : 0)
    live.history.record(UInt32(clamping: max(count, 0)), at: now)
  }

  private mutating func endRetry(_ task: TaskID, at now: VirtualInstant) {
    guard retrying.remove(task) != nil else { return }
    record(retrying.count, .retrying, at: now)
  }
}
