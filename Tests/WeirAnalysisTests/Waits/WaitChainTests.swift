import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct WaitChainTests {
  private let tasks = (1...5).map { TaskID(UInt32($0)) }
  private let disk = PoolID(1)
  private let net = PoolID(2)
  private let jobs = QueueID(1)

  /// Tasks a to e run; a holds the disk and b the net.
  private func script(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.pool(disk, "disk", capacity: 1)
    script.pool(net, "net", capacity: 1)
    script.queue(jobs, "jobs")
    for (task, name) in zip(tasks, ["a", "b", "c", "d", "e"]) { script.start(task, name) }
    script.add(
      .pool(disk, .acquired(by: tasks[0], resource: ResourceID(1))),
      .pool(net, .acquired(by: tasks[1], resource: ResourceID(1))))
    rest(&script)
    return script
  }

  /// The chain as `c > a > b: runs`; `nil` if there is none.
  private func chain(from task: TaskID, _ rest: (inout Script) -> Void) -> String? {
    let analysis = script(rest).analysis()
    return analysis.waitChain(from: task).map { chain in
      let names = chain.links.map(\.task) + [chain.last]
      return "\(names.map { analysis.name(of: $0) }.joined(separator: " > ")): \(chain.end)"
    }
  }

  @Test func `a chain follows holders to the task that can continue`() {
    let chain = chain(from: tasks[2]) { script in
      script.wait(tasks[0], on: .poolAcquire(net))
      script.wait(tasks[2], on: .poolAcquire(disk))
    }
    #expect(chain == "c > a > b: runs")
  }

  @Test func `a chain that comes back to one of its tasks is a cycle`() {
    let chain = chain(from: tasks[2]) { script in
      script.wait(tasks[0], on: .poolAcquire(net))
      script.wait(tasks[1], on: .poolAcquire(disk))
      script.wait(tasks[2], on: .poolAcquire(disk))
    }
    #expect(chain == "c > a > b > a: cycle")
  }

  @Test func `a chain ends at a sleep, outside, or at a task that has ended`() {
    let until = instant("9s")
    let sleeping = chain(from: tasks[2]) { script in
      script.wait(tasks[0], on: .sleep(until: until))
      script.wait(tasks[2], on: .poolAcquire(disk))
    }
    #expect(sleeping == "c > a: \(WaitChain.End.sleeps(until: until))")
    let outside = chain(from: tasks[2]) { script in
      script.wait(tasks[2], on: .other(Symbol("Event")))
    }
    #expect(outside == "c: \(WaitChain.End.outside(.other(Symbol("Event"))))")
    let ended = chain(from: tasks[2]) { script in
      script.end(tasks[0], .failed, error: "KeyError")
      script.wait(tasks[2], on: .poolAcquire(disk))
    }
    #expect(ended == "c > a: hasEnded")
  }

  @Test func `a consumer of a queue whose producers have ended waits without effect`() {
    let chain = chain(from: tasks[4]) { script in
      script.add(
        .queue(jobs, .enqueued(by: tasks[3], item: ItemID(1), depth: 1)),
        .queue(jobs, .dequeued(by: tasks[4], item: ItemID(1), depth: 0)))
      script.end(tasks[3])
      script.wait(tasks[4], on: .queueGet(jobs))
    }
    #expect(chain == "e: \(WaitChain.End.abandoned(.queueGet(jobs)))")
  }

  @Test func `a task that does not wait has no chain`() {
    #expect(chain(from: tasks[0]) { _ in } == nil)
    #expect(chain(from: tasks[0]) { $0.end(tasks[0]) } == nil)
    #expect(chain(from: TaskID(99)) { _ in } == nil)
  }

  @Test func `a chain of any length ends at its limit`() {
    var script = Script()
    for number in 1...200 {
      script.start(TaskID(UInt32(number)), "t-\(number)")
      script.wait(TaskID(UInt32(number)), on: .child(TaskID(UInt32(number + 1))))
    }
    let chain = script.analysis().waitChain(from: TaskID(1))
    #expect(chain?.links.count == WaitChain.limit)
    #expect(chain?.end == .long)
  }
}
