public import WeirEvents

/// What can be measured about a run, folded from events.
///
/// Counts, means and time averages are exact over virtual time; quantiles are right to three digits. Constant time
/// an event; the size depends on how many tasks live and items are under way.
public struct Metrics: Sendable {
  public private(set) var tasks = TaskCounts()
  public internal(set) var items = ItemCounts()
  public internal(set) var retries = RetryCounts()
  /// How long each completed piece of work took: `ItemCounts.completed` counts the same work.
  ///
  /// For an item it begins when the producer came with it, even if a full queue then held the
  /// producer, and ends when the work on it ends: a task calls it done, goes on to its next get, or
  /// ends. For a request it lasts from its start to its answer.
  public private(set) var latency = DurationHistogram()
  /// Where that time went, of the same work.
  public private(set) var spent = TimeSpent()
  /// How long tasks were busy with work that then failed or was lost, in nanoseconds.
  private var wastedNanoseconds: Int128 = 0
  /// How long a task that could run had to wait for a worker, of each time it ran.
  public private(set) var readyWait = DurationHistogram()
  /// How long a task had to wait for a worker beside the loop, of each computation there that began.
  public private(set) var offloadWait = DurationHistogram()
  private var queueGenerations = Generations<QueueMetrics>()
  var poolGenerations = Generations<PoolMetrics>()
  private var hands = Roster<Hands>()

  public init() {
    hands.insert(Hands(parent: .none), for: UInt64(TaskID.none.rawValue))
  }

  /// What was measured about a queue.
  public subscript(id: QueueID) -> QueueMetrics? { queueGenerations.record(of: id.rawValue) }

  /// What was measured about a pool.
  public subscript(id: PoolID) -> PoolMetrics? { poolGenerations.record(of: id.rawValue) }

  /// Each queue, in the order of the queues' records.
  public var queues: [QueueMetrics] { queueGenerations.records }

  /// Each pool, in the order of the pools' records.
  public var pools: [PoolMetrics] { poolGenerations.records }

  /// One for each name of queues, up to an instant that is not before the last event.
  public func queuesByName(until now: VirtualInstant) -> [QueueMetrics] {
    queueGenerations.byName(at: now)
  }

  /// One for each name of pools, up to an instant that is not before the last event.
  public func poolsByName(until now: VirtualInstant) -> [PoolMetrics] {
    poolGenerations.byName(at: now)
  }

  /// Pieces of work that ended in a second of virtual time, completed or failed, over the whole
  /// time up to an instant; 0 at the start.
  public func throughputPerSecond(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : Double(items.ended) / now.seconds
  }

  /// Pieces of work that were completed within their deadline, in a second of virtual time, over
  /// the whole time up to an instant; 0 at the start. Never more than the throughput.
  public func goodputPerSecond(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : Double(items.completedInTime) / now.seconds
  }

  /// How long tasks were busy with work that then failed or was lost, in seconds: from when they
  /// took it to its end.
  public var wastedSeconds: Double { Double(wastedNanoseconds) / 1e9 }

  /// The same as a duration; 292 years at most.
  public var wasted: Duration { .nanoseconds(Int64(clamping: wastedNanoseconds)) }

  /// Takes in one event and the stay that it ended, if it ended one. It changes nothing in the ledgers: they are inout so
  /// that no event copies them.
  mutating func fold(_ event: Event, ended stay: TaskStay?, in ledgers: inout Ledgers) {
    let now = event.instant
    if let stay { fold(stay, endedBy: event) }
    switch event.kind {
    case .queue(let queue, .enqueued(let task, let item, let depth)):
      enqueue(queue, by: task, item, depth, at: now)
    case .queue(let queue, .dequeued(let task, let item, let depth)):
      dequeue(queue, by: task, item, depth, at: now)
    case .queue(let queue, .done(let task, _, _)): finish(queue, by: task, at: now)
    case .task(let task, .suspended(.queuePut(let queue), _)): beginPut(queue, by: task, at: now)
    case .task(let task, .suspended(.queueGet(let queue), _)): goOn(queue, by: task, at: now)
    case .task(let task, .suspended(.poolAcquire(let pool), _)):
      update(pool) { $0.beginWait(task, at: now) }
    case .task(_, .suspended), .task(_, .resumed), .task(_, .becameReady): break
    case .queue(let queue, .dropped(let task, let item, _, let depth)):
      drop(queue, by: task, item, depth, at: now)
    default: foldLives(event, in: ledgers)
    }
  }
}

extension Metrics {
  private mutating func foldLives(_ event: Event, in ledgers: Ledgers) {
    switch event.kind {
    case .task(let task, .created(_, _, let parent, _)):
      tasks.created += 1
      if hands.position(of: UInt64(task.rawValue)) == nil {
        hands.insert(Hands(parent: parent), for: UInt64(task.rawValue))
      }
    case .task(let task, .finished(let outcome, _)):
      tasks.count(outcome)
      end(task, outcome, at: event.instant)
    case .task(let task, .cancellationNoticed):
      update(task) { $0.endPut() }
      forgetWaits(of: task)
    case .task(let task, .cleanupEnded): update(task) { $0.hasCleanedUp = true }
    case .queue(let queue, .created(let name, _, _, _, _, _)):
      queueGenerations.insert(
        QueueMetrics(id: queue, name: name, created: event.instant),
        after: ledgers.queues[queue]?.predecessor?.rawValue, at: event.instant)
    case .queue(let queue, .closed):
      queueGenerations.update(queue.rawValue) { $0.close(at: event.instant) }
    case .pool(let id, let pool): fold(id, pool, at: event.instant, in: ledgers)
    case .request(_, .started), .request(_, .ended): foldRequest(event)
    default: foldTrouble(event)
    }
  }

  @inline(__always)
  private mutating func fold(_ stay: TaskStay, endedBy event: Event) {
    let length = event.instant.nanoseconds(since: stay.since)
    switch stay.state {
    case .ready: readyWait.record(nanoseconds: length)
    case .waiting:
      guard case .queuePut(let queue) = stay.wait, let queue = position(of: queue) else {
        return foldRare(stay, length, endedBy: event)
      }
      queueGenerations[queue].blocked.record(nanoseconds: length)
    default: break
    }
  }

  private mutating func foldRare(_ stay: TaskStay, _ length: Int64, endedBy event: Event) {
    switch stay.wait {
    case .poolAcquire(let pool):
      update(pool) { $0.endWait(stay.task, at: event.instant) }
      update(stay.task) { $0.leaveLine(since: stay.since, at: event.instant) }
    case .offload:
      if case .task(_, .suspended(.work, _)) = event.kind {
        offloadWait.record(nanoseconds: length)
      }
    default: break
    }
  }

  private mutating func beginPut(_ queue: QueueID, by task: TaskID, at now: VirtualInstant) {
    update(task) { $0.beginPut(to: queue, at: now) }
  }

  private mutating func enqueue(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.produced += 1
    guard let queue = position(of: queue) else { return }
    let offered = offer(to: queueGenerations[queue].id, by: task, at: now)
    queueGenerations[queue].line.append(.init(item: item, offered: offered, enqueued: now))
    queueGenerations[queue].settle(at: depth, now: now)
  }

  private mutating func dequeue(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.consumed += 1
    goOn(queue, by: task, at: now)
    guard let position = position(of: queue) else { return }
    queueGenerations[position].settle(at: depth, now: now)
    guard let entry = queueGenerations[position].line.take(item) else { return }
    queueGenerations[position].wait.record(
      nanoseconds: now.nanoseconds(since: entry.enqueued))
    let work = WorkInHand(offered: entry.offered, enqueued: entry.enqueued, taken: now)
    update(task) { $0.hold(queue, work) }
  }

  private mutating func drop(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, at now: VirtualInstant
  ) {
    items.dropped += 1
    guard let position = position(of: queue) else { return }
    queueGenerations[position].settle(at: depth, now: now)
    guard queueGenerations[position].line.take(item) == nil else { return }
    items.produced += 1
    _ = offer(to: queue, by: task, at: now)
  }

  private mutating func offer(to queue: QueueID, by task: TaskID, at now: VirtualInstant)
    -> VirtualInstant
  {
    guard let position = hands.position(of: UInt64(task.rawValue)) else { return now }
    return hands[position].takeOffer(to: queue, at: now)
  }

  /// The task goes on to its next get from the queue: the work on what it took before has ended.
  private mutating func goOn(_ queue: QueueID, by task: TaskID, at now: VirtualInstant) {
    guard let position = hands.position(of: UInt64(task.rawValue)) else { return }
    while let work = hands[position].finish(queue) { end(work, at: now) }
  }

  /// Calls done what the task holds, or else what the task that started it holds, and so on.
  private mutating func finish(_ queue: QueueID, by task: TaskID, at now: VirtualInstant) {
    var holder = task
    for _ in 0..<Metrics.generations {
      guard let position = hands.position(of: UInt64(holder.rawValue)) else { return }
      if let work = hands[position].finish(queue) { return end(work, at: now) }
      holder = hands[position].parent
    }
  }

  /// How far up an item's holder is looked for.
  private static var generations: Int { 8 }

  /// A task that was cancelled loses what it has in its hands, unless it cleaned up: then it has
  /// finished it. One that fails takes its items with it, and one that ends well is done with them.
  private mutating func end(_ task: TaskID, _ outcome: TaskOutcome, at now: VirtualInstant) {
    guard let position = hands.position(of: UInt64(task.rawValue)) else { return }
    let hasFinished = hands[position].hasCleanedUp || outcome == .completed
    for var work in hands[position].end() {
      if !hasFinished, outcome == .cancelled {
        lose(work, at: now)
      } else {
        if !hasFinished { work.isGivenUp = true }
        end(work, at: now)
      }
    }
    if let request = hands[position].takeRequest() { lose(request, at: now) }
    hands.remove(at: position)
    forgetWaits(of: task)
  }

  /// The work on an item, or a request, has ended, well or not.
  mutating func end(_ work: WorkInHand, at now: VirtualInstant) {
    guard !work.isGivenUp else {
      items.failed += 1
      return waste(work, until: now)
    }
    items.completed += 1
    if now <= work.deadline { items.completedInTime += 1 }
    latency.record(nanoseconds: now.nanoseconds(since: work.offered))
    spent += work.time(until: now)
  }

  /// Nobody will ever finish the work.
  mutating func lose(_ work: WorkInHand, at now: VirtualInstant) {
    items.lost += 1
    waste(work, until: now)
  }

  private mutating func waste(_ work: WorkInHand, until now: VirtualInstant) {
    wastedNanoseconds += Int128(now.nanoseconds(since: work.taken))
  }

  @inline(__always)
  mutating func update(_ task: TaskID, _ change: (inout Hands) -> Void) {
    guard let position = hands.position(of: UInt64(task.rawValue)) else { return }
    change(&hands[position])
  }

  @inline(__always)
  private func position(of id: QueueID) -> Int? { queueGenerations.position(of: id.rawValue) }
}
