import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The page of a task, as values and as pictures.
@Suite struct TaskDetailTests {
  /// The page of a task after the events until an instant, on a screen of a given size.
  private func page(
    of task: UInt32, _ script: Script, until milliseconds: Int64, state: RunState = .running,
    columns: Int = 80, rows: Int = 24
  ) -> String {
    var dashboard = Sample.dashboard()
    var batch = script.batch(until: milliseconds)
    batch.state = state
    _ = dashboard.handle(.batchArrived(batch))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
    dashboard.places.size = Size(columns: columns, rows: rows)
    dashboard.openTaskPage(of: TaskID(task))
    return Sample.frame(dashboard, columns, rows).text
  }

  private let intake = QueueID(1)
  private let disk = PoolID(1)
  private let net = PoolID(2)

  @Test func `a blocked producer: its place in line, and who empties the queue`() throws {
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "producer-1", parent: 1), .born(3, "producer-2", parent: 1),
      .born(4, "consumer-1", parent: 1),
      .queue(intake, .created(name: Label("intake"), capacity: 2, overflow: .block)),
      .waits(1, .children()), .waits(4, .queueGet(intake)), .sleeps(2, until: 300))
    script.at(
      300, .task(TaskID(2), .becameReady()), .task(TaskID(2), .resumed),
      .queue(intake, .enqueued(by: TaskID(2), item: ItemID(1), depth: 0)),
      .task(TaskID(4), .becameReady()), .task(TaskID(4), .resumed),
      .queue(intake, .dequeued(by: TaskID(4), item: ItemID(1), depth: 0)), .sleeps(4, until: 4000))
    script.at(
      900, .queue(intake, .enqueued(by: TaskID(2), item: ItemID(2), depth: 1)),
      .queue(intake, .enqueued(by: TaskID(3), item: ItemID(3), depth: 2)),
      .waits(3, .queuePut(intake)), .waits(2, .queuePut(intake)))
    try Golden("task-blocked-80x24").check(page(of: 2, script, until: 2500))
    try Golden("task-blocked-120x40").check(
      page(of: 2, script, until: 2500, columns: 120, rows: 40))
  }

  @Test func `a cancelled task: how far the cancellation has come`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "worker-1", parent: 1), .sleeps(2, until: 5000))
    script.at(
      100,
      .timeout(TimeoutID(1), .armed(by: TaskID(2), deadline: .init(nanoseconds: 4_000_000_000))))
    script.at(1000, .task(TaskID(2), .cancellationRequested(by: TaskID(1))))
    script.at(
      1120, .task(TaskID(2), .cancellationNoticed), .task(TaskID(2), .becameReady()),
      .task(TaskID(2), .resumed),
      .task(TaskID(2), .cleanupStarted), .sleeps(2, until: 3000))
    try Golden("task-cleaning-up-80x24").check(page(of: 2, script, until: 2000))
  }

  @Test func `a cancelled task that has not noticed it`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "worker-1", parent: 1), .waits(2, .work(WorkerID(1))))
    script.at(1000, .task(TaskID(2), .cancellationRequested(by: TaskID(1))))
    let page = page(of: 2, script, until: 4000)
    #expect(page.contains("▲  +3.00s  not noticed for 3.00s"))
    #expect(page.contains("▲ cancellation-unnoticed"))
  }

  @Test func `a task that waits for a pool: its place, and who holds what how long`() throws {
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(disk, .created(name: Label("database"), capacity: 2)),
      .born(2, "request-1", parent: 1), .born(3, "request-2", parent: 1),
      .born(4, "request-3", parent: 1), .born(5, "request-4", parent: 1))
    script.at(
      500, .pool(disk, .acquired(by: TaskID(2), resource: ResourceID(1))), .sleeps(2, until: 4000),
      .pool(disk, .acquired(by: TaskID(3), resource: ResourceID(2))), .sleeps(3, until: 9000))
    script.at(900, .waits(4, .poolAcquire(disk)), .waits(5, .poolAcquire(disk)))
    try Golden("task-pool-80x24").check(page(of: 5, script, until: 1700))
  }

  @Test func `a deadlocked task: which items are not done, and who holds them`() throws {
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "consumer-1", parent: 1),
      .queue(intake, .created(name: Label("intake"), capacity: nil, overflow: .block)))
    for item in 1...3 as ClosedRange<UInt64> {
      script.at(
        Int64(item) * 100, .queue(intake, .enqueued(by: TaskID(1), item: ItemID(item), depth: 1)),
        .queue(intake, .dequeued(by: TaskID(2), item: ItemID(item), depth: 0)))
    }
    script.at(1000, .waits(2, .queueGet(intake)), .waits(1, .join(intake)))
    try Golden("task-deadlocked-80x24").check(page(of: 1, script, until: 5000, state: .stalled))
  }

  @Test func `tasks that wait for each other are drawn as a ring`() throws {
    var script = Script()
    script.at(
      0, .born(1, "user-1"), .born(2, "user-2"),
      .pool(disk, .created(name: Label("disk"), capacity: 1)),
      .pool(net, .created(name: Label("net"), capacity: 1)),
      .pool(disk, .acquired(by: TaskID(1), resource: ResourceID(1))),
      .pool(net, .acquired(by: TaskID(2), resource: ResourceID(1))))
    script.at(100, .waits(1, .poolAcquire(net)), .waits(2, .poolAcquire(disk)))
    try Golden("task-cycle-80x24").check(page(of: 2, script, until: 2000))
    let analysis = RunHistory(of: script.batch(until: 200)).analysis
    let links = analysis.waitCycles
    #expect(
      links == [
        [
          WaitLink(task: TaskID(1), wait: .poolAcquire(net), next: TaskID(2)),
          WaitLink(task: TaskID(2), wait: .poolAcquire(disk), next: TaskID(1)),
        ]
      ])
    let drawing = WaitCycleDrawing(
      cycle: links[0], analysis: analysis)
    #expect(
      drawing.lines(60).map(\.text) == [
        "╭─▸ ◇ user-1", "│   ╰ waits for net, held by", "│   ◇ user-2",
        "│   ╰ waits for disk, held by", "╰───╯",
      ])
    #expect(drawing.lines(20).allSatisfy { $0.width <= 20 })
    script.at(300, .pool(net, .released(by: TaskID(2), resource: ResourceID(1))))
    script.at(301, .task(TaskID(1), .becameReady()))
    #expect(RunHistory(of: script.batch(until: 400)).analysis.waitCycles.isEmpty)
  }

  @Test func `names in any script keep their columns`() {
    for (name, number) in [("生産者", 1), ("é́clair", 1), ("مرحبا", 2)] {
      var script = Script()
      script.at(0, .born(1, "main"), .born(2, "\(name)-\(number)", parent: 1))
      let text = page(of: 2, script, until: 100)
      let rows = text.split(separator: "\n").dropFirst(3).dropLast()
      #expect(rows.allSatisfy { CharacterWidth.of(String($0)) == 80 }, "\(name)")
      var dashboard = Sample.dashboard()
      _ = dashboard.handle(.batchArrived(script.batch(until: 100)))
      dashboard.show(.table)
      let table = Sample.frame(dashboard, 80, 24).text.split(separator: "\n")
      #expect(table.dropLast().dropFirst(3).allSatisfy { CharacterWidth.of(String($0)) == 80 })
    }
  }

  @Test(arguments: [0, 20, 40, 60, 112, 200], [0, 5, 16, 50])
  func `a page is drawn at any size`(columns: Int, rows: Int) {
    var script = Script()
    script.at(0, .born(1, "main"), .waits(1, .children()))
    _ = page(of: 1, script, until: 100, columns: columns, rows: rows)
  }

  @Test func `the whole life of a task is drawn from the left edge, no wider than its box`() {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 100))
    for end in [1, 10, 99, 1000, 12_345, 1_000_000] as [Int64] {
      let run = RunHistory(of: script.batch(until: end))
      guard let lane = run.lanes[TaskID(1)]?.present else { continue }
      let now = run.analysis.now
      let picture = LifePicture(lane, from: .zero, to: now, columns: 40)
      #expect((1...40).contains(picture.slices.count))
      #expect(end < 1000 || picture.slices.count > 20)
      #expect(picture.slices.allSatisfy { $0 != nil })
    }
  }
}
