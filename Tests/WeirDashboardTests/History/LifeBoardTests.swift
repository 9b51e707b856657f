import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
import WeirWording

@Suite struct LifeBoardTests {
  private func time(_ run: RunHistory, _ task: UInt32, _ activity: Activity) -> Duration? {
    run.lives[TaskID(task)]?.time(activity, until: run.analysis.now)
  }

  @Test func `each activity is timed separately, the present one up to now`() {
    var script = Script()
    script.at(0, .born(1, "a"))
    script.at(10, .task(TaskID(1), .becameReady()))
    script.at(30, .task(TaskID(1), .resumed), .sleeps(1, until: 100))
    script.at(
      100, .task(TaskID(1), .resumed), .request(TaskID(1), .started), .sleeps(1, until: 250))
    script.at(250, .task(TaskID(1), .resumed), .waits(1, .poolAcquire(PoolID(1))))
    let run = RunHistory(of: script.batch(until: 300))
    let times: [(Activity, Int)] = [
      (.created, 10), (.ready, 20), (.sleeping, 70), (.serving, 150), (.acquiring, 50),
      (.running, 0), (.getting, 0),
    ]
    for (activity, milliseconds) in times {
      #expect(time(run, 1, activity) == .milliseconds(milliseconds), "\(activity)")
    }
    let life = run.lives[TaskID(1)]
    #expect(life?.total(until: run.analysis.now) == .milliseconds(300))
    #expect(life?.busy(until: run.analysis.now) == .milliseconds(150))
    #expect(life?.ready(until: run.analysis.now) == .milliseconds(30))
    #expect(life?.idle(until: run.analysis.now) == .milliseconds(120))
  }

  @Test func `cleanup counts as such until it is over`() {
    var script = Script()
    script.at(0, .born(1, "a"), .task(TaskID(1), .cancellationRequested(by: .none)))
    script.at(
      10, .task(TaskID(1), .resumed), .task(TaskID(1), .cleanupStarted), .sleeps(1, until: 40))
    script.at(40, .task(TaskID(1), .resumed))
    script.at(50, .task(TaskID(1), .cleanupEnded), .sleeps(1, until: 70))
    script.at(70, .task(TaskID(1), .finished(.cancelled, error: .empty)))
    let run = RunHistory(of: script.batch(until: 500))
    #expect(time(run, 1, .cleaningUp) == .milliseconds(40))
    #expect(time(run, 1, .sleeping) == .milliseconds(20))
    #expect(run.lives[TaskID(1)]?.total(until: run.analysis.now) == .milliseconds(70))
  }

  @Test func `the times of a task add up to its age`() {
    let run = RunHistory(of: SampleRun.batch(until: 20, deadline: .seconds(4)))
    for record in run.analysis.tasks.records {
      let end = record.isLive ? run.analysis.now : record.since
      let total = run.lives[record.id]?.total(until: run.analysis.now)
      #expect(total == record.created.duration(to: end))
    }
  }

  @Test func `only the last few ended tasks are kept`() {
    var script = Script()
    for task in 1...200 as ClosedRange<UInt32> {
      script.at(
        Int64(task), .born(task, "t"), .task(TaskID(task), .finished(.completed, error: .empty)))
    }
    let run = RunHistory(of: script.batch(until: 300))
    #expect((1...200).count { run.lives[TaskID($0)] != nil } == run.analysis.tasks.retained)
    #expect(run.lives[TaskID(200)] != nil)
  }
}
