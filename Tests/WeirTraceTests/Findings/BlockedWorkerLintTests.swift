import Testing
import WeirTrace

@Suite struct BlockedWorkerLintTests {
  private let worker = WorkerID(1)
  private let cruncher = TaskID(1)
  private let heart = TaskID(2)

  /// A computation from 1 s on; at another instant a second task could run.
  private func computing(until end: String, ready: String?) -> Script {
    var script = Script()
    script.start(cruncher, "cruncher")
    script.start(heart, "heart")
    script.wait(heart, on: .sleep(until: instant("9s")))
    script.at("1s")
    script.add(.workerOccupied(worker, by: cruncher))
    script.wait(cruncher, on: .work(worker))
    if let ready {
      script.at(ready)
      script.add(.taskBecameReady(heart))
    }
    script.at(end)
    script.add(.workerFreed(worker, by: cruncher), .taskResumed(cruncher))
    return script
  }

  @Test func `a computation for which nobody waits blocks nothing`() {
    #expect(findings(in: computing(until: "1h", ready: nil), until: "2h").isEmpty)
  }

  @Test func `a computation of exactly the threshold is short enough`() {
    #expect(findings(in: computing(until: "1.1s", ready: "1.05s"), until: "2h").isEmpty)
  }

  @Test func `a longer one is reported, and again when it becomes severe`() {
    #expect(
      findings(in: computing(until: "5s", ready: "1.05s"), until: "2h") == [
        "1.1s + loop-blocked worker-1 since 1s", "2s - loop-blocked worker-1",
        "2s + loop-blocked worker-1 since 1s", "5s - loop-blocked worker-1",
      ])
  }

  @Test func `one that begins to matter late is found at the next look`() {
    #expect(
      findings(in: computing(until: "1.5s", ready: "1.33s"), until: "2h") == [
        "1.4s + loop-blocked worker-1 since 1s", "1.5s - loop-blocked worker-1",
      ])
  }

  @Test func `the evidence tells who computes, how long, and who waits`() {
    var analysis = Analysis()
    for event in computing(until: "5s", ready: "1.05s").events.dropLast(2) { analysis.fold(event) }
    analysis.advance(to: instant("1.2s"), state: .running)
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        cruncher has computed for 100ms without giving the worker up, and 1 task that could run waits for it; \
        100ms is a block.
        """
      ])
  }
}
