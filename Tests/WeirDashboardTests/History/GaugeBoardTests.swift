import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct GaugeBoardTests {
  private func board(_ script: Script, until milliseconds: Int64 = 1000) -> GaugeBoard {
    RunPicture(of: script.batch(until: milliseconds)).gauges
  }

  private func values(_ board: GaugeBoard) -> [UInt32] { board.gauges.map(\.history.depth) }

  @Test func `a pool counts those who hold a resource and those in line`() {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .poolCreated(pool, name: Label("p"), capacity: 1), .born(1, "a-1"), .born(2, "a-2"))
    script.at(
      10, .resourceAcquired(pool, by: TaskID(1), resource: ResourceID(1)),
      .waits(2, .poolAcquire(pool)))
    #expect(values(board(script)) == [2])
    script.at(20, .resourceReleased(pool, by: TaskID(1), resource: ResourceID(1)))
    #expect(values(board(script)) == [1])
    script.at(30, .taskFinished(TaskID(2), .cancelled, error: .empty))
    #expect(values(board(script)) == [0])
  }

  @Test func `a batch counts its items until it is flushed`() {
    let batcher = BatcherID(1)
    var script = Script()
    script.at(0, .batcherCreated(batcher, name: Label("b"), size: 8, linger: .seconds(1)))
    script.at(
      10, .batchOpened(batcher, by: .none, due: .zero), .itemBatched(batcher, by: .none, size: 3))
    #expect(values(board(script)) == [3])
    script.at(20, .batchFlushed(batcher, by: .none, size: 3, cause: .linger))
    #expect(values(board(script)) == [0])
  }

  @Test func `where somebody computes, those who are ready are counted`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "a-2"), .waits(1, .work(WorkerID(1))))
    script.at(10, .taskBecameReady(TaskID(2)))
    #expect(board(script).gauges.map(\.subject) == [.ready])
    #expect(values(board(script)) == [1])
    script.at(20, .taskResumed(TaskID(2)))
    #expect(values(board(script)) == [0])
  }

  @Test func `those who wait to try again are counted until they do, or end`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "a-2"))
    for task in [TaskID(1), TaskID(2)] {
      script.at(10, .retryScheduled(task, attempt: 2, delay: .seconds(1)))
    }
    #expect(values(board(script)) == [2])
    script.at(20, .attemptStarted(TaskID(1), attempt: 2))
    script.at(30, .taskFinished(TaskID(2), .cancelled, error: .empty))
    #expect(values(board(script)) == [0])
  }

  @Test func `where nothing fills, live tasks are counted, the main one aside`() {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "a-1"), .born(3, "a-2"))
    #expect(board(script).gauges.map(\.subject) == [.live])
    #expect(values(board(script)) == [2])
  }

  @Test func `a queue that is made anew goes on in the same gauge`() {
    var script = Script()
    for number in [1, 2] as [UInt32] {
      let queue = QueueID(number)
      script.at(
        Int64(number), .queueCreated(queue, name: Label("q"), capacity: 8, overflow: .block),
        .itemEnqueued(queue, by: .none, item: ItemID(1), depth: number + 2))
    }
    let board = board(script)
    #expect(board.gauges.map(\.subject) == [.queue(QueueID(2))])
    #expect(values(board) == [4])
  }
}
