import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct AbandonedQueueLintTests {
  private let jobs = QueueID(1)
  private let place = CallSite(file: Symbol("app.py"), line: 7)

  /// A producer puts three items, of which a consumer takes one at 1s.
  private func taken(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.add(
      .queue(jobs, .created(name: Label("jobs"), at: place, capacity: 2, overflow: .block)))
    script.start(TaskID(1), "producer")
    script.start(TaskID(2), "consumer-1")
    script.at("1s")
    script.add(
      .queue(jobs, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)),
      .queue(jobs, .dequeued(by: TaskID(2), item: ItemID(1), depth: 0)),
      .queue(jobs, .enqueued(by: TaskID(1), item: ItemID(2), depth: 1)),
      .queue(jobs, .enqueued(by: TaskID(1), item: ItemID(3), depth: 2)))
    rest(&script)
    return script
  }

  private func lines(_ script: Script) -> [String] {
    findings(in: script, until: "9s").filter { $0.contains("queue-abandoned") }
  }

  @Test func `items that wait for a second after the last consumer ended are reported`() throws {
    let script = taken { script in
      script.wait(TaskID(1), on: .queuePut(jobs))
      script.at("2s")
      script.end(TaskID(2), .failed, error: "KeyError")
    }
    #expect(lines(script) == ["3s + queue-abandoned jobs since 2s"])
    let findings = script.analysis(until: "9s").findings
    let finding = try #require(findings.first { $0.lint == .queueAbandoned })
    #expect(finding.place == place)
    #expect(
      finding.evidence == """
        2 items wait in jobs, and every task that took items from it has ended, the last of them consumer-1 at 2s, which failed with KeyError; 1 task waits for a place in it.
        """)
  }

  @Test func `a new consumer clears the finding, and one in time prevents it`() {
    let late = taken { script in
      script.end(TaskID(2))
      script.at("4s")
      script.start(TaskID(3), "consumer-2")
      script.add(.queue(jobs, .dequeued(by: TaskID(3), item: ItemID(2), depth: 1)))
    }
    #expect(
      lines(late) == ["2s + queue-abandoned jobs since 1s", "4s - queue-abandoned jobs"])
    let inTime = taken { script in
      script.end(TaskID(2))
      script.at("1.5s")
      script.start(TaskID(3), "consumer-2")
      script.add(.queue(jobs, .dequeued(by: TaskID(3), item: ItemID(2), depth: 1)))
    }
    #expect(lines(inTime).isEmpty)
  }

  @Test func `a queue whose consumer lives, is empty, closed or was never used is quiet`() {
    #expect(lines(taken { _ in }).isEmpty)
    let empty = taken { script in
      script.add(
        .queue(jobs, .dequeued(by: TaskID(2), item: ItemID(2), depth: 1)),
        .queue(jobs, .dequeued(by: TaskID(2), item: ItemID(3), depth: 0)))
      script.end(TaskID(2))
    }
    #expect(lines(empty).isEmpty)
    let closed = taken { script in
      script.add(.queue(jobs, .closed))
      script.end(TaskID(2))
    }
    #expect(lines(closed).isEmpty)
    var unused = Script()
    unused.queue(jobs, "jobs")
    unused.start(TaskID(1), "producer")
    unused.add(.queue(jobs, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)))
    #expect(lines(unused).isEmpty)
  }

  @Test func `a counted queue without a known consumer may have an unknown one`() {
    let script = taken { script in
      script.end(TaskID(2))
      script.add(.queue(jobs, .counted(enqueued: 9, dequeued: 9, done: 9, depth: 2, high: 4)))
    }
    #expect(lines(script).isEmpty)
  }

  @Test func `pulses alone make time pass`() {
    var script = taken { $0.end(TaskID(2)) }
    script.at("3s")
    script.add(.source(.pulse(written: 9, lost: 0, faults: 0)))
    var analysis = Analysis()
    for event in script.events { analysis.fold(event) }
    #expect(analysis.findings.map(\.lint) == [.queueAbandoned])
  }

  @Test func `a consumer of two queues abandons both, in the order of their creation`() {
    let others = QueueID(2)
    let script = taken { script in
      script.add(
        .queue(others, .created(name: Label("others"), capacity: 2, overflow: .block)),
        .queue(others, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)),
        .queue(others, .enqueued(by: TaskID(1), item: ItemID(2), depth: 2)))
      script.start(TaskID(3), "consumer-2")
      script.add(
        .queue(others, .dequeued(by: TaskID(3), item: ItemID(1), depth: 1)),
        .queue(jobs, .dequeued(by: TaskID(3), item: ItemID(2), depth: 1)))
      script.at("2s")
      script.end(TaskID(2))
      script.end(TaskID(3))
    }
    #expect(
      lines(script) == [
        "3s + queue-abandoned jobs since 2s", "3s + queue-abandoned others since 2s",
      ])
  }
}
