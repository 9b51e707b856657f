import Testing
import WeirTrace

@Suite struct TimedOutWorkLintTests {
  private let task = TaskID(1)
  private let timeout = TimeoutID(1)

  /// Work with a deadline at 2 s, which passes.
  private func late(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.start(task, "caller")
    script.add(.timeoutArmed(timeout, by: task, deadline: instant("2s")))
    script.at("2s")
    script.add(.timeoutFired(timeout, by: task))
    rest(&script)
    return script
  }

  @Test(arguments: ["2s", "2.01s", "2.05s"])
  func `work that stops within the grace is left alone`(end: String) {
    let script = late { script in
      script.at(end)
      script.add(.timedOutWorkEnded(timeout, by: task))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `work that goes on is reported after the grace, until it ends`() {
    let script = late { script in
      script.at("3s")
      script.add(.timedOutWorkEnded(timeout, by: task))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "2.05s + timed-out-work-running caller since 2s", "3s - timed-out-work-running caller",
      ])
  }

  @Test func `work that puts its things in order is given the time, and the grace after it`() {
    let script = late { script in
      script.add(.cleanupStarted(task))
      script.at("4s")
      script.add(.cleanupEnded(task))
      script.at("5s")
      script.add(.timedOutWorkEnded(timeout, by: task))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "4.05s + timed-out-work-running caller since 2s", "5s - timed-out-work-running caller",
      ])
  }

  @Test func `a timeout that was met is never looked at`() {
    var script = Script()
    script.start(task, "caller")
    script.add(.timeoutArmed(timeout, by: task, deadline: instant("2s")))
    script.add(.timeoutMet(timeout, by: task))
    #expect(findings(in: script, until: "1h").isEmpty)
  }
}
