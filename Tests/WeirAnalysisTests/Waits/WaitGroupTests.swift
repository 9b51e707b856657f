import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct WaitGroupTests {
  private let lock = PoolID(1)
  private let jobs = QueueID(1)

  /// One line per group: `worker ×6 poolAcquire since 2s: worker-3 since 1s`.
  private func lines(_ groups: WaitGroups, _ analysis: Analysis) -> [String] {
    groups.first.map { group in
      let holders = group.holders.map { holder in
        let name = analysis.name(of: holder.task)
        return name + (holder.since.map { " since \($0.text)" } ?? "")
          + (holder.hasEnded ? ", ended" : "")
      }
      let marks = (group.isCaught ? " caught" : "") + (group.isAbandoned ? " abandoned" : "")
      return "\(group.role) ×\(group.count) \(group.wait.kind.name) since \(group.since.text)"
        + "\(marks): \(holders.joined(separator: " | "))"
    }
  }

  private func lines(_ script: Script, until end: String = "1m", limit: Int = 64) -> [String] {
    let analysis = script.analysis(until: end)
    return lines(analysis.waitGroups(limit: limit), analysis)
  }

  @Test func `tasks of a role that wait for the same lock are one group with its holder`() {
    var script = Script()
    script.pool(lock, "db", capacity: 1)
    for number in 1...4 { script.start(TaskID(UInt32(number)), "worker-\(number)") }
    script.at("1s")
    script.add(.pool(lock, .acquired(by: TaskID(3), resource: ResourceID(1))))
    script.wait(TaskID(3), on: .other(Symbol("socket")))
    for (time, task) in [("2s", 4), ("3s", 1), ("4s", 2)] {
      script.at(time)
      script.wait(TaskID(UInt32(task)), on: .poolAcquire(lock))
    }
    #expect(
      lines(script) == [
        "worker ×3 poolAcquire since 2s: worker-3 since 1s",
        "worker ×1 other since 1s: ",
      ])
  }

  @Test func `what others hold comes first, then what happens outside, tasks, items and time`() {
    var script = Script()
    script.pool(lock, "db", capacity: 1)
    script.queue(jobs, "jobs", capacity: 1)
    for number in 1...7 { script.start(TaskID(UInt32(number)), "t\(number)") }
    script.add(.pool(lock, .acquired(by: TaskID(7), resource: ResourceID(1))))
    script.wait(TaskID(1), on: .sleep(until: instant("1h")))
    script.wait(TaskID(2), on: .queueGet(jobs))
    script.wait(TaskID(3), on: .child(TaskID(7)))
    script.wait(TaskID(4), on: .other(Symbol("Event ready")))
    script.at("1s")
    script.wait(TaskID(5), on: .queuePut(jobs))
    script.wait(TaskID(6), on: .poolAcquire(lock))
    #expect(
      lines(script).map { String($0.prefix { $0 != " " }) } == ["t5", "t6", "t4", "t3", "t2", "t1"])
  }

  @Test func `tasks in a cycle come before all others`() {
    var script = Script()
    let other = PoolID(2)
    script.pool(lock, "a", capacity: 1)
    script.pool(other, "b", capacity: 1)
    for (number, name) in [(1, "left"), (2, "right"), (3, "late")] {
      script.start(TaskID(UInt32(number)), name)
    }
    script.add(
      .pool(lock, .acquired(by: TaskID(1), resource: ResourceID(1))),
      .pool(other, .acquired(by: TaskID(2), resource: ResourceID(1))))
    script.wait(TaskID(3), on: .poolAcquire(lock))
    script.at("2s")
    script.wait(TaskID(1), on: .poolAcquire(other))
    script.wait(TaskID(2), on: .poolAcquire(lock))
    #expect(
      lines(script) == [
        "left ×1 poolAcquire since 2s caught: right since 0s",
        "right ×1 poolAcquire since 2s caught: left since 0s",
        "late ×1 poolAcquire since 0s: left since 0s",
      ])
  }

  @Test func `a queue whose every consumer has ended is abandoned, one never used is not`() {
    var script = Script()
    script.queue(jobs, "jobs", capacity: 1)
    script.start(TaskID(1), "producer")
    script.start(TaskID(2), "consumer")
    script.add(.queue(jobs, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)))
    script.wait(TaskID(1), on: .queuePut(jobs))
    #expect(lines(script) == ["producer ×1 queuePut since 0s: "])
    script.wake(TaskID(1))
    script.add(
      .queue(jobs, .dequeued(by: TaskID(2), item: ItemID(1), depth: 0)),
      .queue(jobs, .enqueued(by: TaskID(1), item: ItemID(2), depth: 1)))
    script.wait(TaskID(1), on: .queuePut(jobs))
    #expect(lines(script) == ["producer ×1 queuePut since 0s: consumer"])
    script.end(TaskID(2))
    #expect(lines(script) == ["producer ×1 queuePut since 0s abandoned: "])
  }

  @Test func `sleeping tasks are one group, and so are those that wait for tasks of one role`() {
    var script = Script()
    for number in 1...4 { script.start(TaskID(UInt32(number)), "fetch-\(number)") }
    for number in 5...8 { script.start(TaskID(UInt32(number)), "handler-\(number - 4)") }
    for number in 1...4 {
      script.wait(TaskID(UInt32(number)), on: .sleep(until: instant("\(number)h")))
      script.wait(TaskID(UInt32(number + 4)), on: .child(TaskID(UInt32(number))))
    }
    #expect(
      lines(script) == [
        "handler ×4 child since 0s: fetch-1", "fetch ×4 sleep since 0s: ",
      ])
  }

  @Test func `only the first groups have rows, and all are counted`() {
    var script = Script()
    for number in 1...9 {
      script.start(TaskID(UInt32(number)), "t\(number)")
      script.wait(TaskID(UInt32(number)), on: .other(Symbol("Event")))
    }
    let groups = script.analysis().waitGroups(limit: 2)
    #expect(groups.first.map(\.task) == [TaskID(1), TaskID(2)])
    #expect(groups.count == 9 && groups.taskCount == 9 && groups.furtherTaskCount == 0)
  }

  @Test func `a holder that has ended is marked`() {
    var script = Script()
    script.pool(lock, "db", capacity: 1)
    script.start(TaskID(1), "lost")
    script.start(TaskID(2), "next")
    script.add(.pool(lock, .acquired(by: TaskID(1), resource: ResourceID(1))))
    script.end(TaskID(1), .failed, error: "KeyError")
    script.wait(TaskID(2), on: .poolAcquire(lock))
    #expect(lines(script) == ["next ×1 poolAcquire since 0s: lost since 0s, ended"])
  }
}
