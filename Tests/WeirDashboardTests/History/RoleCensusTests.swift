import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct RoleCensusTests {
  private func parts(_ script: Script) -> PartsBoard {
    RunHistory(of: script.batch(until: 1000)).parts ?? PartsBoard()
  }

  @Test func `what a snapshot does not name is gone, and what it names again counts once`() {
    var script = Script()
    script.at(0, .born(1, "worker-1"), .born(2, "worker-2"), .waits(1, .other(Symbol("disk"))))
    script.at(
      10, .source(.snapshotBegan(lost: 3, since: .zero)), .born(1, "worker-1"),
      .waits(1, .other(Symbol("disk"))), .source(.snapshotEnded(tasks: 1)))
    let group = parts(script).roles[Symbol("worker")]
    #expect(group?.liveCount == 1)
    #expect(group?.doings.map(\.count) == [1])
    #expect(group?.doings.first?.doing.wait == .other(Symbol("disk")))
  }

  @Test func `a task that is renamed keeps its role`() {
    var script = Script()
    script.at(0, .born(1, "worker-1"), .task(TaskID(1), .renamed(Label("other-9"))))
    script.at(1, .waits(1, .offload))
    #expect(parts(script).roles.groups.map(\.role) == [Symbol("worker")])
  }

  @Test func `ended tasks are counted by outcome, and their role makes room for another`() {
    var script = Script()
    for number in 1...(UInt32(RoleCensus.limit) + 10) {
      script.at(0, .born(number, "r\(number)"))
    }
    script.at(1, .task(TaskID(1), .finished(.failed, error: .empty)))
    let full = parts(script).roles
    #expect(full.groups.count == RoleCensus.limit && full.otherCount == 10)
    #expect(full[Symbol("r1")]?.ended == [.failed: 1])
    script.at(2, .born(5000, "late"))
    let later = parts(script).roles
    #expect(later[Symbol("late")]?.liveCount == 1 && later[Symbol("r1")] == nil)
    #expect(later.liveCount == RoleCensus.limit + 10)
  }

  @Test func `many waits of one role are all counted, but not all distinguished`() {
    var script = Script()
    for number in 1...200 as ClosedRange<UInt32> {
      script.at(0, .born(number, "worker-\(number)"))
      script.at(0, .waits(number, .other(Symbol("thing\(number)"))))
    }
    for number in 1...50 as ClosedRange<UInt32> {
      script.at(1, .task(TaskID(number), .becameReady()))
    }
    let group = parts(script).roles[Symbol("worker")]
    #expect((group?.doings.count ?? 0) <= 34)
    #expect(group?.doings.reduce(0) { $0 + $1.count } == 200)
  }

  @Test func `counts of a queue are included, and a queue that is created again continues`() {
    let (old, new) = (QueueID(1), QueueID(9))
    var script = Script()
    script.at(
      0, .born(1, "writer-1"),
      .queue(old, .created(name: Label("q"), capacity: 4, overflow: .block)),
      .queue(old, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)))
    script.at(
      1, .queue(old, .closed),
      .queue(new, .created(name: Label("q"), capacity: 4, overflow: .block)),
      .queue(new, .counted(enqueued: .max, dequeued: 3, done: 0, depth: 2, high: 4)))
    let traffic = parts(script).traffic
    #expect(traffic.lanes.map(\.queue) == [new])
    #expect(traffic[Label("q")]?.into.leading == Symbol("writer"))
    #expect(traffic[Label("q")]?.outOf.hasMoved == true)
    #expect(traffic[Label("q")]?.outOf.leading == nil)
  }
}
