import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@testable import WeirDashboard
@testable import WeirScreen

/// The picture of programs that are known only from their events.
@Suite struct PartsFlowTests {
  @Test(arguments: [("thumbnails", 28), ("shop", 28), ("forge", 26)])
  func `a log of another program on a small screen and on a large one`(
    name: String, seconds: Int
  ) throws {
    let dashboard = try ForeignLog(name).dashboard(until: seconds)
    for (columns, rows) in [(80, 24), (120, 40)] {
      let text = Sample.frame(dashboard, columns, rows).text
      try Golden("foreign-\(name)-\(columns)x\(rows)").check(text)
    }
  }

  private func scene(_ batch: EventBatch) -> FlowScene {
    let description = ScenarioDescription(
      name: "program", summary: "", guideSection: "", presets: [], pitfalls: [], knobs: [],
      lengthKnob: "")
    return FlowScene(
      run: RunHistory(of: batch), knobs: KnobBoard(description, RunStart(scenario: "program")),
      isPaused: false)
  }

  @Test(arguments: ScenarioCatalog.descriptions.map(\.name))
  func `every role, queue and pool of an unknown scenario is shown`(name: String) throws {
    var events: [Event] = []
    let run = try ScenarioRun(try ScenarioCatalog.specification(of: name, seed: 42)) {
      events += $0.events
    }
    let now = VirtualInstant(nanoseconds: 8_000_000_000)
    run.simulation.run(until: now)
    run.simulation.tearDown()
    let scene = scene(EventBatch(events: events, now: now, state: .running))
    #expect(scene.picture is PartsFlow)
    let text = scene.text(110, 30)
    for group in scene.run.roles.groups { #expect(text.contains("\(group.role)")) }
    for queue in scene.queues { #expect(text.contains("\(queue.name)")) }
    for pool in scene.pools { #expect(text.contains("\(pool.name)")) }
    for columns in 0...60 {
      for rows in 0...12 { _ = scene.text(columns, rows) }
    }
  }

  @Test(arguments: HostileEvents.Sort.allCases, 0..<8 as Range<UInt64>)
  func `the picture can be drawn after any events`(sort: HostileEvents.Sort, seed: UInt64) {
    var source = HostileEvents(sort, seed: seed)
    var run = RunHistory()
    for _ in 0..<20 {
      let events = source.next(200)
      run.fold(EventBatch(events: events, now: run.analysis.now, state: .running))
      let parts = run.parts ?? PartsBoard()
      #expect(parts.roles.liveCount == run.analysis.tasks.liveCount)
      #expect(parts.roles.groups.count <= RoleCensus.limit)
      let live = parts.roles.groups.reduce(parts.roles.others.liveCount) { $0 + $1.liveCount }
      #expect(live == parts.roles.liveCount)
      #expect(parts.leadingRoles.keys.count <= 12 && parts.leadingQueues.keys.count <= 12)
    }
    let knobs = KnobBoard(Sample.description, RunStart(Sample.specification))
    let scene = FlowScene(
      run: run, knobs: knobs, isPaused: false)
    for (columns, rows) in [(0, 0), (46, 7), (70, 11), (116, 36)] { _ = scene.text(columns, rows) }
  }

  @Test func `twelve of thousands of roles and queues are shown, and the others are counted`() {
    var script = Script()
    for number in 1...5000 as ClosedRange<UInt32> {
      script.at(
        0,
        .task(
          TaskID(number),
          .created(
            name: Label("t\(number)"), role: Symbol("role\(number)"), parent: TaskID(0))),
        .queue(
          QueueID(number),
          .created(name: Label("q\(number)"), capacity: 4, overflow: .block)))
    }
    let scene = scene(script.batch(until: 10))
    let text = scene.text(110, 40)
    #expect(text.contains("others (4988)  4988 live"))
    #expect(text.contains("others (500)"))
    #expect(scene.picture.neededRows.upperBound <= 30)
  }

  @Test func `what a library starts for itself has no row, nor has a role without any task`() {
    var script = Script()
    script.at(
      0, .born(1, "main-1"), .born(2, "BaseEventLoop.shutdown_asyncgens-1"),
      .born(3, "BaseEventLoop.shutdown_default_executor-1"), .born(4, "lost-1"))
    script.at(
      10, .task(TaskID(2), .finished(.completed, error: .empty)),
      .source(.snapshotBegan(lost: 0, since: .zero)),
      .task(
        TaskID(1), .created(name: Label("main-1"), role: Symbol("main"), parent: TaskID(0))),
      .source(.snapshotEnded(tasks: 1)))
    let text = scene(script.batch(until: 20)).text(110, 30)
    #expect(text.contains("main") && !text.contains("shutdown_") && !text.contains("lost"))
    #expect(!text.contains("others"))
  }

  @Test func `pools that differ in their number stand in its order, and are all counted`() {
    var script = Script()
    for number in (UInt32(1)...40).reversed() {
      script.at(
        0,
        .pool(PoolID(number), .created(name: Label("links-\(number)"), capacity: 1, kind: .pool)))
    }
    script.at(10, .pool(PoolID(7), .acquired(by: .none, resource: ResourceID(1))))
    let text = scene(script.batch(until: 20)).text(110, 30)
    let numbers = text.split(separator: "\n").compactMap { row in
      row.firstMatch(of: /links-(\d+)/).flatMap { Int($0.1) }
    }
    #expect(numbers.count > 3 && numbers == numbers.sorted() && numbers.contains(7))
    #expect(text.contains("others (\(40 - numbers.count) of 40)"))
  }

  @Test func `the row of a queue shows which role fills it, how fast, and who waits`() {
    let queue = QueueID(1)
    var script = Script()
    script.at(
      0, .born(1, "reader-1"), .born(2, "writer-1"), .born(3, "writer-2"),
      .queue(queue, .created(name: Label("lines"), capacity: 2, overflow: .block)))
    for item in UInt64(1)...2 {
      script.at(
        100, .queue(queue, .enqueued(by: TaskID(2), item: ItemID(item), depth: UInt32(item))))
    }
    script.at(200, .waits(3, .queuePut(queue)), .waits(1, .other(Symbol("disk"))))
    let text = scene(script.batch(until: 1000)).text(70, 7)
    #expect(text.contains("writer ─1.7/s"))
    #expect(text.contains("2/2") && text.contains("▬ 1 lines full") && text.contains("┄ disk"))
    #expect(text.contains("held up  1"))
  }
}
