import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// What lints say of programs whose tasks are no scopes: a parent is only the creator.
@Suite struct RealProgramLintTests {
  private let semaphore = PoolID(1)
  private let tasks = [TaskID(1), TaskID(2), TaskID(3)]

  private func findings(in script: Script, until end: String) -> [String] {
    var analysis = Analysis(areParentsScopes: false, sleepsStandForIO: false)
    analysis.fold(EventBatch(events: script.events, now: instant(end), state: .running))
    return analysis.takeFindingChanges().map(\.line)
  }

  /// A semaphore with one place, which the first task has acquired, and others that wait.
  private func script(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.add(
      .pool(semaphore, .created(name: Label("sem"), capacity: 1, kind: .semaphore)))
    for task in tasks { script.start(task, "call-\(task.rawValue)") }
    script.add(.pool(semaphore, .acquired(by: tasks[0], resource: ResourceID(1))))
    rest(&script)
    return script
  }

  @Test func `a task that ends well without releasing leaks what others wait for in vain`() {
    let leaking = script { script in
      script.end(tasks[0])
      script.at("5s")
      script.wait(tasks[1], on: .poolAcquire(semaphore))
      script.at("7s")
      script.wait(tasks[2], on: .sleep(until: instant("1h")))
    }
    #expect(
      findings(in: leaking, until: "8s").filter { $0.contains("leaked") }
        == ["6s + resource-leaked sem since 6s"])
    let released = script { script in
      script.end(tasks[0])
      script.at("5s")
      script.wait(tasks[1], on: .poolAcquire(semaphore))
      script.at("5500ms")
      script.add(.pool(semaphore, .released(by: tasks[2], resource: ResourceID(1))))
      script.at("9s")
      script.wait(tasks[2], on: .sleep(until: instant("1h")))
    }
    #expect(!findings(in: released, until: "10s").contains { $0.contains("leaked") })
  }

  @Test func `a semaphore that others release holds nobody in a cycle`() {
    let timer = script { script in
      script.wait(tasks[0], on: .poolAcquire(semaphore))
      script.at("1s")
      script.add(.pool(semaphore, .released(by: .none, resource: ResourceID(1))))
      script.add(.pool(semaphore, .acquired(by: tasks[0], resource: ResourceID(1))))
      script.wake(tasks[0])
      script.wait(tasks[0], on: .poolAcquire(semaphore))
      script.at("3s")
      script.wait(tasks[2], on: .sleep(until: instant("1h")))
    }
    #expect(findings(in: timer, until: "4s").isEmpty)
  }

  @Test func `items wait in a queue to which tasks return them, as in a pool`() {
    var script = Script()
    let free = QueueID(1)
    script.queue(free, "free", capacity: nil)
    for task in tasks {
      script.start(task, "call-\(task.rawValue)")
      script.add(
        .queue(free, .enqueued(by: task, item: ItemID(UInt64(task.rawValue)), depth: 1)),
        .queue(free, .dequeued(by: task, item: ItemID(UInt64(task.rawValue)), depth: 0)),
        .queue(free, .enqueued(by: task, item: ItemID(UInt64(task.rawValue)), depth: 1)))
      script.end(task)
    }
    script.at("60s")
    script.start(TaskID(9), "late")
    #expect(!findings(in: script, until: "90s").contains { $0.contains("abandoned") })
  }

  @Test func `what was not seen before a snapshot is no block`() {
    var script = Script()
    script.add(.worker(WorkerID(1), .created(name: Label("loop-1"), isLoop: true)))
    script.start(tasks[0], "a")
    script.add(.worker(WorkerID(1), .occupied(by: tasks[0])))
    script.at("60s")
    script.add(.source(.snapshotBegan(lost: 3, since: instant("0s"))))
    script.add(.source(.snapshotEnded(tasks: 0)))
    #expect(findings(in: script, until: "61s").isEmpty)
  }

  @Test(.mustEnd)
  func `an instant far ahead does not make lints check forever`() {
    var script = script { script in
      script.end(tasks[0])
      script.add(
        .timeout(TimeoutID(4), .armed(by: tasks[1], deadline: instant("1s"))))
      script.at("2s")
      script.add(.timeout(TimeoutID(4), .fired(by: tasks[1])))
    }
    script.at("4000000000s")
    script.add(.error(tasks[2], .unobserved(Symbol("Error"))))
    #expect(!findings(in: script, until: "4100000000s").isEmpty)
  }
}
