import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// What a snapshot does not list is no longer alive, and findings about it are cleared.
@Suite struct SnapshotFindingsTests {
  private let main = TaskID(1)
  private let worker = TaskID(2)
  private let queue = QueueID(1)

  /// Some events up to 5 s, and at 10 s a snapshot after a loss that lists only the main task.
  private func lost(_ before: (inout Script) -> Void) -> [String] {
    var script = Script()
    script.start(main, "main")
    script.start(worker, "worker-2", parent: main)
    before(&script)
    script.at("10s")
    script.add(.source(.snapshotBegan(lost: 9, since: instant("5s"))))
    script.add(
      .task(main, .created(name: Label("main"), role: Symbol("main"), parent: .none)),
      .task(main, .resumed), .source(.snapshotEnded(tasks: 1)))
    return findings(in: script, until: "1h")
  }

  @Test func `a cancellation of a missing task is no longer unnoticed`() {
    let found = lost { $0.add(.task(worker, .cancellationRequested(by: main))) }
    #expect(
      found == [
        "1s + cancellation-unnoticed worker-2 since 0s",
        "10s - cancellation-unnoticed worker-2",
      ])
  }

  @Test func `a missing task no longer outlives its parent`() {
    let found = lost { script in
      script.start(TaskID(3), "parent", parent: main)
      script.start(TaskID(4), "child", parent: TaskID(3))
      script.at("2s")
      script.end(TaskID(3))
    }
    #expect(
      found == ["2s + task-outlives-parent child since 2s", "10s - task-outlives-parent child"])
  }

  @Test func `a join without a waiting task is no deadlock`() {
    let found = lost { script in
      script.queue(queue, "intake")
      script.start(TaskID(3), "producer", parent: main)
      script.start(TaskID(4), "consumer", parent: main)
      script.add(
        .queue(queue, .enqueued(by: TaskID(3), item: ItemID(1), depth: 1)),
        .queue(queue, .dequeued(by: TaskID(4), item: ItemID(1), depth: 0)))
      script.end(TaskID(3))
      script.wait(worker, on: .join(queue))
      script.wait(TaskID(4), on: .queueGet(queue))
    }
    #expect(found == ["1s + deadlock worker-2 since 0s", "10s - deadlock worker-2"])
  }

  @Test func `a worker that is no longer occupied is no longer blocked`() {
    let found = lost { $0.add(.worker(WorkerID(1), .occupied(by: worker))) }
    #expect(found.first == "100ms + loop-blocked worker-1 since 0s")
    #expect(found.last == "15s - loop-blocked worker-1")
  }
}
