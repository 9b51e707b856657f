import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct SwallowedCancellationLintTests {
  private let task = TaskID(2)
  private let jobs = QueueID(1)

  /// A worker that waits for an item, is cancelled at 1s and notices it.
  private func cancelled(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.queue(jobs, "jobs")
    script.start(TaskID(1), "main")
    script.start(task, "worker-1", parent: TaskID(1))
    script.wait(task, on: .queueGet(jobs))
    script.at("1s")
    script.add(
      .task(task, .cancellationRequested(by: TaskID(1))), .task(task, .becameReady()),
      .task(task, .resumed), .task(task, .cancellationNoticed))
    script.at("1.2s")
    rest(&script)
    return script
  }

  private func lines(_ script: Script, scopes: Bool = true) -> [String] {
    var analysis = Analysis(areParentsScopes: scopes)
    analysis.fold(EventBatch(events: script.events, now: instant("9s"), state: .running))
    return analysis.takeFindingChanges().map(\.line).filter { $0.contains("swallowed") }
  }

  @Test func `a task that waits anew a second after it noticed has swallowed its cancellation`() {
    var script = cancelled { $0.wait(task, on: .queueGet(jobs)) }
    #expect(lines(script) == ["2s + cancellation-swallowed worker-1 since 1s"])
    script.at("3s")
    script.wake(task)
    script.end(task, .cancelled)
    #expect(
      lines(script) == [
        "2s + cancellation-swallowed worker-1 since 1s", "3s - cancellation-swallowed worker-1",
      ])
  }

  @Test func `a task that ends, or cleans up, within a second is quiet`() {
    #expect(lines(cancelled { $0.end(task, .cancelled) }).isEmpty)
    let cleaning = cancelled { script in
      script.add(.task(task, .cleanupStarted))
      script.wait(task, on: .sleep(until: instant("8s")))
    }
    #expect(lines(cleaning).isEmpty)
  }

  @Test func `where a cancellation can be withdrawn, only the log can say so`() throws {
    let place = CallSite(file: Symbol("app.py"), line: 12)
    var script = cancelled { $0.wait(task, on: .queueGet(jobs)) }
    #expect(lines(script, scopes: false).isEmpty)
    script.at("2.5s")
    script.add(.task(task, .cancellationSwallowed(at: place)))
    #expect(lines(script, scopes: false) == ["2.5s + cancellation-swallowed worker-1 since 1s"])
    let finding = try #require(script.analysis().findings.last)
    #expect(finding.place == place)
    #expect(
      finding.evidence == """
        worker-1 was cancelled at 1s by main, caught the cancellation and continued: it waits for an item from jobs.
        """)
  }
}
