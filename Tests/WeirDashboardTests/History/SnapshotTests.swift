import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

/// What histories keep when a snapshot names all live tasks: what it reports again counts once, and
/// what it does not name is gone.
@Suite struct SnapshotTests {
  private let timeout = TimeoutID(7)
  private let later = VirtualInstant(nanoseconds: 1_000_000_000)

  private var beginning: [Event.Kind] {
    [
      .born(1, "main"), .born(2, "coroutine-1"), .born(3, "coroutine-2"),
      .task(TaskID(3), .becameReady()),
      .request(TaskID(3), .retryScheduled(attempt: 2, delay: .seconds(1))),
      .timeout(timeout, .armed(by: TaskID(3), deadline: .zero)),
      .timeout(timeout, .fired(by: TaskID(3))),
    ]
  }

  @Test(arguments: [1, 2, 5])
  func `tasks that several snapshots name count once`(times: Int) {
    var script = Script()
    for time in 0..<times {
      for kind in beginning { script.at(Int64(time), kind) }
    }
    let run = RunHistory(of: script.batch(until: 10), in: Sample.rounds)
    #expect(run.roles.groups.map(\.liveCount) == [1, 2])
    #expect(run.roles.groups.map(\.live) == [[TaskID(1)], [TaskID(2), TaskID(3)]])
    #expect(run.lanes.lanes.count == 3 && run.lanes.liveCount == 3)
    #expect(run.strands.strands.count == 2)
    #expect(run.timeoutHistory.open(of: TaskID(3)) == [timeout])
    #expect(run.timeoutHistory.lateWork.history.depth == 1 && run.timeoutHistory.late.count == 1)
    #expect(run.gauges.readyCount == 1)
    #expect(run.lives[TaskID(2)]?.total(until: later) == .seconds(1))
  }

  @Test func `what a snapshot does not name is gone`() {
    let kinds = beginning
    func analysis(_ count: Int) -> Analysis {
      var analysis = Analysis()
      for kind in kinds.prefix(count) { analysis.fold(Event(.zero, kind)) }
      return analysis
    }
    var (lanes, lives, roles) = (LaneBoard(), LifeBoard(), RoleBoard())
    var (strands, gauges) = (StrandBoard(role: Symbol("coroutine")), GaugeBoard())
    var timeouts = TimeoutHistory()
    func fold(_ event: Event, in analysis: Analysis) {
      lanes.fold(event, in: analysis.tasks)
      lives.fold(event, in: analysis.tasks)
      roles.fold(event, in: analysis.tasks)
      strands.fold(event, in: analysis.tasks)
      gauges.fold(event, in: analysis)
      timeouts.fold(event, in: analysis)
    }
    for index in kinds.indices { fold(Event(.zero, kinds[index]), in: analysis(index + 1)) }
    #expect(gauges.readyCount == 1 && timeouts.lateWork.history.depth == 1)
    fold(Event(later, .source(.snapshotEnded(tasks: 2))), in: analysis(2))
    #expect(roles.groups.map(\.live) == [[TaskID(1)], [TaskID(2)]])
    #expect(roles.groups.map(\.liveCount) == [1, 1])
    #expect(lanes.lanes.map(\.task) == [TaskID(1), TaskID(2)] && lanes.liveCount == 2)
    #expect(lives[TaskID(3)] == nil && lives[TaskID(2)] != nil)
    #expect(strands.strands.map(\.task) == [TaskID(2)])
    #expect(gauges.readyCount == 0)
    #expect(timeouts.open(of: TaskID(3)).isEmpty && timeouts.lateWork.history.depth == 0)
  }

  @Test func `unknown tasks are not kept forever`() {
    let analysis = Analysis()
    var gauges = GaugeBoard()
    for number in 1...5000 as ClosedRange<UInt32> {
      gauges.fold(Event(.zero, .task(TaskID(number), .becameReady())), in: analysis)
    }
    #expect(gauges.readyCount <= 1025)
  }
}
