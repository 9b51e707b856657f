import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// The table of the lint: what a task cancelled at 1 s does, and the resulting findings.
@Suite struct UnnoticedCancellationLintTests {
  private let task = TaskID(1)
  private let other = TaskID(2)

  /// The task sleeps from the start until it is cancelled at 1 s.
  private func asked(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.start(task, "sleeper")
    script.wait(task, on: .sleep(until: instant("9s")))
    script.start(other, "boss")
    script.at("1s")
    script.add(.task(task, .cancellationRequested(by: other)))
    rest(&script)
    return script
  }

  @Test func `a task that notices its cancellation and ends is not reported`() {
    let script = asked { script in
      script.wake(task)
      script.add(
        .task(task, .cancellationNoticed), .task(task, .finished(.cancelled, error: .empty)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a task that ends at once is not reported`() {
    let script = asked { script in
      script.wake(task)
      script.add(.task(task, .finished(.completed, error: .empty)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a task that is cleaning up has noticed`() {
    let script = asked { script in
      script.wake(task)
      script.add(.task(task, .cleanupStarted))
      script.wait(task, on: .sleep(until: instant("30s")))
      script.at("30s")
      script.wake(task)
      script.add(.task(task, .cleanupEnded), .task(task, .finished(.cancelled, error: .empty)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test(arguments: [Wait.sleep(until: instant("9s")), .queueGet(QueueID(1)), .join(QueueID(1))])
  func `a task that begins a new wait without noticing is reported at once`(wait: Wait) {
    let script = asked { script in
      script.wake(task)
      script.at("1.5s")
      script.wait(task, on: wait)
      script.at("4s")
      script.wake(task)
      script.add(.task(task, .cancellationNoticed))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "1.5s + cancellation-unnoticed sleeper since 1s", "4s - cancellation-unnoticed sleeper",
      ])
  }

  @Test func `a task that continues to compute is reported after a second, until it ends`() {
    let script = asked { script in
      script.wake(task)
      script.wait(task, on: .work(WorkerID(1)))
      script.at("5s")
      script.add(.task(task, .resumed), .task(task, .finished(.completed, error: .empty)))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "2s + cancellation-unnoticed sleeper since 1s", "5s - cancellation-unnoticed sleeper",
      ])
  }

  @Test func `noticing exactly at the threshold is in time`() {
    let script = asked { script in
      script.wake(task)
      script.wait(task, on: .work(WorkerID(1)))
      script.at("2s")
      script.add(.task(task, .resumed), .task(task, .cancellationNoticed))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a task that begins to wait and notices at the same instant has noticed`() {
    let script = asked { script in
      script.wake(task)
      script.wait(task, on: .sleep(until: instant("9s")))
      script.wake(task)
      script.add(.task(task, .cancellationNoticed))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a task without a worker can't have noticed`() {
    let script = asked { script in script.add(.task(task, .becameReady())) }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a task that waits for its child may continue to wait`() {
    let script = asked { script in
      script.wake(task)
      script.wait(task, on: .child(other))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a second cancellation is not reported again`() {
    let script = asked { script in
      script.wake(task)
      script.add(.task(task, .cancellationNoticed))
      script.at("2s")
      script.add(.task(task, .cancellationRequested(by: other)))
      script.wait(task, on: .sleep(until: instant("9s")))
    }
    #expect(!findings(in: script, until: "1h").contains { $0.contains("unnoticed") })
  }

  @Test func `each of many tasks cancelled at once is checked`() {
    var script = Script()
    for number in UInt32(1)...500 {
      script.start(TaskID(number), "sleeper-\(number)")
      script.wait(TaskID(number), on: .work(WorkerID(number)))
      script.add(.task(TaskID(number), .cancellationRequested(by: .none)))
      if number % 2 == 0 { script.add(.task(TaskID(number), .cancellationNoticed)) }
    }
    #expect(findings(in: script, until: "2s").count == 250)
  }

  @Test func `the evidence names what the task did, the canceller and the instant`() {
    let script = asked { script in
      script.wake(task)
      script.wait(task, on: .sleep(until: instant("12s")))
    }
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("2s"), state: .running))
    #expect(
      analysis.findings.map(\.evidence) == [
        "sleeper was cancelled at 1s by boss and began to sleep until 12s without noticing."
      ])
  }

  @Test func `a task that swallowed its cancellation is reported at once, until it ends`() {
    let task = TaskID(7)
    var script = Script()
    script.start(task, "deaf-7")
    script.at("1s")
    script.add(
      .task(task, .cancellationRequested(by: .none)), .task(task, .cancellationNoticed))
    script.at("2s")
    script.add(.task(task, .cancellationSwallowed(at: .unknown)))
    let evidence = script.analysis().findings.map(\.evidence)
    #expect(
      evidence == [
        """
        deaf-7 was cancelled at 1s, caught the cancellation and continued: it still runs.
        """
      ])
    script.at("3s")
    script.end(task)
    #expect(
      findings(in: script, until: "1h") == [
        "2s + cancellation-swallowed deaf-7 since 1s", "3s - cancellation-swallowed deaf-7",
      ])
  }
}
