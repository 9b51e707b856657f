import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct GrowingQueueLintTests {
  private let jobs = QueueID(1)

  /// A queue whose depth is set at each tenth of a second, from 0.05s on.
  private func script(capacity: UInt32? = nil, _ depths: [Int]) -> Script {
    var script = Script()
    script.queue(jobs, "jobs", capacity: capacity)
    script.start(TaskID(1), "producer")
    for (index, depth) in depths.enumerated() {
      script.at("\(index * 100 + 50)ms")
      let kind = QueueEvent.counted(
        enqueued: 1, dequeued: 0, done: 0, depth: UInt32(depth), high: UInt32(depth))
      script.add(.queue(jobs, kind))
    }
    return script
  }

  private func lines(_ script: Script) -> [String] {
    findings(in: script, until: "60s").filter { $0.contains("growing") }
  }

  @Test func `a queue without a limit that rises for ten seconds is reported until it stops`() {
    let rising = (0..<150).map { $0 * 2 }
    #expect(
      lines(script(rising)) == [
        "10s + queue-growing jobs since 0s", "16s - queue-growing jobs",
      ])
    let finding = script(rising).analysis(until: "15s").findings.first { $0.lint == .queueGrowing }
    #expect(
      finding?.evidence == """
        jobs has no limit, and grew from 80 to 278 items in the last 10s without falling; no task has taken any \
        (warns from 100 more).
        """)
  }

  @Test func `a queue that falls in between, rises little, or is limited is quiet`() {
    let sawtooth = (0..<300).map { $0 * 2 - ($0 % 30 == 29 ? 100 : 0) }
    #expect(lines(script(sawtooth.map { max($0, 0) })).isEmpty)
    #expect(lines(script((0..<150).map { $0 / 2 })).isEmpty)
    #expect(lines(script(capacity: 10_000, (0..<150).map { $0 * 2 })).isEmpty)
    #expect(lines(script(Array(repeating: 5_000, count: 300))).isEmpty)
    #expect(lines(script((0..<50).map { $0 * 20 } + (0..<200).map { 1_000 - $0 * 5 })).isEmpty)
  }

  @Test func `the window and the number of items can be set`() {
    var thresholds = LintThresholds()
    thresholds.growthWindow = .seconds(1)
    thresholds.growthItems = 5
    let script = script((0..<20).map { $0 })
    #expect(
      findings(in: script, until: "60s", thresholds: thresholds).prefix(1) == [
        "1s + queue-growing jobs since 0s"
      ])
  }

  @Test func `a queue that gets a limit no longer grows`() {
    var script = script((0..<150).map { $0 * 2 })
    script.add(.queue(jobs, .reconfigured(capacity: 1_000, overflow: .block)))
    #expect(lines(script).last == "14.95s - queue-growing jobs")
  }
}
