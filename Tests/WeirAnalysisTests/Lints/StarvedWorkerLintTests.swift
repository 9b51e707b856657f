import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct StarvedWorkerLintTests {
  private let worker = WorkerID(1)

  /// Ten tasks of a loop that all become ready at 1s and run in turn, each for `step`.
  private func turns(of step: Int, _ rest: (inout Script) -> Void = { _ in }) -> Script {
    var script = Script()
    script.add(.worker(worker, .created(name: Label("loop-1"), isLoop: true)))
    for number in 1...10 {
      script.start(TaskID(UInt32(number)), "t-\(number)")
      script.wait(TaskID(UInt32(number)), on: .other(Symbol("Event")))
    }
    script.at("1s")
    for number in 1...10 { script.add(.task(TaskID(UInt32(number)), .becameReady())) }
    for number in 1...10 {
      script.at("\(1000 + (number - 1) * step)ms")
      script.add(.task(TaskID(UInt32(number)), .resumed))
      script.at("\(1000 + number * step)ms")
      script.wait(TaskID(UInt32(number)), on: .other(Symbol("Event")))
    }
    rest(&script)
    return script
  }

  private func lines(_ script: Script, until end: String = "20s") -> [String] {
    analysis(script, until: end).changes
  }

  private func analysis(_ script: Script, until end: String) -> (changes: [String], [Finding]) {
    var analysis = Analysis(sleepsStandForIO: false)
    analysis.fold(EventBatch(events: script.events, now: instant(end), state: .running))
    let changes = analysis.takeFindingChanges().map(\.line)
    return (changes.filter { $0.contains("worker-starved") }, analysis.findings)
  }

  @Test func `tasks that wait for their turn behind many short steps are reported`() {
    let script = turns(of: 40)
    #expect(
      lines(script) == [
        "1.12s + worker-starved loop-1 since 1s", "6.36s - worker-starved loop-1",
      ])
    let finding = analysis(script, until: "2s").1.first { $0.lint == .workerStarved }
    #expect(
      finding?.evidence == """
        t-10 waited 360ms for its turn although it could run, and 0 tasks are ready now (warns from 100ms).
        """)
  }

  @Test func `turns that come soon, or late behind a single long step, are quiet`() {
    #expect(lines(turns(of: 9)).isEmpty)
    // The first task runs for long, then the others in turn: the loop was blocked, not starved.
    var script = Script()
    for number in 1...10 {
      script.start(TaskID(UInt32(number)), "t-\(number)")
      script.wait(TaskID(UInt32(number)), on: .other(Symbol("Event")))
    }
    for number in 1...10 { script.add(.task(TaskID(UInt32(number)), .becameReady())) }
    script.add(.task(TaskID(1), .resumed))
    script.at("500ms")
    script.wait(TaskID(1), on: .other(Symbol("Event")))
    for number in 2...10 {
      script.add(.task(TaskID(UInt32(number)), .resumed))
      script.wait(TaskID(UInt32(number)), on: .other(Symbol("Event")))
    }
    #expect(lines(script).isEmpty)
  }

  @Test func `in a simulation nothing is reported`() {
    #expect(findings(in: turns(of: 40), until: "20s").isEmpty)
  }

  @Test func `fifty thousand tasks cost a step each, and are one finding`() {
    var script = Script()
    let tasks = (1...50_000).map { TaskID(UInt32($0)) }
    for task in tasks { script.start(task, "t") }
    for task in tasks { script.wait(task, on: .other(Symbol("Event"))) }
    script.at("1s")
    for task in tasks { script.add(.task(task, .becameReady())) }
    for (index, task) in tasks.enumerated() {
      script.at("\(1_000_000 + index * 10)us")
      script.add(.task(task, .resumed))
      script.wait(task, on: .other(Symbol("Event")))
    }
    #expect(
      lines(script) == [
        "1.10001s + worker-starved worker-1 since 1s", "6.49999s - worker-starved worker-1",
      ])
  }
}
