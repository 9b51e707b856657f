import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// Which tasks have the unfinished items of a queue.
@Suite struct QueueUseTests {
  private static let queue = QueueID(1)

  /// A parent, its child, and a stranger; the parent takes two items.
  private func taken(_ rest: (inout Script) -> Void) throws -> QueueUse {
    var script = Script()
    script.queue(QueueUseTests.queue, "intake")
    script.start(TaskID(1), "parent")
    script.start(TaskID(2), "child", parent: TaskID(1))
    script.start(TaskID(3), "stranger")
    for item in UInt64(1)...2 {
      script.add(
        .queue(QueueUseTests.queue, .enqueued(by: TaskID(3), item: ItemID(item), depth: 1)),
        .queue(QueueUseTests.queue, .dequeued(by: TaskID(1), item: ItemID(item), depth: 0)))
    }
    rest(&script)
    return try #require(script.analysis().use(of: QueueUseTests.queue))
  }

  private func done(_ item: UInt64, by task: UInt32, _ left: UInt32 = 1) -> Event.Kind {
    .queue(
      QueueUseTests.queue, .done(by: TaskID(task), item: ItemID(item), unfinished: left))
  }

  /// Which task marks which item done, how many of its own items the parent has then, and whether a
  /// helper has been seen.
  static let dones: [(item: UInt64, by: UInt32, outstanding: Int, isHelped: Bool)] = [
    (1, 1, 1, false), (2, 1, 1, false), (0, 1, 1, false),
    (1, 2, 1, true), (2, 3, 1, true), (2, 9, 1, false),
    (0, 2, 2, true), (0, 3, 2, true), (7, 2, 2, true), (7, 1, 2, true),
  ]

  @Test(arguments: dones)
  func `a done item is removed from the task that took it, or from the one that marks it done`(
    item: UInt64, by task: UInt32, outstanding: Int, isHelped: Bool
  ) throws {
    let use = try taken { $0.add(done(item, by: task)) }
    let parent = try #require(use.users.value(of: 1))
    #expect(parent.outstanding == outstanding)
    #expect(use.hasOutstanding(TaskID(1)) == (outstanding > 0))
    let helpers = use.users.presentValues.filter {
      $0.task != .none && $0.donesForOthers + $0.donesAhead > 0
    }
    #expect(helpers.isEmpty == !isHelped)
  }

  @Test func `items marked done ahead are not outstanding once they are taken`() throws {
    let use = try taken { script in
      for _ in 1...3 { script.add(done(0, by: 3)) }
      for item in UInt64(3)...7 {
        script.add(
          .queue(QueueUseTests.queue, .dequeued(by: TaskID(3), item: ItemID(item), depth: 0)))
      }
    }
    #expect(use.users.value(of: 3)?.outstanding == 2)
  }

  @Test func `an item of an ended task is no longer abandoned once another task marks it done`()
    throws
  {
    let use = try taken { script in
      script.end(TaskID(1))
      script.add(done(1, by: 3))
    }
    #expect(use.abandoned == 1 && use.users.value(of: 1) == nil)
  }

  @Test func `items beyond those known by number are counted`() throws {
    let many = UInt64(LintLimits.items) + 50
    let use = try taken { script in
      for item in 3...many {
        script.add(
          .queue(QueueUseTests.queue, .dequeued(by: TaskID(1), item: ItemID(item), depth: 0)))
      }
      for item in 1...many - 1 { script.add(done(item, by: 1)) }
    }
    #expect(use.users.value(of: 1)?.outstanding == 1)
    #expect(use.largestPrefetch == Int(many) - 1 && use.prefetchesSinceDone == 0)
  }

  @Test func `unknown tasks are not counted`() throws {
    let use = try taken { script in
      for task in UInt32(10)...40 {
        script.add(
          .queue(QueueUseTests.queue, .enqueued(by: TaskID(task), item: ItemID(9), depth: 1)))
      }
    }
    #expect(use.users.presentValues.map(\.task.rawValue).sorted() == [0, 1, 3])
    #expect(use.producers == 2 && !use.isOrphaned)
  }

  @Test func `a queue's use includes totals and the initial items`() throws {
    var script = Script()
    script.add(
      .queue(
        QueueUseTests.queue,
        .created(name: Label("jobs"), depth: 5, capacity: nil, overflow: .block)),
      .queue(
        QueueUseTests.queue, .counted(enqueued: 9, dequeued: 8, done: 6, depth: 6, high: 7)))
    var use = try #require(script.analysis().use(of: QueueUseTests.queue))
    #expect(use.depth == 6 && use.unfinished == 8 && use.doneCount == 6)
    script.add(
      .queue(
        QueueUseTests.queue,
        .counted(enqueued: 0, dequeued: 0, done: .max, depth: .max, high: .max)))
    use = try #require(script.analysis().use(of: QueueUseTests.queue))
    #expect(use.unfinished == Int(UInt32.max))
  }
}
