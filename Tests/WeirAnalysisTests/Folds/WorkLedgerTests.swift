import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct WorkLedgerTests {
  private let task = TaskID(1)

  private func started(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.start(task, "caller-1")
    script.at("1s")
    rest(&script)
    return script
  }

  @Test func `a request lasts from its start to its answer, and counts as an item`() throws {
    var script = started { $0.add(.request(task, .started)) }
    #expect(script.analysis().tasks[task]?.request == instant("1s"))
    script.at("3s")
    script.add(.request(task, .ended(.completed)))
    let analysis = script.analysis()
    #expect(analysis.tasks[task]?.request == nil)
    #expect(analysis.metrics.items.produced == 1 && analysis.metrics.items.consumed == 1)
    #expect(analysis.metrics.latency.count == 1 && analysis.metrics.latency.maximum == .seconds(2))
  }

  @Test(arguments: [TaskOutcome.failed, .cancelled, .timedOut])
  func `a request without an answer has failed`(outcome: TaskOutcome) {
    let script = started { $0.add(.request(task, .started), .request(task, .ended(outcome))) }
    let metrics = script.analysis().metrics
    #expect(
      metrics.items.produced == 1 && metrics.items.failed == 1 && metrics.items.completed == 0)
    #expect(metrics.latency.count == 0 && metrics.items.lost == 0 && metrics.items.dropped == 0)
  }

  @Test func `a request is lost if its task ends or another request replaces it`() {
    let script = started { script in
      script.add(.request(task, .started), .request(task, .started))
      script.end(task, .cancelled)
    }
    let items = script.analysis().metrics.items
    #expect(items.produced == 2 && items.lost == 2 && items.failed == 0)
  }

  @Test func `a task makes an attempt, waits for the next one, and gives up`() {
    var script = started { script in
      script.add(
        .request(task, .attemptStarted(1)),
        .request(task, .retryScheduled(attempt: 2, delay: .seconds(2))))
    }
    let waiting = script.analysis().tasks[task]?.attempt
    #expect(waiting?.number == 2 && waiting?.next == instant("3s"))
    script.at("3s")
    script.add(.request(task, .attemptStarted(2)))
    let trying = script.analysis().tasks[task]?.attempt
    #expect(trying?.number == 2 && trying?.next == nil)
    script.add(.request(task, .retriesExhausted(attempts: 2, cause: .attempts)))
    let analysis = script.analysis()
    #expect(analysis.tasks[task]?.attempt == nil)
    let retries = analysis.metrics.retries
    #expect(retries.calls == 1 && retries.attempts == 2 && retries.exhausted == 1)
    #expect(retries.amplification == 2)
  }

  @Test func `a shutdown goes through its phases`() {
    var script = started { script in
      script.add(
        .shutdown(task, .phaseBegan(.stopIntake, remaining: 9, until: instant("1s"))),
        .shutdown(task, .phaseBegan(.drain, remaining: 9, until: instant("6s"))))
    }
    let draining = script.analysis().shutdowns[task]
    #expect(draining?.phase == .drain && draining?.remaining == 9 && draining?.isOver == false)
    #expect(draining?.began == instant("1s") && draining?.until == instant("6s"))
    script.at("4s")
    script.add(
      .shutdown(task, .phaseBegan(.finished, remaining: 0, until: instant("4s"))),
      .shutdown(task, .phaseBegan(.stopIntake, remaining: 2, until: instant("4s"))))
    let shutdowns = script.analysis().shutdowns.records
    #expect(shutdowns.map(\.phase) == [.finished, .stopIntake])
    #expect(shutdowns.map(\.began) == [instant("1s"), instant("4s")])
  }

  @Test func `a background worker has a name, and waits for it are measured`() {
    let script = started { script in
      script.add(.worker(WorkerID(2), .created(name: Label("offload-1"))))
      script.wait(task, on: .offload)
      script.at("4s")
      script.add(.worker(WorkerID(2), .occupied(by: task)))
      script.wait(task, on: .work(WorkerID(2)))
      script.add(.worker(WorkerID(1), .occupied(by: TaskID(7))))
    }
    let analysis = script.analysis()
    #expect(analysis.workers.records.map(\.isBackground) == [false, true])
    #expect(analysis.workers.name(of: WorkerID(2)) == "offload-1")
    #expect(analysis.workers.name(of: WorkerID(1)) == "worker-1")
    #expect(analysis.metrics.offloadWait.maximum == .seconds(3))
  }
}
