import WeirEvents

/// How tasks use one queue: what is needed to distinguish a slow join from one that can't end.
///
/// Tasks that put items in are its *producers*, tasks that take some out its *consumers*. An item
/// is *unfinished* until it is marked done, and *outstanding* from when a task takes it until then.
/// A consumer that takes an item while it has an outstanding one *prefetches*: that is normal if it
/// works in batches, and otherwise a sign of a forgotten `done`.
///
/// Which task held an item that is marked done is known if the event identifies the item. If not, a
/// task is assumed to mark its own items done, the oldest first, or the next that it will take if
/// it has none.
///
/// Constant time per event, except that an item marked done by a task that neither took it nor was
/// started by the one that did requires a search of all users.
struct QueueUse: Sendable {
  /// What one live task has done with the queue.
  struct User: Sendable {
    let task: TaskID
    fileprivate(set) var puts = 0
    fileprivate(set) var takes = 0
    fileprivate(set) var dones = 0
    /// How many items it has marked done that were taken by others or by an unknown task.
    fileprivate(set) var donesForOthers = 0
    /// How many unidentified items it has marked done while it had none.
    fileprivate(set) var donesAhead = 0
    /// How many items it has taken since any task last marked one done.
    fileprivate(set) var takesSinceDone = 0
    /// How many items all tasks had marked done when it last took one.
    fileprivate var doneCountAtTake = 0
    /// Whether it is a consumer that waits for an item now.
    fileprivate var isIdle = false
    /// Its outstanding items, the oldest first; at most `LintLimits.items`.
    fileprivate var items: [ItemID] = []
    /// How many further items are outstanding.
    fileprivate var furtherItems = 0

    /// How many items it took that are not marked done.
    var outstanding: Int { items.count + furtherItems }
  }

  let queue: QueueID
  private(set) var users = Roster<User>()
  private(set) var depth: UInt32
  private(set) var unfinished: Int
  /// How many live tasks have put items in.
  private(set) var producers = 0
  /// How many live tasks have taken items.
  private(set) var consumers = 0
  /// How many consumers wait for an item now.
  private(set) var idleConsumers = 0
  /// Whether a task has ever put an item in, and taken one out.
  private var hadProducers = false
  private var hadConsumers = false
  /// Whether a task has put an item in after it had taken one, as into a pool of connections.
  private var isReturnedTo = false
  /// Whether items were counted that no known live task can have put in, or taken.
  private var hasUnknownProducers = false
  private var hasUnknownConsumers = false
  /// How many outstanding items were taken by tasks that have ended.
  private(set) var abandoned = 0
  /// How many items have been marked done.
  private(set) var doneCount = 0
  /// How many items have been taken since one was last marked done.
  private(set) var takesSinceDone = 0
  /// How many of those items were prefetched.
  private(set) var prefetchesSinceDone = 0
  /// The largest number prefetched before one was marked done: the batch size of this program.
  private(set) var largestPrefetch = 0

  /// Creates the use of a queue that holds `depth` items.
  init(queue: QueueID, depth: UInt32 = 0) {
    self.queue = queue
    self.depth = depth
    unfinished = Int(depth)
  }
}

// MARK: Items

extension QueueUse {
  mutating func enqueued(by task: TaskID, _ depth: UInt32, _ ledgers: inout Ledgers) {
    self.depth = depth
    unfinished += 1
    let put = users.update(at: position(of: task, &ledgers)) { $0.put() }
    if put.isFirst {
      producers += 1
      hadProducers = true
    }
    if put.isReturn, task != .none { isReturnedTo = true }
  }

  mutating func dequeued(
    _ item: ItemID, by task: TaskID, _ depth: UInt32, _ ledgers: inout Ledgers
  ) {
    self.depth = depth
    let take = users.update(at: position(of: task, &ledgers)) { [doneCount] user in
      user.take(item, doneCount)
    }
    if take.isFirst {
      consumers += 1
      hadConsumers = true
    }
    if take.isPrefetch { prefetchesSinceDone += 1 }
    takesSinceDone += 1
  }

  mutating func dropped(_ depth: UInt32) {
    if depth < self.depth { unfinished = max(unfinished - 1, 0) }
    self.depth = depth
  }

  /// Notes that a task marked an item done: its own, or that of another task, usually its parent.
  mutating func done(
    _ item: ItemID, by task: TaskID, _ unfinished: UInt32, _ ledgers: inout Ledgers
  ) {
    self.unfinished = Int(unfinished)
    endPrefetch(dones: 1)
    if !users.update(at: position(of: task, &ledgers), { $0.done(item) }) {
      finishForOther(item, parent: ledgers.tasks[task]?.parent ?? .none)
    }
  }

  /// Notes how many items unnamed tasks put in and marked done.
  mutating func counted(enqueued: UInt32, dequeued: UInt32, done: UInt32, _ depth: UInt32) {
    if enqueued > 0, producers == 0 { hasUnknownProducers = true }
    if dequeued > 0, consumers == 0 { hasUnknownConsumers = true }
    self.depth = depth
    unfinished = max(unfinished + Int(enqueued) - Int(done), Int(depth))
    if done > 0 { endPrefetch(dones: Int(done)) }
  }

  private mutating func endPrefetch(dones: Int) {
    largestPrefetch = max(largestPrefetch, prefetchesSinceDone)
    prefetchesSinceDone = 0
    takesSinceDone = 0
    doneCount += dones
  }

  private mutating func finishForOther(_ item: ItemID, parent: TaskID) {
    if let position = users.position(of: UInt64(parent.rawValue)), users[position].finish(item) {
      return
    }
    var isFound = false
    users.updateEach { user in
      if !isFound { isFound = user.finish(item) }
    }
    if !isFound { abandoned = max(abandoned - 1, 0) }
  }
}

extension QueueUse.User {
  /// Counts an item put in, and returns whether it is the first, and whether the task has taken
  /// any.
  fileprivate mutating func put() -> (isFirst: Bool, isReturn: Bool) {
    puts += 1
    return (isFirst: puts == 1, isReturn: takes > 0)
  }

  /// Takes an item, and returns whether it is the first, and whether the task still has another.
  fileprivate mutating func take(
    _ item: ItemID, _ doneCount: Int
  ) -> (isFirst: Bool, isPrefetch: Bool) {
    let kind = (isFirst: takes == 0, isPrefetch: outstanding > 0)
    if doneCount != doneCountAtTake { takesSinceDone = 0 }
    doneCountAtTake = doneCount
    takesSinceDone += 1
    takes += 1
    if donesAhead > 0 {
      donesAhead -= 1
    } else if item != .unknown, items.count < LintLimits.items {
      items.append(item)
    } else {
      furtherItems += 1
    }
    return kind
  }

  /// Marks an item done, and returns whether the task took it.
  fileprivate mutating func done(_ item: ItemID) -> Bool {
    dones += 1
    guard item != .unknown else {
      finishAny()
      return true
    }
    if finish(item) || finishFurther() { return true }
    donesForOthers += 1
    return false
  }

  /// Removes an item from the known outstanding ones, and returns whether it was one of them.
  fileprivate mutating func finish(_ item: ItemID) -> Bool {
    // The usual case without the general search: one item at a time.
    if items.count == 1, items[0] == item {
      items.removeLast()
      return true
    }
    guard let index = items.firstIndex(of: item) else { return false }
    items.remove(at: index)
    return true
  }

  /// Removes one of the further outstanding items, and returns whether there was one.
  fileprivate mutating func finishFurther() -> Bool {
    guard furtherItems > 0 else { return false }
    furtherItems -= 1
    return true
  }

  /// Removes the oldest outstanding item, or counts one ahead.
  fileprivate mutating func finishAny() {
    if !items.isEmpty {
      items.removeFirst()
    } else if !finishFurther() {
      donesAhead += 1
    }
  }
}

// MARK: Tasks

extension QueueUse {
  mutating func beganToWait(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)), users[position].takes > 0,
      !users[position].isIdle
    else { return }
    users[position].isIdle = true
    idleConsumers += 1
  }

  mutating func stoppedWaiting(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)), users[position].isIdle
    else { return }
    users[position].isIdle = false
    idleConsumers -= 1
  }

  /// Notes that a task has ended.
  mutating func ended(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)) else { return }
    let user = users[position]
    if user.puts > 0 { producers -= 1 }
    if user.takes > 0 { consumers -= 1 }
    if user.isIdle { idleConsumers -= 1 }
    abandoned += user.outstanding
    users.remove(at: position)
  }

  /// Ends all tasks that are not alive.
  mutating func keep(onlyLiving tasks: TaskLedger) {
    let gone = users.presentValues.map(\.task).filter { $0 != .none && !tasks.isLive($0) }
    for task in gone { ended(task) }
  }

  /// The position of a task. All tasks unknown to the ledgers or beyond the limit share
  /// `TaskID.none`, which never ends.
  @inline(__always)
  private mutating func position(of task: TaskID, _ ledgers: inout Ledgers) -> Int {
    if let known = users.position(of: UInt64(task.rawValue)) { return known }
    return insert(task, &ledgers)
  }

  private mutating func insert(_ task: TaskID, _ ledgers: inout Ledgers) -> Int {
    let isKnown = users.count < LintLimits.users && ledgers.tasks.isLive(task)
    let task = isKnown ? task : .none
    let number = UInt64(task.rawValue)
    if let nobody = users.position(of: number) { return nobody }
    users.insert(User(task: task), for: number)
    return users.position(of: number) ?? 0
  }
}

// MARK: Queries

extension QueueUse {
  /// Whether no task can mark the missing items done: the queue is empty, all consumers wait for
  /// the next item or have ended, and no producer is alive.
  var isOrphaned: Bool {
    depth == 0 && unfinished > 0 && idleConsumers == consumers && producers == 0
  }

  /// Whether every task that ever put an item in has ended, as far as is known.
  var hasLostProducers: Bool { hadProducers && producers == 0 && !hasUnknownProducers }

  /// Whether every task that ever took an item has ended, as far as is known.
  var hasLostConsumers: Bool { hadConsumers && consumers == 0 && !hasUnknownConsumers }

  /// Whether items wait, and every task that ever took one has ended. What waits in a queue to
  /// which tasks return items waits for the next one that needs it.
  var isAbandoned: Bool { depth > 0 && hasLostConsumers && !isReturnedTo }

  /// Whether a task is known as a user.
  func isUser(_ task: TaskID) -> Bool { users.position(of: UInt64(task.rawValue)) != nil }

  /// Whether a task has an outstanding item.
  func hasOutstanding(_ task: TaskID) -> Bool {
    users.value(of: UInt64(task.rawValue)).map { $0.outstanding > 0 } ?? false
  }

  /// Whether a live task may mark items done that another has taken: one that has done so before,
  /// or a child of a consumer.
  func hasHelper(in tasks: TaskLedger) -> Bool {
    users.presentValues.contains { user in
      user.task != .none && user.donesForOthers + user.donesAhead > 0
        || user.takes > 0 && (tasks[user.task]?.liveChildren ?? 0) > 0
    }
  }

  /// The tasks with outstanding items, most first: `consumer-1 took 5 and marked none done`.
  func outstanding(in ledgers: Ledgers) -> [String] {
    let holders = users.presentValues.filter { $0.outstanding > 0 }
      .sorted { ($1.outstanding, $0.task) < ($0.outstanding, $1.task) }
    let living = holders.map { user in
      let done = user.dones == 0 ? "none" : "only \(user.dones)"
      let name = ledgers.tasks.name(of: user.task)
      return holders.count > 2
        ? "\(name) (\(user.takes) taken, \(user.dones) done)"
        : "\(name) took \(user.takes) and marked \(done) done"
    }
    guard abandoned > 0 else { return living }
    return living + ["\(abandoned) were taken by tasks that have ended"]
  }

  /// How many items each task took since one was last marked done, most first: `30 by consumer-4`.
  /// The numbers add up to `takesSinceDone`.
  func takesSinceDone(in ledgers: Ledgers) -> [String] {
    let takers = users.presentValues.filter {
      $0.doneCountAtTake == doneCount && $0.takesSinceDone > 0
    }
    .sorted { ($1.takesSinceDone, $0.task) < ($0.takesSinceDone, $1.task) }
    let living = takers.map { "\($0.takesSinceDone) by \(ledgers.tasks.name(of: $0.task))" }
    let ended = takesSinceDone - takers.reduce(0) { $0 + $1.takesSinceDone }
    return living + (ended > 0 ? ["\(ended) by tasks that have ended"] : [])
  }
}
