import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct TimedOutWorkLintTests {
  private let task = TaskID(1)
  private let timeout = TimeoutID(1)

  /// Work with a deadline at 2 s, which passes.
  private func late(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.start(task, "caller-1")
    script.add(.timeout(timeout, .armed(by: task, deadline: instant("2s"))))
    script.at("2s")
    script.add(.timeout(timeout, .fired(by: task)))
    rest(&script)
    return script
  }

  @Test(arguments: ["2s", "2.01s", "2.05s"])
  func `work that stops within the grace period is not reported`(end: String) {
    let script = late { script in
      script.at(end)
      script.add(.timeout(timeout, .workEnded(by: task)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test
  func `work that continues is reported after the grace period, until it has ended for a while`() {
    let script = late { script in
      script.at("3s")
      script.add(.timeout(timeout, .workEnded(by: task)))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "2.05s + timed-out-work-running caller since 2s", "8s - timed-out-work-running caller",
      ])
  }

  @Test func `late work leads to where it waits, or to its deadline`() {
    let armed = CallSite(file: Symbol("app.py"), line: 2)
    let waits = CallSite(file: Symbol("app.py"), line: 9)
    for isWaiting in [true, false] {
      var script = Script()
      script.start(task, "caller-1")
      script.add(.timeout(timeout, .armed(by: task, deadline: instant("2s"), at: armed)))
      if isWaiting {
        script.add(.task(task, .suspended(on: .other(Symbol("read")), at: waits)))
      }
      script.at("2s")
      script.add(.timeout(timeout, .fired(by: task)))
      #expect(
        script.analysis(until: "3s").findings.map(\.place) == [isWaiting ? waits : armed])
    }
  }

  @Test func `a finding of late work is not cleared while the work continues`() {
    #expect(
      findings(in: late { _ in }, until: "1h") == ["2.05s + timed-out-work-running caller since 2s"]
    )
  }

  @Test func `work that is cleaning up gets the time to do so, and a new grace period`() {
    let script = late { script in
      script.add(.task(task, .cleanupStarted))
      script.at("4s")
      script.add(.task(task, .cleanupEnded))
      script.at("5s")
      script.add(.timeout(timeout, .workEnded(by: task)))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "4.05s + timed-out-work-running caller since 2s", "10s - timed-out-work-running caller",
      ])
  }

  @Test func `a child that cleans up under the deadline gets the time, too`() {
    let child = TaskID(2)
    let script = late { script in
      script.start(child, "operation-1", parent: task)
      script.add(.task(child, .cleanupStarted))
      script.at("4s")
      script.add(.task(child, .cleanupEnded))
    }
    var punctual = script
    punctual.add(.timeout(timeout, .workEnded(by: task)))
    #expect(findings(in: punctual, until: "1h").isEmpty)
    #expect(
      findings(in: script, until: "1h") == ["4.05s + timed-out-work-running caller since 2s"])
  }

  @Test func `a grandchild that cleans up gets the time, too`() {
    let (child, grandchild) = (TaskID(2), TaskID(3))
    let script = late { script in
      script.start(child, "operation-1", parent: task)
      script.start(grandchild, "query-1", parent: child)
      script.add(.task(grandchild, .cleanupStarted))
      script.at("4s")
      script.add(.task(grandchild, .cleanupEnded), .timeout(timeout, .workEnded(by: task)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `time in which another task occupies the worker does not count`() {
    let computing = late { script in
      script.start(TaskID(2), "cruncher-1")
      script.wait(TaskID(2), on: .work(WorkerID(1)))
      script.add(.task(task, .becameReady()))
      script.at("2.2s")
      script.add(.task(task, .resumed))
      script.wait(task, on: .sleep(until: instant("9s")))
    }
    var punctual = computing
    punctual.at("2.24s")
    punctual.add(.timeout(timeout, .workEnded(by: task)))
    #expect(findings(in: punctual, until: "1h").isEmpty)
    #expect(
      findings(in: computing, until: "1h") == ["2.25s + timed-out-work-running caller since 2s"])
  }

  @Test func `a timeout that was met is never reported`() {
    var script = Script()
    script.start(task, "caller")
    script.add(.timeout(timeout, .armed(by: task, deadline: instant("2s"))))
    script.add(.timeout(timeout, .met(by: task)))
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `late work of many tasks of a role is one finding that counts it`() {
    var script = Script()
    for number in UInt32(1)...12 {
      let (task, timeout) = (TaskID(number), TimeoutID(UInt64(number)))
      script.at("\(number)s")
      script.start(task, "caller-\(number)")
      script.add(.timeout(timeout, .armed(by: task, deadline: instant("\(number)s"))))
      script.add(.timeout(timeout, .fired(by: task)))
      if number > 2 { script.add(.timeout(TimeoutID(UInt64(number - 2)), .workEnded(by: task))) }
    }
    let analysis = script.analysis(until: "13s")
    #expect(analysis.findings.count == 1)
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        Work of caller tasks continued after its deadline 12 times, and in 2 cases it is still running: caller-12's passed at 12s, \
        and 50ms later its work was still running; it has 50ms to stop.
        """
      ])
  }

  @Test(arguments: [("caller", "one caller task"), ("", "one task")])
  func `late work of one task is not counted, and may have ended`(
    role: String, words: String
  ) throws {
    var script = Script()
    script.add(
      .task(task, .created(name: Label("caller-1"), role: Symbol(role), parent: .none)),
      .task(task, .resumed), .timeout(timeout, .armed(by: task, deadline: instant("1s"))))
    script.at("1s")
    script.add(.timeout(timeout, .fired(by: task)))
    func beginning(at time: String) throws -> String {
      let finding = try #require(script.analysis(until: time).findings.first)
      return String(finding.evidence.prefix { $0 != ":" })
    }
    let text = "Work of \(words) continued after its deadline"
    #expect(try beginning(at: "2s") == "\(text), and is still running")
    script.at("2s")
    script.add(.timeout(timeout, .workEnded(by: task)))
    #expect(try beginning(at: "2.001s") == "\(text), and has ended")
  }

  @Test func `a deadline reported to have fired twice fires once`() {
    let script = late { script in
      for time in ["2.02s", "2.04s", "2.2s"] {
        script.at(time)
        script.add(.timeout(timeout, .fired(by: task)))
      }
      script.at("3s")
      script.add(.timeout(timeout, .workEnded(by: task)))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "2.05s + timed-out-work-running caller since 2s", "8s - timed-out-work-running caller",
      ])
  }

  @Test(arguments: [false, true])
  func `work is over if its task has ended or its deadline no longer applies`(
    hasEnded: Bool
  ) {
    let script = late { script in
      script.add(hasEnded ? end : .timeout(timeout, .cancelled(by: task)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  private var end: Event.Kind { .task(task, .finished(.timedOut, error: .empty)) }
}
