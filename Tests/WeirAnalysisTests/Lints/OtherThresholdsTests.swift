import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// Thresholds that change during a run.
@Suite struct OtherThresholdsTests {
  /// The changes of findings in a run with other thresholds from an instant on.
  private func findings(
    in script: Script, until end: String, from change: String, _ thresholds: LintThresholds
  ) -> [String] {
    let before = script.events.prefix { $0.instant <= instant(change) }
    let after = script.events.dropFirst(before.count)
    var analysis = Analysis()
    analysis.fold(
      EventBatch(events: Array(before), now: instant(change), state: .running))
    let first = analysis.takeFindingChanges()
    analysis.use(thresholds)
    analysis.fold(EventBatch(events: Array(after), now: instant(end), state: .running))
    return (first + analysis.takeFindingChanges()).map(\.line)
  }

  private func computing(_ spans: [(String, String)]) -> Script {
    var script = Script()
    script.start(TaskID(1), "cruncher")
    for span in spans {
      script.at(span.0)
      script.add(.worker(WorkerID(1), .occupied(by: TaskID(1))))
      script.wait(TaskID(1), on: .work(WorkerID(1)))
      script.at(span.1)
      script.add(.worker(WorkerID(1), .freed(by: TaskID(1))), .task(TaskID(1), .resumed))
    }
    return script
  }

  private func filling(_ depths: [(String, UInt32)]) -> Script {
    var script = Script()
    script.queue(QueueID(1), "intake", capacity: 20)
    for (time, depth) in depths {
      script.at(time)
      script.add(.queue(QueueID(1), .enqueued(by: .none, item: ItemID(1), depth: depth)))
    }
    return script
  }

  @Test func `blocks that begin after a change use the new thresholds`() {
    var thresholds = LintThresholds()
    thresholds.loopBlocked = .milliseconds(20)
    thresholds.quiet = .seconds(1)
    let script = computing([("1s", "1.05s"), ("3s", "3.05s")])
    #expect(
      findings(in: script, until: "1h", from: "2s", thresholds) == [
        "3.02s + loop-blocked worker-1 since 3s", "4.05s - loop-blocked worker-1",
      ])
  }

  @Test func `a change of the saturated share changes the depth from which a queue is full`() {
    var thresholds = LintThresholds()
    thresholds.saturatedShare = 0.5
    #expect(
      findings(in: filling([("0s", 12)]), until: "1h", from: "20s", thresholds) == [
        "28s + queue-saturated intake since 18s"
      ])
  }

  @Test func `a window of a different length is judged once it has passed`() {
    var thresholds = LintThresholds()
    thresholds.saturationWindow = .seconds(2)
    #expect(
      findings(in: filling([("0s", 20)]), until: "1h", from: "5s", thresholds) == [
        "7s + queue-saturated intake since 5s"
      ])
  }

  @Test func `a finding is cleared when its cause ends, whatever the new thresholds`() {
    var thresholds = LintThresholds()
    thresholds.saturatedTimeShare = 1
    thresholds.saturationClearedShare = 0.3
    let script = filling([("0s", 20), ("30s", 0)])
    #expect(
      findings(in: script, until: "1h", from: "20s", thresholds) == [
        "10s + queue-saturated intake since 0s", "37s - queue-saturated intake",
      ])
  }

  @Test func `the limit for clearing a finding is at most that for raising it`() {
    var thresholds = LintThresholds()
    thresholds.saturatedTimeShare = 0.6
    thresholds.saturationClearedShare = 0.9
    let script = filling([("0s", 20), ("9s", 0), ("10s", 20), ("100s", 0)])
    #expect(
      WeirAnalysisTests.findings(in: script, until: "1h", thresholds: thresholds) == [
        "11s + queue-saturated intake since 1s", "104s - queue-saturated intake",
      ])
  }
}
