import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// Events that occur only in logs of real programs.
@Suite struct ForeignLogTests {
  private let task = TaskID(1)
  private let queue = QueueID(1)

  // MARK: Late events

  @Test func `a state reported late began at its own instant, and counts from now on`() throws {
    var analysis = Analysis()
    let events: [(String, Event.Kind)] = [
      ("0s", .task(task, .created(name: Label("a"), role: Symbol("a"), parent: .none))),
      ("10s", .source(.pulse(written: 1, lost: 0, faults: 0))),
      ("4s", .worker(WorkerID(1), .occupied(by: task))),
      ("7s", .task(task, .suspended(on: .poolAcquire(PoolID(1)), at: .unknown))),
    ]
    for (time, kind) in events { analysis.fold(Event(instant(time), kind)) }
    #expect(analysis.now == instant("10s") && analysis.eventCount == 4)
    #expect(analysis.tasks[task]?.since == instant("7s"))
    #expect(analysis.workers[WorkerID(1)]?.occupant?.since == instant("4s"))
    #expect(analysis.workers[WorkerID(1)]?.busy(until: instant("11s")) == .seconds(7))
  }

  @Test func `a wait reported late is measured from its beginning`() throws {
    var analysis = Analysis()
    let pool = PoolID(1)
    let events: [(String, Event.Kind)] = [
      ("0s", .pool(pool, .created(name: Label("db"), capacity: 1))),
      ("0s", .task(task, .created(name: Label("a"), role: Symbol("a"), parent: .none))),
      ("5s", .source(.pulse(written: 1, lost: 0, faults: 0))),
      ("1s", .request(task, .started)),
      ("2s", .task(task, .suspended(on: .poolAcquire(pool), at: .unknown))),
      ("9s", .task(task, .becameReady())),
      ("9s", .pool(pool, .acquired(by: task, resource: ResourceID(1)))),
      ("11s", .request(task, .ended(.completed))),
    ]
    for (time, kind) in events { analysis.fold(Event(instant(time), kind)) }
    #expect(analysis.metrics[pool]?.wait.maximum == .seconds(7))
    #expect(analysis.metrics.latency.maximum == .seconds(10))
    #expect(analysis.metrics.spent.waited == 7_000_000_000)
    #expect(analysis.metrics.spent.served == 3_000_000_000)
  }

  @Test func `overlapping blocks reported late count once`() throws {
    var workers = WorkerLedger()
    let id = WorkerID(1)
    workers.fold(id, .occupied(by: task), at: instant("1s"))
    workers.fold(id, .freed(by: task), at: instant("5s"))
    workers.fold(id, .occupied(by: task), at: instant("3s"))
    workers.fold(id, .freed(by: task), at: instant("6s"))
    #expect(workers[id]?.busy(until: instant("9s")) == .seconds(5))
  }

  @Test func `time advances while a program only sends pulses`() {
    var analysis = Analysis()
    analysis.fold(Event(instant("7s"), .source(.pulse(written: 9, lost: 1, faults: 0))))
    #expect(analysis.now == instant("7s") && analysis.tasks.records.isEmpty)
  }

  // MARK: Tasks

  @Test func `a task has its new name, its origin and the task that woke it`() throws {
    var details = TaskOrigin.Details()
    details.place = CallSite(file: Symbol("app.py"), line: 12)
    let origin = TaskOrigin(details)
    var script = Script()
    script.add(
      .task(task, .created(name: Label("a"), role: Symbol("a"), parent: .none, origin: origin)),
      .task(task, .becameReady(by: TaskID(7))), .task(task, .renamed(Label("b-2"))))
    let record = try #require(script.analysis().tasks[task])
    #expect(record.name == Label("b-2") && record.role == Symbol("a"))
    #expect(record.origin.details.place.line == 12 && record.wokenBy == TaskID(7))
    script.add(.task(task, .becameReady()))
    #expect(script.analysis().tasks[task]?.wokenBy == TaskID.none)
  }

  @Test(arguments: [true, false])
  func `a swallowed cancellation is noted, and the next one is a new cancellation`(isKnown: Bool)
    throws
  {
    let place = CallSite(file: Symbol("app.py"), line: 3)
    var script = Script()
    script.start(task, "worker-1")
    script.at("1s")
    if isKnown { script.add(.task(task, .cancellationRequested(by: TaskID(9)))) }
    script.at("2s")
    script.add(.task(task, .cancellationSwallowed(at: place)))
    let first = try #require(script.analysis().tasks[task]?.cancellation)
    #expect(first.requested == instant(isKnown ? "1s" : "2s"))
    #expect(first.requestedBy == (isKnown ? TaskID(9) : .none))
    #expect(first.swallowed == instant("2s") && first.swallowedAt == place)
    script.at("3s")
    script.add(.task(task, .cancellationRequested(by: TaskID(8))))
    let second = try #require(script.analysis().tasks[task]?.cancellation)
    #expect(second.requested == instant("3s") && second.swallowed == nil)
  }

  @Test func `task numbers need not ascend, and families are still trees`() {
    var tasks = TaskLedger()
    func create(_ id: UInt32, by parent: UInt32) {
      tasks.fold(
        TaskID(id), .created(name: Label("t"), role: Symbol("t"), parent: TaskID(parent)),
        at: .zero)
    }
    create(9, by: 5)
    create(1, by: 9)
    create(5, by: 1)
    create(3, by: 9)
    create(2, by: 4)
    #expect(tasks.records.map(\.id.rawValue) == [9, 1, 5, 3, 2])
    #expect(tasks.records.map(\.parent.rawValue) == [5, 9, 0, 9, 0])
    #expect(tasks.liveChildren(of: TaskID(9)).map(\.id.rawValue) == [3, 1])
    #expect(tasks.records(after: TaskID(1)).map(\.id.rawValue) == [5, 3, 2])
    #expect(Array(tasks.records(after: TaskID(2))).isEmpty)
    #expect(Array(tasks.records(after: .none)).count == 5)
  }

  @Test(arguments: UInt64(1)...40)
  func `no family of tasks is a cycle, whatever the parents are`(seed: UInt64) {
    var dice = Dice(seed)
    var tasks = TaskLedger()
    for _ in 0..<200 {
      tasks.fold(
        TaskID(UInt32(dice.below(60))),
        .created(name: Label("t"), role: .empty, parent: TaskID(UInt32(dice.below(60)))), at: .zero)
    }
    for record in tasks.records {
      var (ancestor, steps) = (record.parent, 0)
      while let parent = tasks[ancestor]?.parent, steps < 100 {
        (ancestor, steps) = (parent, steps + 1)
      }
      #expect(steps < 100)
    }
  }

  @Test func `a second loop is not a background worker`() {
    var workers = WorkerLedger()
    workers.fold(WorkerID(1), .created(name: Label("loop-2"), isLoop: true), at: .zero)
    workers.fold(WorkerID(2), .created(name: Label("pool-1")), at: .zero)
    #expect(workers.records.map(\.isBackground) == [false, true])
    #expect(workers.name(of: WorkerID(1)) == "loop-2")
  }

  @Test func `only a known live task counts as a waiter`() throws {
    var script = Script()
    script.queue(queue, "intake")
    script.wait(TaskID(7), on: .queueGet(queue))
    script.start(task, "worker-1")
    script.end(task)
    script.wait(task, on: .queueGet(queue))
    #expect(script.analysis().queues[queue]?.getters.isEmpty == true)
    #expect(script.analysis().tasks[task]?.state == .finished)
  }

  @Test func `a duplicate end, or one of an unknown task, is not counted`() {
    var script = Script()
    script.start(task, "worker-1")
    script.start(task, "worker-1")
    script.end(task)
    script.end(task, .failed)
    script.end(TaskID(9))
    let tasks = script.analysis().metrics.tasks
    #expect(tasks.created == 1 && tasks.completed == 1 && tasks.failed == 0 && tasks.live == 0)
  }

  // MARK: Items

  @Test func `items reported as totals count, but have no durations`() throws {
    var script = Script()
    script.queue(queue, "intake")
    script.at("10s")
    script.add(
      .queue(queue, .counted(enqueued: 100, dequeued: 80, done: 70, depth: 20, high: 35)))
    let analysis = script.analysis(until: "20s")
    let record = try #require(analysis.queues[queue])
    #expect(record.enqueued == 100 && record.dequeued == 80 && record.done == 70)
    #expect(record.depth == 20 && record.highWaterMark == 35 && record.unfinished == 30)
    let metrics = analysis.metrics
    #expect(metrics.items.produced == 100 && metrics.items.consumed == 80)
    #expect(metrics.items.completed == 80 && metrics.latency.count == 0)
    #expect(metrics.throughputPerSecond(until: instant("20s")) == 4)
    #expect(metrics[queue]?.wait.count == 0)
    #expect(metrics[queue]?.meanDepth(until: instant("20s")) == 10)
  }

  @Test func `a queue may begin with items, and have an order`() throws {
    var script = Script()
    script.add(
      .queue(
        queue,
        .created(name: Label("q"), depth: 7, capacity: 9, overflow: .block, order: .priority)))
    let analysis = script.analysis(until: "2s")
    let record = try #require(analysis.queues[queue])
    #expect(record.depth == 7 && record.unfinished == 7 && record.highWaterMark == 7)
    #expect(record.order == .priority)
    #expect(analysis.metrics[queue]?.meanDepth(until: instant("2s")) == 7)
  }

  /// Three tasks of which the first two hold one item each; which task marks which item done, and
  /// what the tasks hold then.
  static let dones: [(by: UInt32, item: UInt64, left: [UInt64?], completed: Int)] = [
    (1, 1, [nil, 2, nil], 1), (1, 2, [1, nil, nil], 1), (2, 1, [nil, 2, nil], 1),
    (3, 1, [nil, 2, nil], 1), (3, 2, [1, nil, nil], 1), (9, 2, [1, nil, nil], 1),
    (1, 7, [1, 2, nil], 0), (3, 0, [nil, 2, nil], 1), (2, 0, [1, nil, nil], 1),
    (9, 0, [1, 2, nil], 0),
  ]

  @Test(arguments: dones.indices)
  func `the named item is marked done, whichever task holds it`(index: Int) {
    let (by, item, left, completed) = ForeignLogTests.dones[index]
    var script = Script()
    script.queue(queue, "intake")
    script.start(TaskID(1), "a")
    script.start(TaskID(2), "b")
    script.start(TaskID(3), "c", parent: TaskID(1))
    for number in UInt32(1)...2 {
      script.add(
        .queue(queue, .enqueued(by: .none, item: ItemID(UInt64(number)), depth: 1)),
        .queue(queue, .dequeued(by: TaskID(number), item: ItemID(UInt64(number)), depth: 0)))
    }
    script.add(.queue(queue, .done(by: TaskID(by), item: ItemID(item), unfinished: 1)))
    let analysis = script.analysis()
    #expect(analysis.tasks.records.map { $0.item?.rawValue } == left)
    #expect(analysis.metrics.items.completed == completed)
  }

  @Test func `an item marked done after its task took the next one is already done`() {
    var script = Script()
    script.queue(queue, "intake")
    script.start(task, "a")
    for item in UInt64(1)...2 {
      script.at("\(item)s")
      script.add(
        .queue(queue, .enqueued(by: .none, item: ItemID(item), depth: 1)),
        .queue(queue, .dequeued(by: task, item: ItemID(item), depth: 0)))
    }
    script.at("9s")
    script.add(.queue(queue, .done(by: task, item: ItemID(1), unfinished: 1)))
    #expect(script.analysis().tasks[task]?.item == ItemID(2))
    #expect(script.analysis().metrics.items.completed == 1)
    script.add(.queue(queue, .done(by: task, item: ItemID(2), unfinished: 0)))
    #expect(script.analysis().tasks[task]?.item == nil)
    #expect(script.analysis().metrics.items.completed == 2)
  }

  @Test func `unidentified items of a log are taken in order`() {
    var script = Script()
    script.queue(queue, "intake")
    script.start(task, "a")
    for second in 1...2 {
      script.at("\(second)s")
      script.add(.queue(queue, .enqueued(by: .none, item: .unknown, depth: UInt32(second))))
    }
    for second in 5...6 {
      script.at("\(second)s")
      script.add(
        .queue(queue, .dequeued(by: task, item: .unknown, depth: UInt32(6 - second))),
        .queue(queue, .done(by: task, item: .unknown, unfinished: UInt32(6 - second))))
    }
    let metrics = script.analysis().metrics
    #expect(metrics[queue]?.wait.mean == .seconds(4) && metrics.items.completed == 2)
    #expect(metrics.latency.count == 2)
  }
}
