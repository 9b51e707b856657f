import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct GaugeBoardTests {
  private func board(_ script: Script, until milliseconds: Int64 = 1000) -> GaugeBoard {
    RunHistory(of: script.batch(until: milliseconds)).gauges
  }

  private func values(_ board: GaugeBoard) -> [UInt32] { board.gauges.map(\.history.depth) }

  @Test func `a pool counts the tasks that hold a resource or wait for one`() {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .pool(pool, .created(name: Label("p"), capacity: 1)), .born(1, "a-1"), .born(2, "a-2"))
    script.at(
      10, .pool(pool, .acquired(by: TaskID(1), resource: ResourceID(1))),
      .waits(2, .poolAcquire(pool)))
    #expect(values(board(script)) == [2])
    script.at(20, .pool(pool, .released(by: TaskID(1), resource: ResourceID(1))))
    #expect(values(board(script)) == [1])
    script.at(30, .task(TaskID(2), .finished(.cancelled, error: .empty)))
    #expect(values(board(script)) == [0])
  }

  @Test func `of a real program all tasks are live tasks, of a simulation not the main one`() {
    for (clock, count) in [(RunClock.real, 2), (.virtual, 1)] {
      var start = RunStart(scenario: "")
      start.clock = clock
      var history = RunHistory(RunModel(of: start, in: nil))
      var script = Script()
      script.at(
        0,
        .task(
          TaskID(1), .created(name: Label("main-1"), role: .main, parent: .none)),
        .born(2, "worker-1"))
      history.fold(script.batch(until: 10))
      #expect(values(history.gauges) == [UInt32(count)])
    }
  }

  @Test func `a batch counts its items until it is flushed`() {
    let batcher = BatcherID(1)
    var script = Script()
    script.at(0, .batch(batcher, .created(name: Label("b"), linger: .seconds(1), size: 8)))
    script.at(
      10, .batch(batcher, .opened(by: .none, due: .zero)),
      .batch(batcher, .itemAdded(by: .none, size: 3)))
    #expect(values(board(script)) == [3])
    script.at(20, .batch(batcher, .flushed(by: .none, size: 3, cause: .linger)))
    #expect(values(board(script)) == [0])
  }

  @Test func `if a task computes, ready tasks are counted`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "a-2"), .waits(1, .work(WorkerID(1))))
    script.at(10, .task(TaskID(2), .becameReady()))
    #expect(board(script).gauges.map(\.subject) == [.ready])
    #expect(values(board(script)) == [1])
    script.at(20, .task(TaskID(2), .resumed))
    #expect(values(board(script)) == [0])
  }

  @Test func `tasks that wait to retry are counted until they do, or end`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "a-2"))
    for task in [TaskID(1), TaskID(2)] {
      script.at(10, .request(task, .retryScheduled(attempt: 2, delay: .seconds(1))))
    }
    #expect(values(board(script)) == [2])
    script.at(20, .request(TaskID(1), .attemptStarted(2)))
    script.at(30, .task(TaskID(2), .finished(.cancelled, error: .empty)))
    #expect(values(board(script)) == [0])
  }

  @Test(arguments: [
    RequestEvent.attemptStarted(2), .ended(.cancelled), .ended(.timedOut),
    .retriesExhausted(attempts: 1, cause: .deadline),
  ])
  func `a request that ends is not waiting to retry`(event: RequestEvent) {
    var script = Script()
    script.at(
      0, .born(1, "a-1"), .request(TaskID(1), .retryScheduled(attempt: 2, delay: .seconds(1))))
    script.at(10, .request(TaskID(1), event))
    #expect(values(board(script)) == [0])
  }

  @Test func `a count of items leaves the queue's depth, and its high-water mark as the highest`() {
    let queue = QueueID(1)
    var script = Script()
    script.at(
      0, .queue(queue, .created(name: Label("q"), depth: 2, capacity: nil, overflow: .block)))
    #expect(values(board(script)) == [2])
    script.at(10, .queue(queue, .counted(enqueued: 9, dequeued: 8, done: 8, depth: 3, high: 7)))
    #expect(values(board(script)) == [3])
    #expect(board(script).gauges.map(\.history.highest) == [7])
  }

  @Test func `without queues, pools and batches, live tasks except main are counted`() {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "a-1"), .born(3, "a-2"))
    #expect(board(script).gauges.map(\.subject) == [.live])
    #expect(values(board(script)) == [2])
  }

  @Test func `a queue that is created again continues the same gauge`() {
    var script = Script()
    for number in [1, 2] as [UInt32] {
      let queue = QueueID(number)
      script.at(
        Int64(number), .queue(queue, .created(name: Label("q"), capacity: 8, overflow: .block)),
        .queue(queue, .enqueued(by: .none, item: ItemID(1), depth: number + 2)))
    }
    let board = board(script)
    #expect(board.gauges.map(\.subject) == [.queue(QueueID(2))])
    #expect(values(board) == [4])
  }
}
