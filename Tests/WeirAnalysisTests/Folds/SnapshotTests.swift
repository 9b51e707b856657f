import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// Events between the beginning and the end of a snapshot describe what is alive.
@Suite struct SnapshotTests {
  private let queue = QueueID(1)
  private let pool = PoolID(1)
  private let worker = WorkerID(1)
  private let began = Event.Kind.source(.snapshotBegan(lost: 0, since: .zero))
  private let ended = Event.Kind.source(.snapshotEnded(tasks: 0))

  private func born(_ number: UInt32, parent: UInt32 = 0) -> Event.Kind {
    let name = Label(Symbol("task"), number)
    return .task(
      TaskID(number), .created(name: name, role: name.stem, parent: TaskID(parent)))
  }

  /// Tasks that each wait for, hold or own something, up to 10 s.
  private func busy() -> Script {
    var script = Script()
    script.queue(queue, "intake", capacity: 4)
    script.pool(pool, "backend", capacity: 4)
    for number in UInt32(1)...9 { script.start(TaskID(number), "task-\(number)") }
    script.start(TaskID(10), "task-10", parent: TaskID(1))
    script.at("1s")
    script.wait(TaskID(2), on: .queueGet(queue))
    script.wait(TaskID(3), on: .queuePut(queue))
    script.wait(TaskID(4), on: .join(queue))
    script.wait(TaskID(5), on: .poolAcquire(pool))
    script.add(
      .pool(pool, .connectionOpened(by: TaskID(6), resource: ResourceID(1))),
      .pool(pool, .acquired(by: TaskID(6), resource: ResourceID(1))),
      .pool(pool, .connectionOpening(by: TaskID(7), resource: ResourceID(2))),
      .worker(worker, .occupied(by: TaskID(8))),
      .timeout(TimeoutID(1), .armed(by: TaskID(9), deadline: instant("1h"))),
      .queue(queue, .enqueued(by: .none, item: ItemID(1), depth: 1)),
      .queue(queue, .dequeued(by: TaskID(9), item: ItemID(1), depth: 0)),
      .request(TaskID(9), .started))
    script.at("10s")
    return script
  }

  @Test func `what a snapshot does not list is forgotten, and not counted`() throws {
    var script = busy()
    script.add(
      began, born(1), .queue(queue, .created(name: Label("intake"), capacity: 4, overflow: .block)))
    script.add(.pool(pool, .created(name: Label("backend"), capacity: 4)), ended)
    let analysis = script.analysis()
    #expect(analysis.tasks.records.map(\.id.rawValue) == [1])
    #expect(analysis.tasks.liveCount == 1 && analysis.tasks.forgottenCount == 9)
    #expect(analysis.tasks[TaskID(1)]?.liveChildren == 0)
    let tasks = analysis.metrics.tasks
    #expect(tasks.created == 10 && tasks.forgotten == 9 && tasks.live == 1)
    #expect(tasks.completed + tasks.failed + tasks.cancelled + tasks.timedOut == 0)
    let items = analysis.metrics.items
    #expect(items.completed + items.failed + items.lost == 0 && items.consumed == 2)
    let queue = try #require(analysis.queues[queue])
    #expect(queue.putters.isEmpty && queue.getters.isEmpty && queue.joiners.isEmpty)
    #expect(queue.enqueued == 1 && !queue.isClosed)
    let pool = try #require(analysis.pools[pool])
    #expect(pool.waiters.isEmpty && pool.resources.isEmpty && pool.openers.isEmpty)
    #expect(pool.inUse == 0 && pool.acquisitions == 1 && pool.closedCount == 0 && !pool.isClosed)
    #expect(analysis.workers[worker]?.occupant == nil)
    #expect(analysis.timeouts.openCount == 0 && analysis.timeouts.counts.cancelled == 0)
  }

  @Test func `a queue and a pool that a snapshot does not list are over`() throws {
    var script = busy()
    script.add(began, ended)
    script.at("20s")
    script.queue(QueueID(2), "intake")
    script.pool(PoolID(2), "backend")
    let analysis = script.analysis()
    #expect(analysis.tasks.liveCount == 0)
    #expect(analysis.queues.records.map(\.id) == [QueueID(2)])
    #expect(analysis.queues.records.map(\.enqueued) == [1])
    #expect(analysis.pools.records.map(\.id) == [PoolID(2)])
    #expect(analysis.pools.records.map(\.acquisitions) == [1])
  }

  @Test func `what a snapshot repeats keeps its history, and nothing begins again`() throws {
    var script = busy()
    let before = script.analysis()
    script.add(began)
    for number in UInt32(1)...10 { script.add(born(number, parent: number == 10 ? 1 : 0)) }
    script.wait(TaskID(2), on: .queueGet(queue))
    script.wait(TaskID(3), on: .queuePut(queue))
    script.wait(TaskID(4), on: .join(queue))
    script.wait(TaskID(5), on: .poolAcquire(pool))
    for number in [1, 6, 7, 8, 9, 10] as [UInt32] { script.add(.task(TaskID(number), .resumed)) }
    script.add(
      .queue(queue, .created(name: Label("intake"), capacity: 4, overflow: .block)),
      .pool(pool, .created(name: Label("backend"), capacity: 4)),
      .pool(pool, .connectionOpened(by: TaskID(6), resource: ResourceID(1))),
      .pool(pool, .acquired(by: TaskID(6), resource: ResourceID(1))),
      .pool(pool, .connectionOpening(by: TaskID(7), resource: ResourceID(2))),
      .worker(worker, .occupied(by: TaskID(8))),
      .timeout(TimeoutID(1), .armed(by: TaskID(9), deadline: instant("1h"))),
      .request(TaskID(9), .started), ended)
    let after = script.analysis()
    #expect(after.tasks.forgottenCount == 0 && after.metrics.tasks == before.metrics.tasks)
    #expect(after.tasks.records.map(\.since) == before.tasks.records.map(\.since))
    #expect(after.tasks.records.map(\.polls) == before.tasks.records.map(\.polls))
    #expect(after.tasks.records.map(\.item) == before.tasks.records.map(\.item))
    #expect(after.tasks.records.map(\.heldResources) == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
    #expect(after.metrics.items == before.metrics.items)
    #expect(after.metrics.readyWait.count == before.metrics.readyWait.count)
    #expect(after.metrics[queue]?.blocked.count == 0)
    let (queue, earlier) = (try #require(after.queues[queue]), try #require(before.queues[queue]))
    #expect(Array(queue.putters) == Array(earlier.putters))
    #expect(Array(queue.getters) == Array(earlier.getters))
    #expect(queue.enqueued == 1 && queue.created == earlier.created)
    let pool = try #require(after.pools[pool])
    #expect(pool.acquisitions == 1 && pool.opened == 1 && pool.openingCount == 1)
    #expect(pool.resources.map(\.since) == [instant("1s")])
    #expect(after.timeouts.counts.armed == 1 && after.timeouts.openCount == 1)
  }

  @Test func `a task can be missing in one snapshot and new in the next`() {
    var script = busy()
    script.add(began, ended)
    script.at("20s")
    script.add(began, born(2), born(3), ended)
    let analysis = script.analysis()
    #expect(analysis.tasks.records.map(\.created) == [instant("20s"), instant("20s")])
    let tasks = analysis.metrics.tasks
    #expect(tasks.created == 12 && tasks.forgotten == 10 && tasks.live == 2)
  }

  @Test func `a snapshot lists tasks in new states, and their old waits are over`() throws {
    var script = busy()
    script.add(began)
    for number in UInt32(2)...5 { script.add(born(number), .task(TaskID(number), .resumed)) }
    script.add(.queue(queue, .created(name: Label("intake"), capacity: 4, overflow: .block)), ended)
    let analysis = script.analysis()
    let queue = try #require(analysis.queues[queue])
    #expect(queue.putters.isEmpty && queue.getters.isEmpty && queue.joiners.isEmpty)
    #expect(analysis.metrics[queue.id]?.blocked.count == 0, "its end is unknown")
    #expect(analysis.tasks.liveCount == 4)
  }

  /// A flaw of a snapshot, and which of two tasks are alive in the end.
  private enum Flaw: CaseIterable {
    case none, beganTwice, endedTwice, onlyEnded, neverEnded, interrupted, nested
  }

  @Test(arguments: Flaw.allCases)
  private func `duplicate, nested and incomplete snapshots are tolerated`(flaw: Flaw) {
    var script = Script()
    for number in UInt32(1)...2 { script.start(TaskID(number), "task-\(number)") }
    let live: [UInt32]
    switch flaw {
    case .none:
      script.add(began, born(2), ended)
      live = [2]
    case .beganTwice:
      script.add(began, began, born(2), ended)
      live = [2]
    case .endedTwice:
      script.add(began, born(2), ended, ended)
      live = [2]
    case .onlyEnded:
      script.add(ended, ended)
      live = [1, 2]
    case .neverEnded:
      script.add(began, born(2))
      live = [1, 2]
    case .interrupted:
      script.add(began, born(1), began, born(2), ended)
      live = [2]
    case .nested:
      script.add(began, born(1), began, born(2), ended, born(1), ended)
      live = [2, 1]
    }
    let analysis = script.analysis()
    #expect(analysis.tasks.records.filter(\.isLive).map(\.id.rawValue) == live)
    #expect(analysis.tasks.liveCount == live.count)
    #expect(analysis.metrics.tasks.live == live.count)
  }

  @Test(arguments: [(UInt64(0), 1), (3, 0)])
  func `after a loss, the waiting items are unknown`(lost: UInt64, measured: Int) {
    var script = Script()
    script.queue(queue, "intake")
    script.start(TaskID(1), "taker-1")
    script.add(.queue(queue, .enqueued(by: .none, item: ItemID(1), depth: 1)))
    script.at("1s")
    script.add(.source(.snapshotBegan(lost: lost, since: .zero)), born(1))
    script.add(
      .queue(queue, .created(name: Label("intake"), depth: 1, capacity: nil, overflow: .block)),
      ended, .queue(queue, .dequeued(by: TaskID(1), item: ItemID(1), depth: 0)))
    #expect(script.analysis().metrics[queue]?.wait.count == measured)
  }

  /// A snapshot of everything that an analysis knows, with its instants.
  private func snapshot(of analysis: Analysis, without left: Set<TaskID> = []) -> [Event] {
    var events = [Event(analysis.now, began)]
    func add(_ since: VirtualInstant, _ kind: Event.Kind) { events.append(Event(since, kind)) }
    for task in analysis.tasks.records where task.isLive && !left.contains(task.id) {
      add(
        task.created,
        .task(task.id, .created(name: task.name, role: task.role, parent: task.parent)))
      switch task.state {
      case .ready: add(task.since, .task(task.id, .becameReady()))
      case .running: add(task.since, .task(task.id, .resumed))
      case .working, .sleeping, .waiting:
        guard let wait = task.wait else { continue }
        add(task.since, .task(task.id, .suspended(on: wait, at: task.callSite)))
      case .created, .finished, .failed, .cancelled, .timedOut: break
      }
    }
    for queue in analysis.queues.records {
      add(
        queue.created,
        .queue(
          queue.id,
          .created(
            name: queue.name, depth: UInt32(queue.depth),
            capacity: queue.capacity.map { UInt32($0) }, overflow: queue.overflow)))
    }
    for pool in analysis.pools.records {
      add(
        pool.created,
        .pool(
          pool.id, .created(name: pool.name, capacity: pool.capacity.map { UInt32($0) })))
      for resource in pool.resources {
        if resource.isConnection {
          add(
            resource.since, .pool(pool.id, .connectionOpened(by: .none, resource: resource.id)))
        }
        guard let holder = resource.holder else { continue }
        add(resource.since, .pool(pool.id, .acquired(by: holder, resource: resource.id)))
      }
    }
    for worker in analysis.workers.records {
      guard let occupant = worker.occupant else { continue }
      add(occupant.since, .worker(worker.id, .occupied(by: occupant.task)))
    }
    for timeout in analysis.timeouts.open {
      add(
        timeout.armed,
        .timeout(timeout.id, .armed(by: timeout.task, deadline: timeout.deadline)))
    }
    return events + [Event(analysis.now, ended)]
  }

  @Test(arguments: UInt64(1)...30)
  func `a snapshot of what is known already changes nothing`(seed: UInt64) {
    let trace = TraceMaker.make(seed: seed, steps: 1500)
    var plain = Analysis()
    var compared = Analysis()
    for (index, event) in trace.events.enumerated() {
      if index % 200 == 199 { for event in snapshot(of: compared) { compared.fold(event) } }
      plain.fold(event)
      compared.fold(event)
    }
    #expect(compared.tasks.forgottenCount == 0 && compared.metrics.tasks == plain.metrics.tasks)
    #expect(
      compared.metrics.items == plain.metrics.items && compared.metrics.spent == plain.metrics.spent
    )
    #expect(compared.metrics.latency.sum == plain.metrics.latency.sum)
    #expect(compared.metrics.readyWait.sum == plain.metrics.readyWait.sum)
    #expect(compared.metrics.wasted == plain.metrics.wasted)
    for (one, other) in zip(compared.tasks.records, plain.tasks.records) {
      #expect(one.id == other.id && one.state == other.state && one.since == other.since)
      #expect(one.polls == other.polls && one.item == other.item && one.wait == other.wait)
      #expect(one.heldResources == other.heldResources && one.liveChildren == other.liveChildren)
    }
    for (one, other) in zip(compared.queues.records, plain.queues.records) {
      #expect(Array(one.putters) == Array(other.putters))
      #expect(Array(one.getters) == Array(other.getters))
      #expect(one.depth == other.depth && one.enqueued == other.enqueued)
      #expect(
        compared.metrics[one.id]?.meanDepth(until: trace.now)
          == plain.metrics[one.id]?.meanDepth(until: trace.now))
    }
    for (one, other) in zip(compared.pools.records, plain.pools.records) {
      #expect(one.inUse == other.inUse && one.acquisitions == other.acquisitions)
      #expect(one.opened == other.opened && Array(one.waiters) == Array(other.waiters))
      #expect(one.resources.map(\.since) == other.resources.map(\.since))
    }
    #expect(compared.timeouts.counts == plain.timeouts.counts)
  }

  @Test(arguments: UInt64(1)...20)
  func `a snapshot leaves exactly the tasks that it lists`(seed: UInt64) {
    var dice = Dice(seed)
    var analysis = Analysis()
    for event in TraceMaker.make(seed: seed, steps: 1500).events {
      analysis.fold(event)
      guard dice.once(in: 300) else { continue }
      let live = analysis.tasks.records.filter(\.isLive).map(\.id)
      let left = Set(live.filter { _ in dice.once(in: 3) })
      for event in snapshot(of: analysis, without: left) { analysis.fold(event) }
      let rest = live.filter { !left.contains($0) }
      #expect(analysis.tasks.records.filter(\.isLive).map(\.id) == rest)
      #expect(analysis.metrics.tasks.live == rest.count && analysis.tasks.liveCount == rest.count)
      let waiting = analysis.queues.records.flatMap {
        Array($0.putters) + Array($0.getters) + Array($0.joiners)
      }
      #expect(waiting.allSatisfy { !left.contains($0) })
    }
  }
}
