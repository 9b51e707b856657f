import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct LedgerTests {
  private let task = TaskID(1)

  private func folded(_ script: Script) -> Analysis {
    var analysis = Analysis(retainedTasks: 2)
    for event in script.events { analysis.fold(event) }
    return analysis
  }

  @Test func `a task has its state, when it began, and how often it ran`() throws {
    var script = Script()
    script.add(
      .task(task, .created(name: Label("worker-1"), role: Symbol("worker"), parent: .none)),
      .task(task, .becameReady()))
    script.at("1s")
    script.add(.task(task, .resumed))
    script.wait(task, on: .work(WorkerID(1)))
    script.at("3s")
    script.add(.task(task, .resumed))
    script.wait(task, on: .queueGet(QueueID(1)))
    script.at("7s")
    script.wake(task)
    let record = try #require(folded(script).tasks[task])
    #expect(record.polls == 3)
    #expect(record.state == .running && record.since == instant("7s"))
  }

  @Test func `a cancellation keeps its first request and each later step`() throws {
    var script = Script()
    script.start(task, "worker-1")
    script.at("1s")
    script.add(.task(task, .cancellationRequested(by: TaskID(9))))
    script.at("2s")
    script.add(.task(task, .cancellationRequested(by: .none)), .task(task, .cancellationNoticed))
    script.at("3s")
    script.add(.task(task, .cleanupStarted))
    script.at("4s")
    script.add(.task(task, .cleanupEnded), .task(task, .finished(.cancelled, error: .empty)))
    let record = try #require(folded(script).tasks[task])
    let cancellation = try #require(record.cancellation)
    #expect(cancellation.requestedBy == TaskID(9))
    #expect(cancellation.requested == instant("1s"))
    #expect(cancellation.noticed == instant("2s"))
    #expect(cancellation.cleanupStarted == instant("3s"))
    #expect(cancellation.cleanupEnded == instant("4s"))
    #expect(record.state == .cancelled && !record.isLive && !record.isCleaningUp)
  }

  @Test func `all live tasks are kept, and the most recently ended ones`() {
    var script = Script()
    for number in UInt32(1)...300 { script.start(TaskID(number), "task-\(number)") }
    for number in UInt32(2)...299 {
      script.add(.task(TaskID(number), .finished(.completed, error: .empty)))
    }
    let analysis = folded(script)
    #expect(analysis.tasks.records.map(\.id.rawValue) == [1, 298, 299, 300])
    #expect(analysis.tasks.liveCount == 2)
    #expect(analysis.metrics.tasks.completed == 298 && analysis.metrics.tasks.live == 2)
  }

  @Test func `a queue lists its waiting tasks in order`() throws {
    var script = Script()
    script.queue(QueueID(1), "intake", capacity: 0)
    for number in UInt32(1)...4 { script.start(TaskID(number), "task-\(number)") }
    script.wait(TaskID(1), on: .queuePut(QueueID(1)))
    script.wait(TaskID(2), on: .queuePut(QueueID(1)))
    script.wait(TaskID(3), on: .queueGet(QueueID(1)))
    script.wait(TaskID(4), on: .join(QueueID(1)))
    var queue = try #require(folded(script).queues[QueueID(1)])
    #expect(Array(queue.putters) == [TaskID(1), TaskID(2)])
    #expect(Array(queue.getters) == [TaskID(3)])
    #expect(Array(queue.joiners) == [TaskID(4)])
    script.wake(TaskID(1))
    script.add(
      .task(TaskID(3), .finished(.cancelled, error: .empty)), .task(TaskID(4), .becameReady()))
    queue = try #require(folded(script).queues[QueueID(1)])
    #expect(Array(queue.putters) == [TaskID(2)])
    #expect(queue.getters.isEmpty && queue.joiners.isEmpty)
  }

  @Test func `a queue counts enqueued, dequeued, dropped and done items`() throws {
    let queue = QueueID(1)
    var script = Script()
    script.queue(queue, "intake", capacity: 2)
    script.add(
      .queue(queue, .enqueued(by: task, item: ItemID(1), depth: 1)),
      .queue(queue, .enqueued(by: task, item: ItemID(2), depth: 2)),
      .queue(queue, .dropped(by: task, item: ItemID(3), cause: .newest, depth: 2)),
      .queue(queue, .dropped(by: task, item: ItemID(1), cause: .oldest, depth: 1)),
      .queue(queue, .enqueued(by: task, item: ItemID(4), depth: 2)),
      .queue(queue, .dequeued(by: task, item: ItemID(2), depth: 1)),
      .queue(queue, .done(by: task, item: .unknown, unfinished: 1)),
      .queue(queue, .reconfigured(capacity: 1, overflow: .fail)), .queue(queue, .closed))
    let record = try #require(folded(script).queues[queue])
    #expect(record.enqueued == 3 && record.dequeued == 1 && record.done == 1)
    #expect(record.dropped == 2 && record.droppedAfterEntry == 1 && record.offered == 4)
    #expect(record.depth == 1 && record.highWaterMark == 2 && record.unfinished == 1)
    #expect(record.capacity == 1 && record.overflow == .fail && record.isClosed && record.isFull)
  }

  @Test func `timeouts are counted by outcome and by role`() {
    var script = Script()
    script.start(task, "caller-1")
    for number in UInt64(1)...4 {
      script.add(.timeout(TimeoutID(number), .armed(by: task, deadline: instant("5s"))))
    }
    script.at("1s")
    script.add(
      .timeout(TimeoutID(1), .met(by: task)), .timeout(TimeoutID(2), .cancelled(by: task)))
    script.at("5s")
    script.add(.timeout(TimeoutID(3), .fired(by: task)), .timeout(TimeoutID(4), .fired(by: task)))
    script.at("8s")
    script.add(.timeout(TimeoutID(3), .workEnded(by: task)))
    let timeouts = folded(script).timeouts
    #expect(timeouts.counts.armed == 4 && timeouts.counts.met == 1)
    #expect(timeouts.counts.fired == 2 && timeouts.counts.cancelled == 1)
    #expect(timeouts.counts.wasted == .seconds(3))
    #expect(timeouts.timedOutWork.map(\.id) == [TimeoutID(4)] && timeouts.openCount == 1)
    #expect(timeouts.ended.map(\.end?.outcome) == [.met, .cancelled, .fired])
    #expect(timeouts.countsByRole.map(\.role.description) == ["caller"])
    #expect(timeouts.countsByRole.first?.counts == timeouts.counts)
  }

  @Test func `a worker's utilization is the time for which it is occupied`() throws {
    let worker = WorkerID(3)
    var script = Script()
    script.at("1s")
    script.add(.worker(worker, .occupied(by: task)))
    script.at("2s")
    script.add(.worker(worker, .freed(by: task)))
    script.at("3s")
    script.add(.worker(worker, .occupied(by: task)))
    let record = try #require(folded(script).workers[worker])
    #expect(record.occupant?.task == task && record.occupant?.since == instant("3s"))
    #expect(record.busy(until: instant("4s")) == .seconds(2))
    #expect(record.utilization(until: instant("4s")) == 0.5)
  }
}
