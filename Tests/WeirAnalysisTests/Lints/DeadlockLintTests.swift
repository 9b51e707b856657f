import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct DeadlockLintTests {
  private let queue = QueueID(1)
  private let main = TaskID(1)
  private let producer = TaskID(2)
  private let consumer = TaskID(3)

  /// A producer, a consumer that has taken a number of items, and main, which joins at 1 s.
  private func joined(taken: Int, done: Int = 0, _ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.queue(queue, "intake")
    script.start(main, "main")
    script.start(producer, "producer-1", parent: main)
    script.start(consumer, "consumer-1", parent: main)
    for item in 1...taken { pass(UInt64(item), &script) }
    for item in 0..<done { finish(taken - item - 1, &script) }
    script.at("1s")
    script.wait(main, on: .join(queue))
    rest(&script)
    return script
  }

  private func pass(_ item: UInt64, _ script: inout Script) {
    script.add(
      .queue(queue, .enqueued(by: producer, item: ItemID(item), depth: 1)),
      .queue(queue, .dequeued(by: consumer, item: ItemID(item), depth: 0)))
  }

  private func finish(_ unfinished: Int, _ script: inout Script) {
    script.add(.queue(queue, .done(by: consumer, item: .unknown, unfinished: UInt32(unfinished))))
  }

  private func end(_ task: TaskID) -> Event.Kind {
    .task(task, .finished(.completed, error: .empty))
  }

  @Test func `a join that no task can end is a deadlock after a second`() {
    let script = joined(taken: 5) { script in
      script.add(end(producer))
      script.at("2s")
      script.wait(consumer, on: .queueGet(queue))
    }
    #expect(findings(in: script, until: "1h") == ["3s + deadlock main since 1s"])
    #expect(script.analysis(until: "1h").findings.map(\.cause) == [.itemsNotDone])
  }

  @Test func `a consumer that has ended can't mark items done either`() {
    let script = joined(taken: 5) { $0.add(end(producer), end(consumer)) }
    #expect(findings(in: script, until: "1h") == ["2s + deadlock main since 1s"])
  }

  @Test func `a join may end while a consumer works`() {
    let script = joined(taken: 5) { script in
      script.add(end(producer))
      script.wait(consumer, on: .sleep(until: instant("30m")))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test
  func `a join may end while a producer is alive, since a consumer may be waiting to fill a batch`()
  {
    let script = joined(taken: 5) { script in
      script.wait(producer, on: .sleep(until: instant("30m")))
      script.wait(consumer, on: .queueGet(queue))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a join may end while a child of the consumer works`() {
    let script = joined(taken: 1) { script in
      script.start(TaskID(4), "child", parent: consumer)
      script.wait(TaskID(4), on: .sleep(until: instant("30m")))
      script.add(end(producer))
      script.wait(consumer, on: .queueGet(queue))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a join is no deadlock if all items are done, however long it waits`() {
    let script = joined(taken: 5, done: 5) { script in
      script.add(end(producer))
      script.wait(consumer, on: .queueGet(queue))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a deadlock is over when an item is marked done after all`() {
    let script = joined(taken: 1) { script in
      script.add(end(producer))
      script.wait(consumer, on: .queueGet(queue))
      script.at("9s")
      script.add(
        .queue(queue, .done(by: .none, item: .unknown, unfinished: 0)), .task(main, .becameReady()))
    }
    #expect(
      findings(in: script, until: "1h") == ["2s + deadlock main since 1s", "9s - deadlock main"])
  }

  @Test func `items that keep being taken and are never marked done become a deadlock`() {
    let script = joined(taken: 20) { script in
      for item in UInt64(21)...60 {
        script.at("\(item * 200)ms")
        pass(item, &script)
      }
    }
    #expect(findings(in: script, until: "12s") == ["6.6s + deadlock main since 1s"])
  }

  @Test func `the evidence says which task took how many items never marked done`() {
    var script = Script()
    script.queue(queue, "intake")
    script.start(main, "main")
    for number in UInt32(3)...5 { script.start(TaskID(number), "consumer-\(number)") }
    func take(_ range: ClosedRange<UInt64>) {
      for item in range {
        let consumer = TaskID(3 + UInt32(item * item % 3))
        script.add(
          .queue(queue, .enqueued(by: main, item: ItemID(item), depth: 1)),
          .queue(queue, .dequeued(by: consumer, item: ItemID(item), depth: 0)))
      }
    }
    take(1...6)
    script.add(.queue(queue, .done(by: TaskID(4), item: .unknown, unfinished: 5)))
    script.wait(main, on: .join(queue))
    take(7...50)
    script.start(TaskID(9), "late")
    script.add(
      .queue(queue, .enqueued(by: main, item: ItemID(51), depth: 1)),
      .queue(queue, .dequeued(by: TaskID(9), item: ItemID(51), depth: 0)), end(TaskID(9)))
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("9s"), state: .running))
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        main has waited since 0s until all items of intake are done, but the last 45 were taken and none was marked \
        done: 30 by consumer-4, 14 by consumer-3 and 1 by tasks that have ended.
        """
      ])
  }

  @Test func `a consumer that takes many items and then marks them done is not reported`() {
    var script = joined(taken: 20, done: 19) { _ in }
    for batch in UInt64(0)..<20 {
      for item in UInt64(0)..<20 {
        script.at("\(2000 + batch * 4000 + item * 200)ms")
        pass(21 + batch * 20 + item, &script)
      }
      for item in 0..<20 { finish(20 - item, &script) }
    }
    #expect(findings(in: script, until: "100s").isEmpty)
  }

  @Test func `a stall names all tasks and why they wait`() {
    let script = joined(taken: 5) { script in
      script.add(end(producer))
      script.wait(consumer, on: .queueGet(queue))
    }
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("1s"), state: .stalled))
    #expect(
      analysis.findings == [
        Finding(
          lint: .deadlock, subject: "main", since: instant("1s"),
          evidence: """
            No task can run any more: main waits until all items of intake are done (5 are not: consumer-1 took 5 \
            and marked none done); consumer-1 waits for an item from intake (no task is left to fill it).
            """, cause: .itemsNotDone)
      ])
  }

  @Test func `a queue that no task empties blocks a join, too`() {
    var script = Script()
    script.queue(queue, "intake")
    script.start(main, "main")
    script.add(.queue(queue, .enqueued(by: main, item: ItemID(1), depth: 1)))
    script.wait(main, on: .join(queue))
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("1s"), state: .stalled))
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        No task can run any more: main waits until all items of intake are done (1 is not: no consumer is alive).
        """
      ])
  }

  @Test func `tasks that wait for the same thing are grouped`() {
    var script = Script()
    script.queue(queue, "intake", capacity: 0)
    for number in UInt32(1)...6 {
      script.start(TaskID(number), "producer-\(number)")
      script.wait(TaskID(number), on: .queuePut(queue))
    }
    script.start(TaskID(7), "dreamer")
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("1s"), state: .stalled))
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        No task can run any more: producer-1, producer-2, producer-3 and 3 more wait for a place in intake \
        (no task is left to empty it); dreamer waits for something that is not observed.
        """
      ])
  }

  @Test func `a stall says what a pool and a batcher are short of`() {
    var script = Script()
    script.pool(PoolID(1), "disk", capacity: 2)
    script.add(.batch(BatcherID(1), .created(name: Label("writes"), linger: .zero, size: 9)))
    script.start(main, "main")
    script.start(producer, "user-1")
    script.start(consumer, "user-2")
    script.add(
      .pool(PoolID(1), .acquired(by: main, resource: ResourceID(1))),
      .pool(PoolID(1), .acquired(by: consumer, resource: ResourceID(2))),
      .pool(PoolID(1), .leaked(by: consumer, resource: ResourceID(2))), end(consumer),
      .batch(BatcherID(1), .opened(by: main, due: .zero)),
      .batch(BatcherID(1), .itemAdded(by: main, size: 3)))
    script.wait(main, on: .batch(BatcherID(1)))
    script.wait(producer, on: .poolAcquire(PoolID(1)))
    #expect(
      script.analysis(until: "1s", .stalled).findings.last?.evidence == """
        No task can run any more: main waits for a batch of writes (one of 3 is not flushed); user-1 waits for disk \
        (held by main, 1 leaked by tasks that have ended).
        """)
  }

  @Test func `a stall is over with the first event`() {
    let script = joined(taken: 5) { $0.wait(consumer, on: .queueGet(queue)) }
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant("1s"), state: .stalled))
    analysis.fold(EventBatch(events: [], now: instant("1s"), state: .stalled))
    #expect(analysis.findings.count == 1)
    analysis.fold(Event(instant("7s"), .input(.pitfallSwitched(name: .empty))))
    #expect(analysis.findings.isEmpty)
  }

  @Test func `a task that joins later is reported as well`() {
    let late = TaskID(9)
    let script = joined(taken: 5) { script in
      script.add(end(producer))
      script.wait(consumer, on: .queueGet(queue))
      script.at("9s")
      script.wake(main)
      script.at("10s")
      script.start(late, "late")
      script.wait(late, on: .join(queue))
    }
    #expect(
      findings(in: script, until: "1h") == [
        "2s + deadlock main since 1s", "9s - deadlock main", "11s + deadlock late since 10s",
      ])
  }

  @Test func `an item marked done by a child is not missing from its parent`() {
    let child = TaskID(4)
    let script = joined(taken: 2) { script in
      script.start(child, "child", parent: consumer)
      script.add(
        .queue(queue, .done(by: child, item: ItemID(1), unfinished: 1)), end(child), end(producer))
      script.wait(consumer, on: .queueGet(queue))
    }
    #expect(
      script.analysis(until: "9s").findings.map(\.evidence) == [
        """
        main has waited since 1s until all items of intake are done, but no task is left to mark \
        them done: consumer-1 took 2 and marked none done.
        """
      ])
  }
}
