public import WeirEvents

/// The measurements of a run, folded from events.
///
/// Counts, means and time averages are exact over virtual time; quantiles are correct to three
/// significant digits. The size depends on how many tasks are alive and items are in progress, and
/// has a limit.
/// - Complexity: Constant time per event.
public struct Metrics: Sendable {
  /// The counts of tasks.
  public private(set) var tasks = TaskCounts()
  /// The counts of items and requests.
  public internal(set) var items = ItemCounts()
  /// The counts of calls and attempts.
  public internal(set) var retries = RetryCounts()
  /// How long each completed piece of work took: the work that `ItemCounts.completed` counts,
  /// except items that a log reports only as totals.
  ///
  /// The time of an item begins when the producer offers it, even if the queue is full, and ends
  /// when the work on it ends: a task marks it done, waits for its next item, or ends. That of a
  /// request lasts from its start to its answer.
  public private(set) var latency = DurationHistogram()
  /// What the same work spent that time on.
  public private(set) var spent = TimeSpent()
  /// How long tasks were busy with work that then failed or was lost, in nanoseconds.
  private var wastedNanoseconds: Int128 = 0
  /// How long ready tasks waited for a worker, one duration each time a task ran.
  public private(set) var readyWait = DurationHistogram()
  /// How long tasks waited for a background worker, one duration for each computation started
  /// there.
  public private(set) var offloadWait = DurationHistogram()
  private var queueGenerations = Generations<QueueMetrics>()
  var poolGenerations = Generations<PoolMetrics>()
  private var heldWork = Roster<HeldWork>()
  /// How many items are tracked: those waiting and those held by a task.
  private var followedItems = 0
  /// How many tasks without a record are alive, as far as is known.
  private var unlistedTasks = 0

  /// The maximum number of items tracked over all queues.
  private let followedItemLimit: Int

  /// Creates the measurements of a run before its first event.
  public init() {
    self.init(followedItemLimit: 1 << 22)
  }

  init(followedItemLimit: Int) {
    self.followedItemLimit = followedItemLimit
    heldWork.insert(HeldWork(parent: .none), for: UInt64(TaskID.none.rawValue))
  }

  /// Passes the histograms and the items through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    latency.pass(through: &transfer)
    readyWait.pass(through: &transfer)
    offloadWait.pass(through: &transfer)
    queueGenerations.updateEach { $0.pass(through: &transfer) }
    poolGenerations.updateEach { $0.pass(through: &transfer) }
  }

  /// The measurements of a queue; `nil` if it has none.
  public subscript(id: QueueID) -> QueueMetrics? { queueGenerations.record(of: id.rawValue) }

  /// The measurements of a pool; `nil` if it has none.
  public subscript(id: PoolID) -> PoolMetrics? { poolGenerations.record(of: id.rawValue) }

  /// The measurements of all queues, in the order of their records.
  public var queues: [QueueMetrics] { queueGenerations.records }

  /// The measurements of all pools, in the order of their records.
  public var pools: [PoolMetrics] { poolGenerations.records }

  /// The measurements of queues merged by name, up to an instant not before the last event.
  public func queuesByName(until now: VirtualInstant) -> [QueueMetrics] {
    queueGenerations.byName(at: now)
  }

  /// The measurements of pools merged by name, up to an instant not before the last event.
  public func poolsByName(until now: VirtualInstant) -> [PoolMetrics] {
    poolGenerations.byName(at: now)
  }

  /// Pieces of work ended per second of virtual time, completed or failed, averaged from the start
  /// to an instant; 0 at the start.
  public func throughputPerSecond(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : Double(items.ended) / now.seconds
  }

  /// Pieces of work completed within their deadline per second of virtual time, averaged from the
  /// start to an instant; 0 at the start. Never more than the throughput.
  public func goodputPerSecond(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : Double(items.completedInTime) / now.seconds
  }

  /// How long tasks were busy with work that then failed or was lost, in seconds: from taking the
  /// work to its end.
  public var wastedSeconds: Double { Double(wastedNanoseconds) / 1e9 }

  /// The wasted time as a duration, at most 292 years.
  public var wasted: Duration { .nanoseconds(Int64(clamping: wastedNanoseconds)) }

  /// Folds one event that counts as happening now; events of tasks and queues have methods of their
  /// own. In the ledgers it changes only which item a task holds; they are inout so that no event
  /// copies them.
  mutating func fold(_ event: Event, at now: VirtualInstant, in ledgers: inout Ledgers) {
    switch event.kind {
    case .timeout(_, let timeout): fold(timeout, at: now, in: &ledgers)
    case .pool(let id, let pool): fold(id, pool, at: now, in: &ledgers)
    case .request(let id, let request):
      fold(id, request, at: now, since: event.instant, in: &ledgers)
    case .error(let id, let error): fold(id, error)
    case .source: if let ended = ledgers.endedSnapshot { end(ended, at: now, in: &ledgers) }
    case .task, .queue, .batch, .shutdown, .worker, .input: break
    }
  }
}

// MARK: Stays

extension Metrics {
  /// Notes that a task got its turn, with the stay in which it waited for it.
  @inline(__always)
  mutating func gotTurn(after stay: TaskStay, at now: VirtualInstant) {
    readyWait.record(nanoseconds: now.nanoseconds(since: stay.since))
  }

  @inline(__always)
  private mutating func fold(
    _ stay: TaskStay, endedBy event: TaskEvent, at now: VirtualInstant
  ) {
    switch stay.state {
    case .ready: gotTurn(after: stay, at: now)
    case .waiting: if let wait = stay.wait { fold(stay, on: wait, endedBy: event, at: now) }
    case .created, .running, .working, .sleeping, .finished, .failed, .cancelled, .timedOut: break
    }
  }

  private mutating func fold(
    _ stay: TaskStay, on wait: Wait, endedBy event: TaskEvent, at now: VirtualInstant
  ) {
    let length = now.nanoseconds(since: stay.since)
    switch wait {
    case .queuePut(let queue):
      guard let position = position(of: queue) else { return }
      queueGenerations[position].blocked.record(nanoseconds: length)
    case .poolAcquire(let pool):
      update(stay.task) { $0.endWait(for: pool, since: stay.since, at: now) }
    case .offload:
      if case .suspended(.work, _) = event { offloadWait.record(nanoseconds: length) }
    case .sleep, .queueGet, .join, .child, .work, .batch, .children, .other: break
    }
  }
}

// MARK: Tasks

extension Metrics {
  /// Folds one event of a task, with the stay that it ended, if any. A log may report it late:
  /// `since` is the event's own instant.
  @inline(__always)
  mutating func fold(
    _ id: TaskID, _ task: TaskEvent, at now: VirtualInstant, since: VirtualInstant,
    ended stay: TaskStay?, in ledgers: inout Ledgers
  ) {
    if let stay, ledgers.snapshot == nil { fold(stay, endedBy: task, at: now) }
    switch task.step {
    case .becameReady, .resumed: break
    case .suspended(let wait):
      // A wait that a snapshot only repeats began earlier.
      if stay != nil { begin(wait, by: id, at: now, since: since) }
    case .began, .finished, .cleanupStarted, .cleanupEnded, nil:
      foldRare(id, task, at: now, in: &ledgers)
    }
  }

  @inline(never)
  private mutating func foldRare(
    _ id: TaskID, _ task: TaskEvent, at now: VirtualInstant, in ledgers: inout Ledgers
  ) {
    switch task.step {
    case .becameReady, .resumed, .suspended, .cleanupStarted: break
    case .began(_, _, let parent): create(id, by: parent, in: &ledgers)
    case .finished(let outcome): end(id, outcome, at: now)
    case .cleanupEnded: update(id) { $0.hasCleanedUp = true }
    case nil:
      guard case .cancellationNoticed = task else { return }
      update(id) { $0.endPut() }
      giveUpWait(of: id, at: now)
    }
  }

  @inline(__always)
  private mutating func begin(
    _ wait: Wait, by task: TaskID, at now: VirtualInstant, since: VirtualInstant
  ) {
    switch wait {
    case .queuePut(let queue): update(task) { $0.beginPut(to: queue, at: since) }
    case .queueGet(let queue):
      guard let position = heldWork.position(of: UInt64(task.rawValue)) else { return }
      finishEarlierWork(queue, by: task, at: position, now)
    case .poolAcquire(let pool): update(task) { $0.beginWait(for: pool, at: since) }
    case .sleep, .join, .child, .work, .batch, .children, .offload, .other: break
    }
  }

  /// Ignores a number already in use; a task without a record is only counted.
  private mutating func create(_ id: TaskID, by parent: TaskID, in ledgers: inout Ledgers) {
    guard id != .none, heldWork.position(of: UInt64(id.rawValue)) == nil else { return }
    if ledgers.tasks.isLive(id) {
      heldWork.insert(HeldWork(parent: parent), for: UInt64(id.rawValue))
    } else if ledgers.tasks[id] != nil {
      return
    } else {
      unlistedTasks += 1
    }
    tasks.created += 1
  }

  /// Ends the work of a task. A cancelled task loses what it holds, unless it cleaned up: then it
  /// has finished it. The items of a task that fails have failed, and those of one that ends well
  /// are completed.
  private mutating func end(_ task: TaskID, _ outcome: TaskOutcome, at now: VirtualInstant) {
    guard task != .none, let position = heldWork.position(of: UInt64(task.rawValue)) else {
      guard unlistedTasks > 0 else { return }
      unlistedTasks -= 1
      return tasks.count(outcome)
    }
    tasks.count(outcome)
    giveUpWait(of: task, at: now)
    let hasFinished = heldWork[position].hasCleanedUp || outcome == .completed
    for held in heldWork[position].end() {
      leave(held, by: task)
      var work = held.work
      if !hasFinished, outcome == .cancelled {
        lose(work, at: now)
      } else {
        if !hasFinished { work.isGivenUp = true }
        end(work, at: now)
      }
    }
    if let request = heldWork[position].takeRequest() { lose(request, at: now) }
    heldWork.remove(at: position)
  }

  /// Whether a task is handling a request.
  @inline(__always)
  func hasRequest(_ task: TaskID) -> Bool {
    heldWork.position(of: UInt64(task.rawValue)).map { heldWork[$0].request != nil } ?? false
  }

  @inline(__always)
  mutating func update(_ task: TaskID, _ change: (inout HeldWork) -> Void) {
    guard let position = heldWork.position(of: UInt64(task.rawValue)) else { return }
    heldWork.update(at: position, change)
  }
}

// MARK: Queues

extension Metrics {
  /// Folds one event of a queue that counts as happening now.
  mutating func fold(
    _ id: QueueID, _ queue: QueueEvent, at now: VirtualInstant, in ledgers: inout Ledgers
  ) {
    switch queue {
    case .enqueued(let task, let item, let depth):
      enqueued(id, by: task, item, depth, at: now)
    case .dequeued(let task, let item, let depth):
      dequeued(id, by: task, item, depth, at: now)
    case .done(let task, let item, _): done(item, of: id, by: task, at: now, in: &ledgers)
    case .dropped(let task, let item, _, let depth):
      drop(id, by: task, item, depth, at: now)
    case .counted(let enqueued, let dequeued, _, let depth, _):
      items.count(produced: Int(enqueued), consumed: Int(dequeued))
      forgetLine(of: id)
      settle(id, at: depth, now: now)
    case .created(let name, _, let depth, _, _, _):
      create(id, name, depth, at: now, in: ledgers)
    case .closed: queueGenerations.update(id.rawValue) { $0.close(at: now) }
    case .reconfigured: break
    }
  }

  private mutating func create(
    _ id: QueueID, _ name: Label, _ depth: UInt32, at now: VirtualInstant, in ledgers: Ledgers
  ) {
    if let position = position(of: id) {
      guard ledgers.snapshot != nil else { return }
      queueGenerations[position].reopen()
      return queueGenerations[position].settle(at: depth, now: now)
    }
    let predecessor = ledgers.queues[id]?.predecessor
    if let predecessor { update(predecessor) { $0.line = ItemLine() } }
    queueGenerations.insert(
      QueueMetrics(id: id, name: name, created: now, depth: depth),
      after: predecessor?.rawValue, at: now)
  }

  /// Counts an item that a queue accepted from a task, and tracks it within the limit.
  mutating func enqueued(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.produced += 1
    guard let position = position(of: queue) else { return }
    let entry = ItemLine.Entry(offered: offer(to: queue, by: task, at: now), enqueued: now)
    let isFollowed = followedItems < followedItemLimit
    update(at: position) { queue in
      queue.settle(at: depth, now: now)
      if isFollowed { queue.line.append(item, entry) }
    }
  }

  /// Counts an item that a task took, on which it works from now on.
  mutating func dequeued(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.consumed += 1
    let place = heldWork.position(of: UInt64(task.rawValue))
    if let place { finishEarlierWork(queue, by: task, at: place, now) }
    guard let position = position(of: queue) else { return }
    let holder = place == nil ? TaskID.none : task
    let entry = update(at: position) { $0.take(item, by: holder, leaving: depth, at: now) }
    guard let entry, let place else { return }
    let work = PieceOfWork(offered: entry.offered, enqueued: entry.enqueued, taken: now)
    heldWork.update(at: place) { $0.hold(item, of: queue, work) }
  }

  private mutating func drop(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.dropped += 1
    guard let position = position(of: queue) else { return }
    let entry = update(at: position) { queue in
      queue.settle(at: depth, now: now)
      return queue.line.take(item, by: .none)
    }
    if entry == nil {
      items.produced += 1
      _ = offer(to: queue, by: task, at: now)
    }
  }

  private mutating func offer(to queue: QueueID, by task: TaskID, at now: VirtualInstant)
    -> VirtualInstant
  {
    guard let position = heldWork.position(of: UInt64(task.rawValue)) else { return now }
    return heldWork.update(at: position) { $0.takeOffer(to: queue, at: now) }
  }

  /// Ends the work on what a task took from the queue, because it waits for its next item.
  @inline(__always)
  private mutating func finishEarlierWork(
    _ queue: QueueID, by task: TaskID, at position: Int, _ now: VirtualInstant
  ) {
    guard heldWork[position].hasItems else { return }
    while let held = heldWork[position].removeItem(of: queue) {
      leave(held, by: task)
      end(held.work, at: now)
    }
  }

  /// Ends the work on an item that some task marked done, unless it has ended already.
  mutating func done(
    _ item: ItemID, of queue: QueueID, by task: TaskID, at now: VirtualInstant,
    in ledgers: inout Ledgers
  ) {
    var holder = task
    if item != .unknown, let position = position(of: queue),
      let known = queueGenerations[position].line.holder(of: item)
    {
      holder = known
    }
    ledgers.tasks.removeItem(item, of: queue, by: holder)
    for _ in 0..<HeldWork.generations {
      guard let position = heldWork.position(of: UInt64(holder.rawValue)) else { return }
      if let held = heldWork.update(at: position, { $0.removeItem(item, of: queue) }) {
        leave(held, by: holder)
        return end(held.work, at: now)
      }
      holder = heldWork[position].parent
    }
  }

  private mutating func leave(_ held: HeldWork.Held, by task: TaskID) {
    update(held.queue) { $0.line.leave(held.item, by: task) }
  }

  /// Forgets the waiting items, since which of them wait is no longer known.
  private mutating func forgetLine(of queue: QueueID) {
    update(queue) { $0.line.forgetWaiting() }
  }

  @inline(__always)
  private mutating func update(_ queue: QueueID, _ change: (inout QueueMetrics) -> Void) {
    if let position = position(of: queue) { update(at: position, change) }
  }

  /// Changes the measurements of a queue, and counts the items that are tracked since.
  @inline(__always)
  private mutating func update<Result>(
    at position: Int, _ change: (inout QueueMetrics) -> Result
  ) -> Result {
    var added = 0
    let result = queueGenerations.update(at: position) { queue in
      added -= queue.line.count
      defer { added += queue.line.count }
      return change(&queue)
    }
    followedItems += added
    return result
  }

  private mutating func settle(_ queue: QueueID, at depth: UInt32, now: VirtualInstant) {
    queueGenerations.update(queue.rawValue) { $0.settle(at: depth, now: now) }
  }

  @inline(__always)
  private func position(of id: QueueID) -> Int? { queueGenerations.position(of: id.rawValue) }
}

// MARK: The end of work

extension Metrics {
  /// Counts the end of work on an item or a request, completed or failed.
  mutating func end(_ work: PieceOfWork, at now: VirtualInstant) {
    guard !work.isGivenUp else {
      items.failed += 1
      return waste(work, until: now)
    }
    items.completed += 1
    if now <= work.deadline { items.completedInTime += 1 }
    latency.record(nanoseconds: now.nanoseconds(since: work.offered))
    spent += work.time(until: now)
  }

  /// Counts work that will never be finished.
  mutating func lose(_ work: PieceOfWork, at now: VirtualInstant) {
    items.lost += 1
    waste(work, until: now)
  }

  private mutating func waste(_ work: PieceOfWork, until now: VirtualInstant) {
    wastedNanoseconds += Int128(now.nanoseconds(since: work.taken))
  }
}

// MARK: Snapshots

extension Metrics {
  /// Ends a snapshot: what belonged to tasks, queues and pools that it did not list is removed
  /// without being counted. After a loss of events, which items wait is unknown.
  private mutating func end(
    _ snapshot: Ledgers.Snapshot, at now: VirtualInstant, in ledgers: inout Ledgers
  ) {
    let count = heldWork.count
    for position in Array(heldWork.presentPositions) { forget(position, at: now, in: ledgers) }
    tasks.forgotten += count - heldWork.count
    for position in queueGenerations.records.indices {
      let id = queueGenerations[position].id
      let isGone = ledgers.queues[id]?.isClosed != false
      if isGone || snapshot.followsLoss { forgetLine(of: id) }
      if isGone {
        queueGenerations[position].settle(at: 0, now: now)
        queueGenerations[position].close(at: now)
      }
    }
    for position in poolGenerations.records.indices {
      let record = ledgers.pools[poolGenerations[position].id]
      poolGenerations[position].settle(at: record?.inUse ?? 0, now: now)
      if record?.isClosed != false { poolGenerations[position].close(at: now) }
    }
  }

  private mutating func forget(_ position: Int, at now: VirtualInstant, in ledgers: Ledgers) {
    let task = TaskID(UInt32(truncatingIfNeeded: heldWork.number(at: position)))
    guard task != .none, !ledgers.tasks.isLive(task) else { return }
    for held in heldWork[position].end() { leave(held, by: task) }
    heldWork.remove(at: position)
  }
}
