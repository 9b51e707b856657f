package import WeirEvents

/// Makes random traces of plausible programs: tasks that put, get and finish items, sleep, compute
/// and are cancelled.
///
/// Each step picks a task that does something possible. There are two queues with all policies, and
/// items are marked as done at once, late, by a child, or never. A pool has one resource, which
/// some tasks keep forever.
package struct TraceMaker {
  private(set) var events: [Event] = []
  var dice: Dice
  private var now = VirtualInstant.zero
  var tasks: [Actor] = []
  /// The task that holds the only resource of the pool.
  var holder: TaskID?
  var resourceCount: UInt32 = 0
  private var queues: [Line] = []
  private var taskCount: UInt32 = 0
  private var timeoutCount: UInt64 = 0
  /// Whether events name the items that are marked as done.
  private let knowsItems: Bool

  struct Actor {
    enum State { case ready, running, waiting(Wait), over }
    let id: TaskID
    let parent: TaskID
    var state = State.ready
    var item: UInt64?
    var holds: [(queue: QueueID, item: ItemID)] = []
    var timeout: TimeoutID?
    var resource: ResourceID?
  }

  private struct Line {
    let id: QueueID
    var capacity: UInt32?
    var policy: OverflowPolicy
    var items: [UInt64] = []
    var offered: UInt64 = 0
    var unfinished: UInt32 = 0
    var depth: UInt32 { UInt32(items.count) }
    var isFull: Bool { capacity.map { depth >= $0 } ?? false }
  }

  /// A trace of a number of steps; it ends a little after the last event.
  package static func make(seed: UInt64, steps: Int, knowsItems: Bool = true) -> EventBatch {
    var maker = TraceMaker(dice: Dice(seed), knowsItems: knowsItems)
    maker.begin()
    for _ in 0..<steps { maker.step() }
    let end = maker.now.advanced(by: .milliseconds(maker.dice.below(3000)))
    return EventBatch(events: maker.events, now: end, state: .running)
  }

  private init(dice: Dice, knowsItems: Bool) {
    self.dice = dice
    self.knowsItems = knowsItems
  }

  private mutating func begin() {
    for number in UInt32(1)...2 {
      let capacity = [nil, 1, 2, 5][dice.below(4)] as UInt32?
      let policy = OverflowPolicy.allCases[dice.below(4)]
      queues.append(Line(id: QueueID(number), capacity: capacity, policy: policy))
      add(
        .queue(
          QueueID(number),
          .created(name: Label(Symbol("queue"), number), capacity: capacity, overflow: policy)))
    }
    add(.pool(PoolID(1), .created(name: Label("backend"), capacity: 1)))
    add(.pool(PoolID(2), .created(name: Label("session"), capacity: nil)))
    for _ in 0..<3 { create(parent: .none) }
  }

  mutating func add(_ kind: Event.Kind) { events.append(Event(now, kind)) }

  private mutating func step() {
    if dice.once(in: 3) {
      now = now.advanced(by: .microseconds(dice.below(dice.once(in: 20) ? 9_000_000 : 300_000)))
    }
    if dice.once(in: 40) || tasks.isEmpty { create(parent: dice.pick(tasks)?.id ?? .none) }
    guard let index = dice.pick(Array(tasks.indices)) else { return }
    switch tasks[index].state {
    case .ready:
      tasks[index].state = .running
      add(.task(tasks[index].id, .resumed))
    case .running: act(index)
    case .waiting(let wait): stir(index, wait)
    case .over: tasks.remove(at: index)
    }
  }

  private mutating func create(parent: TaskID) {
    taskCount += 1
    let id = TaskID(taskCount)
    let stem = Symbol(["maker", "taker", "boss"][dice.below(3)])
    tasks.append(Actor(id: id, parent: parent))
    add(.task(id, .created(name: Label(stem, taskCount), role: stem, parent: parent)))
    add(.task(id, .becameReady()))
  }

  private mutating func act(_ index: Int) {
    switch dice.below(11) {
    case 10: usePool(index)
    case 0, 1, 2: put(index, dice.below(2))
    case 3, 4, 5: get(index, dice.below(2))
    case 6, 7: finishItem(index)
    case 8: dice.once(in: 2) ? rest(index) : useTimeout(index)
    default: dice.once(in: 6) ? end(index) : disturb(index)
    }
  }

  mutating func wait(_ index: Int, _ wait: Wait) {
    tasks[index].state = .waiting(wait)
    add(.task(tasks[index].id, .suspended(on: wait, at: .unknown)))
  }

  private mutating func rest(_ index: Int) {
    let until = now.advanced(by: .milliseconds(dice.below(500)))
    switch dice.below(3) {
    case 0: wait(index, .join(QueueID(1)))
    case 1:
      add(.worker(WorkerID(1), .occupied(by: tasks[index].id)))
      wait(index, .work(WorkerID(1)))
    default: wait(index, .sleep(until: until))
    }
  }

  private mutating func end(_ index: Int) {
    tasks[index].state = .over
    let outcome = TaskOutcome.allCases[dice.below(4)]
    let error = outcome == .failed ? Symbol("Trouble") : .empty
    leak(index)
    add(.task(tasks[index].id, .finished(outcome, error: error)))
    if outcome == .failed, dice.once(in: 2) {
      add(.error(tasks[index].id, .unobserved(error)))
    }
  }

  private mutating func disturb(_ index: Int) {
    guard let other = dice.pick(tasks.filter { !$0.isOver }) else { return }
    switch dice.below(4) {
    case 0: add(.task(other.id, .cancellationRequested(by: tasks[index].id)))
    case 1: add(.task(tasks[index].id, .cancellationNoticed))
    case 2: add(.task(tasks[index].id, .cleanupStarted))
    default: add(.task(tasks[index].id, .cleanupEnded))
    }
  }

  private mutating func useTimeout(_ index: Int) {
    let task = tasks[index].id
    guard let timeout = tasks[index].timeout else {
      timeoutCount += 1
      tasks[index].timeout = TimeoutID(timeoutCount)
      let deadline = now.advanced(by: .milliseconds(dice.below(400)))
      return add(.timeout(TimeoutID(timeoutCount), .armed(by: task, deadline: deadline)))
    }
    switch dice.below(4) {
    case 0: return add(.timeout(timeout, .fired(by: task)))
    case 1: add(.timeout(timeout, .met(by: task)))
    case 2: add(.timeout(timeout, .cancelled(by: task)))
    default: add(.timeout(timeout, .workEnded(by: task)))
    }
    tasks[index].timeout = nil
  }
}

// MARK: Queues

extension TraceMaker {
  private mutating func put(_ index: Int, _ queue: Int) {
    queues[queue].offered += 1
    let item = queues[queue].offered
    guard queues[queue].isFull else { return enter(queue, tasks[index].id, item) }
    switch queues[queue].policy {
    case .block:
      tasks[index].item = item
      wait(index, .queuePut(queues[queue].id))
    case .dropNewest: drop(queue, tasks[index].id, item, .newest)
    case .fail: drop(queue, tasks[index].id, item, .refused)
    case .dropOldest:
      let oldest = queues[queue].items.removeFirst()
      queues[queue].unfinished -= min(1, queues[queue].unfinished)
      drop(queue, tasks[index].id, oldest, .oldest)
      enter(queue, tasks[index].id, item)
    }
  }

  private mutating func enter(_ queue: Int, _ task: TaskID, _ item: UInt64) {
    queues[queue].items.append(item)
    queues[queue].unfinished += 1
    add(
      .queue(queues[queue].id, .enqueued(by: task, item: ItemID(item), depth: queues[queue].depth)))
  }

  private mutating func drop(_ queue: Int, _ task: TaskID, _ item: UInt64, _ cause: DropCause) {
    add(
      .queue(
        queues[queue].id,
        .dropped(by: task, item: ItemID(item), cause: cause, depth: queues[queue].depth)))
  }

  private mutating func get(_ index: Int, _ queue: Int) {
    guard !queues[queue].items.isEmpty else { return wait(index, .queueGet(queues[queue].id)) }
    take(index, queue)
    let blocked = tasks.firstIndex { $0.waits(for: .queuePut(queues[queue].id)) }
    guard let blocked, let item = tasks[blocked].item else { return }
    enter(queue, tasks[blocked].id, item)
    ready(blocked)
  }

  private mutating func take(_ index: Int, _ queue: Int) {
    let item = queues[queue].items.remove(
      at: dice.once(in: 30) ? queues[queue].items.count - 1 : 0)
    tasks[index].holds.append((queues[queue].id, ItemID(item)))
    add(
      .queue(
        queues[queue].id,
        .dequeued(by: tasks[index].id, item: ItemID(item), depth: queues[queue].depth)))
  }

  private mutating func finishItem(_ index: Int) {
    let parent = tasks[index].parent
    var holder = dice.once(in: 4) ? tasks.firstIndex { $0.id == parent } ?? index : index
    if knowsItems, dice.once(in: 6) { holder = dice.below(tasks.count) }
    guard !tasks[holder].holds.isEmpty, !dice.once(in: 5) else { return }
    let (queue, item) = tasks[holder].holds.removeFirst()
    let line = Int(queue.rawValue) - 1
    queues[line].unfinished -= min(1, queues[line].unfinished)
    add(
      .queue(
        queue,
        .done(
          by: tasks[index].id, item: knowsItems ? item : .unknown,
          unfinished: queues[line].unfinished)))
  }

  /// Ends the wait of a task.
  private mutating func stir(_ index: Int, _ wait: Wait) {
    if case .work(let worker) = wait { add(.worker(worker, .freed(by: tasks[index].id))) }
    if case .queueGet(let queue) = wait {
      let line = Int(queue.rawValue) - 1
      if !queues[line].items.isEmpty { take(index, line) }
    }
    if case .poolAcquire(let pool) = wait {
      add(.pool(pool, .acquireTimedOut(by: tasks[index].id)))
    }
    let isPut = if case .queuePut = wait { true } else { false }
    ready(index)
    if isPut { add(.task(tasks[index].id, .cancellationNoticed)) }
  }

  private mutating func ready(_ index: Int) {
    tasks[index].state = .ready
    tasks[index].item = nil
    add(.task(tasks[index].id, .becameReady()))
  }
}

extension TraceMaker.Actor {
  fileprivate var isOver: Bool { if case .over = state { true } else { false } }

  fileprivate func waits(for other: Wait) -> Bool {
    if case .waiting(let wait) = state { wait == other } else { false }
  }
}
