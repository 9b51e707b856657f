import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct WaitCycleTests {
  private let disk = PoolID(1)
  private let net = PoolID(2)
  private let users = [TaskID(1), TaskID(2), TaskID(3)]

  /// Users 1 and 2 hold disk and net, and user 3 sleeps for a long time.
  private func holding(disks: UInt32 = 1, _ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.pool(disk, "disk", capacity: disks)
    script.pool(net, "net", capacity: 1)
    for user in users { script.start(user, "user-\(user.rawValue)") }
    script.wait(users[2], on: .sleep(until: instant("1h")))
    script.add(
      .pool(disk, .acquired(by: users[1], resource: ResourceID(1))),
      .pool(net, .acquired(by: users[0], resource: ResourceID(1))))
    script.at("1s")
    rest(&script)
    return script
  }

  @Test func `two tasks that wait for each other's resource are found while others run`() {
    var script = holding { script in
      script.wait(users[0], on: .poolAcquire(disk))
      script.at("2s")
      script.wait(users[1], on: .poolAcquire(net))
    }
    let found = script.analysis(until: "3s").findings
    #expect(
      found.map(\.evidence) == [
        """
        user-1 waits for disk, held by user-2, which waits for net, held by user-1: none of them can continue on its own.
        """
      ])
    #expect(found.map(\.cause) == [.heldByEachOther])
    script.at("4s")
    script.wake(users[1])
    #expect(
      findings(in: script, until: "5s") == [
        "2s + deadlock user-1 since 2s", "4s - deadlock user-1",
      ])
  }

  @Test func `one holder that can continue breaks the cycle`() {
    let script = holding(disks: 2) { script in
      script.add(.pool(disk, .acquired(by: users[2], resource: ResourceID(2))))
      script.wait(users[0], on: .poolAcquire(disk))
      script.wait(users[1], on: .poolAcquire(net))
    }
    #expect(findings(in: script, until: "5s").isEmpty)
  }

  @Test func `a deadline or a cancellation breaks the cycle, too`() {
    for isAsked in [true, false] {
      let script = holding { script in
        if isAsked {
          script.add(
            .task(users[0], .cancellationRequested(by: .none)),
            .task(users[0], .cancellationNoticed))
        } else {
          script.add(.timeout(TimeoutID(1), .armed(by: users[0], deadline: instant("9s"))))
        }
        script.wait(users[0], on: .poolAcquire(disk))
        script.wait(users[1], on: .poolAcquire(net))
      }
      #expect(script.analysis(until: "1.5s").findings.filter { $0.lint == .deadlock }.isEmpty)
    }
  }

  @Test func `tasks that wait for each other's end are a cycle`() {
    let script = holding { script in
      script.wait(users[1], on: .child(users[0]))
      script.wait(users[0], on: .child(users[1]))
    }
    let found = script.analysis().findings
    #expect(
      found.map(\.evidence) == [
        """
        user-1 waits for the end of user-2, which waits for the end of user-1: none of them can continue on its own.
        """
      ])
    #expect(found.map(\.cause) == [.awaitedByEachOther])
  }

  @Test func `a parent that holds what its only child needs is a cycle`() {
    let child = TaskID(4)
    let script = holding { script in
      script.start(child, "child-1", parent: users[0])
      script.wait(child, on: .poolAcquire(net))
      script.wait(users[0], on: .children())
    }
    let found = script.analysis().findings
    #expect(found.map(\.cause) == [.awaitedWhileHolding])
    #expect(
      found.map(\.evidence) == [
        """
        user-1 waits for its children, one of which is child-1, which waits for net, held by user-1: none of them can continue \
        on its own.
        """
      ])
  }

  @Test func `a parent whose other child can continue is no cycle`() {
    let script = holding { script in
      script.start(TaskID(4), "child-1", parent: users[0])
      script.start(TaskID(5), "child-2", parent: users[0])
      script.wait(TaskID(4), on: .poolAcquire(net))
      script.wait(users[0], on: .children())
    }
    #expect(script.analysis().findings.isEmpty)
  }

  @Test func `a join is a cycle if the item is held by a task that waits for the joiner`() {
    let queue = QueueID(1)
    let producer = TaskID(4)
    var script = holding { script in
      script.queue(queue, "intake")
      script.start(producer, "producer-1")
      script.add(
        .queue(queue, .enqueued(by: producer, item: ItemID(1), depth: 1)),
        .queue(queue, .dequeued(by: users[1], item: ItemID(1), depth: 0)))
      script.wait(users[0], on: .join(queue))
    }
    var open = script
    open.wait(users[1], on: .child(users[0]))
    // A producer may put more, and so on.
    #expect(open.analysis().findings.isEmpty)
    script.end(producer)
    script.wait(users[1], on: .child(users[0]))
    #expect(
      script.analysis().findings.map(\.evidence) == [
        """
        user-1 waits until the items of intake are done, held by user-2, which waits for the end of user-1: none of \
        them can continue on its own.
        """
      ])
  }

  @Test func `a task that waits for a resource that it holds is a cycle of its own`() {
    let script = holding { $0.wait(users[1], on: .poolAcquire(disk)) }
    #expect(
      script.analysis().findings.map(\.evidence) == [
        "user-2 waits for disk, held by user-2: none of them can continue on its own."
      ])
  }

  /// A snapshot of a program that was running before anything watched it: two tasks wait for locks
  /// of unknown holders, and their parent for both.
  private func attached(_ rest: (inout Script) -> Void = { _ in }) -> Script {
    var script = Script()
    script.add(.source(.snapshotBegan(lost: 0, since: .zero)))
    script.pool(disk, "disk", capacity: 1)
    script.pool(net, "net", capacity: 1)
    script.add(
      .pool(disk, .acquired(by: .none, resource: ResourceID(1))),
      .pool(net, .acquired(by: .none, resource: ResourceID(1))))
    script.start(users[2], "main")
    script.wait(users[2], on: .children())
    for user in users.prefix(2) { script.start(user, "user-\(user.rawValue)", parent: users[2]) }
    script.wait(users[0], on: .poolAcquire(disk))
    script.wait(users[1], on: .poolAcquire(net))
    rest(&script)
    script.at("1s")
    script.add(.source(.snapshotEnded(tasks: 3)))
    return script
  }

  @Test func `unknown holders wait as well if no live task can continue`() {
    var script = attached()
    #expect(
      script.analysis(until: "2s").findings.map(\.evidence) == [
        """
        user-1 waits for disk, user-2 for net: who holds what they need was not seen, but all live tasks wait for \
        each other, and none of them can continue on its own.
        """
      ])
    script.at("3s")
    script.wake(users[0])
    #expect(
      findings(in: script, until: "4s") == [
        "1s + deadlock user-1 since 1s", "3s - deadlock user-1",
      ])
  }

  @Test func `a task that can continue may be the unknown holder`() {
    for wait in [Wait.sleep(until: instant("9s")), .other(Symbol("Event")), .offload] {
      let script = attached { script in
        script.start(TaskID(4), "clock")
        script.wait(TaskID(4), on: wait)
      }
      #expect(script.analysis(until: "2s").findings.isEmpty)
    }
    #expect(attached { $0.start(TaskID(4), "clock") }.analysis(until: "2s").findings.isEmpty)
  }

  @Test func `the last task that begins to wait closes the circle of unknown holders`() {
    var script = attached { $0.start(TaskID(4), "late", parent: users[2]) }
    script.at("5s")
    script.wait(TaskID(4), on: .poolAcquire(disk))
    #expect(findings(in: script, until: "6s") == ["5s + deadlock user-1 since 5s"])
  }

  @Test func `a stall names the cycle first, and then the other waiting tasks`() {
    var script = holding { script in
      script.wait(users[0], on: .poolAcquire(disk))
      script.wait(users[1], on: .poolAcquire(net))
      script.wake(users[2])
      script.wait(users[2], on: .poolAcquire(net))
    }
    script.start(TaskID(4), "main")
    script.start(TaskID(5), "child", parent: TaskID(4))
    script.wait(TaskID(5), on: .offload)
    script.wait(TaskID(4), on: .children())
    let findings = script.analysis(until: "2s", .stalled).findings
    #expect(
      findings.last?.evidence == """
        No task can run any more: user-1 waits for disk, held by user-2, which waits for net, held by user-1; \
        user-3 waits for net (held by user-1); main waits for its children (child); child waits for a background worker \
        (there is none).
        """)
  }
}
