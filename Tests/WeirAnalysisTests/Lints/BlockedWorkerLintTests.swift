import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct BlockedWorkerLintTests {
  private let worker = WorkerID(1)
  private let cruncher = TaskID(1)
  private let heart = TaskID(2)

  /// A second task sleeps while computations occupy the worker, and is ready from an instant on.
  private func computing(
    _ spans: [(begin: String, end: String)], ready: String? = nil, beside: Bool = false
  ) -> Script {
    var script = Script()
    if beside { script.add(.worker(worker, .created(name: Label("offload-1")))) }
    script.start(cruncher, "cruncher")
    script.start(heart, "heart")
    script.wait(heart, on: .sleep(until: instant("9s")))
    for span in spans {
      script.at(span.begin)
      script.add(.worker(worker, .occupied(by: cruncher)))
      script.wait(cruncher, on: .work(worker))
      if let ready, instant(span.begin) <= instant(ready), instant(ready) < instant(span.end) {
        script.at(ready)
        script.add(.task(heart, .becameReady()))
      }
      script.at(span.end)
      script.add(.worker(worker, .freed(by: cruncher)), .task(cruncher, .resumed))
    }
    return script
  }

  @Test func `a computation of exactly the threshold is not reported`() {
    #expect(findings(in: computing([("1s", "1.1s")]), until: "2h").isEmpty)
  }

  @Test func `a longer computation is reported, even if no task waits for the worker`() {
    #expect(
      findings(in: computing([("1s", "1.3s")]), until: "2h") == [
        "1.1s + loop-blocked worker-1 since 1s", "6.3s - loop-blocked worker-1",
      ])
  }

  @Test func `a block is reported again when it becomes severe, and cleared after a quiet time`() {
    #expect(
      findings(in: computing([("1s", "5s")], ready: "1.05s"), until: "2h") == [
        "1.1s + loop-blocked worker-1 since 1s", "2s - loop-blocked worker-1",
        "2s + loop-blocked worker-1 since 1s", "10s - loop-blocked worker-1",
      ])
  }

  @Test func `repeated blocks are one finding`() {
    let spans = (1...20).map { (begin: "\($0)s", end: "\($0 * 1000 + 200)ms") }
    #expect(
      findings(in: computing(spans), until: "2h") == [
        "1.1s + loop-blocked worker-1 since 1s", "25.2s - loop-blocked worker-1",
      ])
  }

  @Test func `a background worker may be occupied`() {
    #expect(findings(in: computing([("1s", "9s")], ready: "2s", beside: true), until: "2h").isEmpty)
  }

  @Test func `the evidence of a block names the task, the duration and the waiting tasks`() {
    var analysis = Analysis()
    let script = computing([("1s", "5s")], ready: "1.05s")
    for event in script.events.dropLast(2) { analysis.fold(event) }
    analysis.advance(to: instant("1.2s"), state: .running)
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        cruncher has computed for 100ms without yielding the worker, and 1 ready task waits for it \
        (warns from 100ms).
        """
      ])
  }

  @Test func `the evidence describes the longest block in the end`() {
    let script = computing(
      [("1s", "1.2s"), ("2s", "2.7s"), ("3s", "3.4s")], ready: "2.5s")
    #expect(
      script.analysis(until: "4s").findings.map(\.evidence) == [
        """
        cruncher computed for 700ms without yielding the worker, and 1 ready task waited for it \
        (warns from 100ms).
        """
      ])
  }

  /// A watchdog reports a block when it is over, with the instant at which it began.
  @Test func `a block reported late began at its own instant`() {
    var script = Script()
    script.start(cruncher, "cruncher")
    let occupied = Event(instant("1s"), .worker(worker, .occupied(by: cruncher)))
    script.at("1.7s")
    script.add(.worker(worker, .freed(by: cruncher)))
    var analysis = Analysis()
    var events = script.events
    events.insert(
      contentsOf: [Event(instant("1.69s"), .task(cruncher, .resumed)), occupied],
      at: events.count - 1)
    analysis.fold(EventBatch(events: events, now: instant("1h"), state: .running))
    #expect(
      analysis.takeFindingChanges().map(\.line) == [
        "1.69s + loop-blocked worker-1 since 1s", "6.7s - loop-blocked worker-1",
      ])
  }
}
