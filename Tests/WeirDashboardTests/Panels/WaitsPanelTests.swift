import Testing
import WeirAnalysis
import WeirEvents
import WeirWording

@testable import WeirDashboard
@testable import WeirScreen

/// What the tasks of a watched program wait for, on the screen.
@Suite struct WaitsPanelTests {
  /// Two tasks that take two locks in opposite order, and many that wait for the first one.
  private static let log: String = {
    var lines = [
      #"{"weir":2,"source":"asyncio","clock":"real","scenario":"bank","program":"bank.py","parents":"creator","started":"2026-01-01T00:00:00Z","version":"0.2.0"}"#,
      #"{"t":0,"e":"poolCreated","pool":1,"name":"db","capacity":1,"kind":"lock"}"#,
      #"{"t":0,"e":"poolCreated","pool":2,"name":"net","capacity":1,"kind":"lock"}"#,
    ]
    for task in 1...8 {
      let name = task > 2 ? "a-very-long-name-of-a-worker-\(task)" : task == 1 ? "left" : "right"
      lines.append(
        #"{"t":0,"e":"taskCreated","task":\#(task),"name":"\#(name)","role":"\#(task > 2 ? "worker" : name)","parent":0}"#
      )
      lines.append(#"{"t":0,"e":"taskResumed","task":\#(task),"worker":1}"#)
    }
    for (task, pool) in [(1, 1), (2, 2)] {
      lines.append(
        #"{"t":1000,"e":"resourceAcquired","pool":\#(pool),"task":\#(task),"resource":1}"#)
    }
    for task in 1...8 {
      lines.append(
        #"{"t":2000,"e":"taskSuspended","task":\#(task),"why":"poolAcquire","pool":\#(task == 1 ? 2 : 1),"file":"/srv/bank.py","line":\#(task)}"#
      )
    }
    lines.append(#"{"t":3000002000,"e":"pulse","written":20,"lost":0,"faults":0}"#)
    return lines.joined(separator: "\n") + "\n"
  }()

  private func dashboard(_ columns: Int = 120, _ rows: Int = 40) throws -> Dashboard {
    var dashboard = try Replay.dashboard(over: WaitsPanelTests.log, name: "bank")
    _ = dashboard.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
    return dashboard
  }

  private func press(_ keys: [Key], _ dashboard: inout Dashboard) {
    for key in keys { _ = dashboard.handle(.terminal(.keyPressed(key))) }
  }

  @Test func `who waits for what and who holds it stands on the screen`() throws {
    let text = Sample.frame(try dashboard(), 120, 40).text
    #expect(text.contains("9 Waits"))
    #expect(text.contains("2 in a deadlock  waiting 8"))
    #expect(text.contains("▲ left      lock net  3.00s  held by right for 3.00s        bank.py:1"))
    #expect(text.contains("◇ worker ×6 lock db   3.00s  held by left for 3.00s         bank.py:3"))
  }

  @Test func `the chosen row stays chosen when another of its tasks waits longest`() throws {
    var dashboard = try dashboard()
    func sleep(_ task: Int, at seconds: Int64, for length: Int64) {
      let instant = VirtualInstant(nanoseconds: seconds * 1_000_000_000)
      let until = instant.advanced(by: .seconds(length))
      let id = TaskID(UInt32(task))
      _ = dashboard.handle(
        .batchArrived(
          EventBatch(
            events: [
              Event(instant, .task(id, .resumed)),
              Event(instant, .task(id, .suspended(on: .sleep(until: until), at: .unknown))),
            ], now: instant, state: .running)))
      _ = dashboard.handle(.frameDue(secondsPassed: 0.5))
    }
    for (task, seconds) in [(5, 4), (6, 5), (7, 6)] { sleep(task, at: Int64(seconds), for: 60) }
    press([.character("9"), .end], &dashboard)
    let chosen = dashboard.panels.waits.chosen
    #expect(chosen?.kind == .sleep)
    sleep(5, at: 7, for: 30)
    press([.enter], &dashboard)
    #expect(dashboard.panels.waits.chosen == chosen && dashboard.overlay?.task == TaskID(6))
  }

  @Test func `a simulated run has no such panel`() {
    #expect(!Replay.dashboard().layout.places.map(\.panel).contains(.waits))
  }

  @Test func `the key of the panel leads to it, and Enter to the page of a task`() throws {
    var dashboard = try dashboard()
    press([.character("9"), .down, .down, .enter], &dashboard)
    #expect(dashboard.overlay?.task == TaskID(2))
    press([.escape, .down, .enter], &dashboard)
    #expect(dashboard.overlay?.task == TaskID(3))
    #expect(Sample.frame(dashboard, 120, 40).text.contains("is already in this chain"))
  }

  @Test func `over the whole screen, the chain of waits goes to its end`() throws {
    var dashboard = try dashboard()
    press([.character("9"), .character("f")], &dashboard)
    let text = Sample.frame(dashboard, 120, 40).text
    for step in ["left waits for lock net, held by", "right waits for lock db, held by"] {
      #expect(text.contains(step))
    }
  }

  @Test func `on a small screen the holder has room, without words`() throws {
    let text = Sample.frame(try dashboard(80, 24), 80, 24).text
    #expect(text.contains("│▲ left      → lock net · right 3.00s"))
    #expect(text.contains("│◇ worker ×6 → lock db  · left  3.00s"))
  }

  @Test func `if not all fits, the kind of a resource is left out before names are cut`() {
    var script = Script()
    let pool = PoolID(1)
    script.at(
      0, .pool(pool, .created(name: Label("places"), capacity: 1, kind: .semaphore)),
      .born(1, "crawl-1075"), .born(2, "crawl-1076"),
      .pool(pool, .acquired(by: TaskID(1), resource: ResourceID(1))),
      .waits(2, .poolAcquire(pool)))
    let analysis = RunHistory(of: script.batch(until: 5000)).analysis
    let rows = analysis.waitGroups().first.map { WaitRow($0, in: analysis) }
    func line(_ columns: Int) -> String? { rows.first?.line(WaitRow.Columns(rows, columns)).text }
    #expect(line(52) == "◇ crawl-1076 → semaphore places · crawl-1075 5.00s")
    #expect(line(44) == "◇ crawl-1076 → places · crawl-1075 5.00s")
  }

  @Test func `an empty queue whose producers have ended is no alarm, but nobody is left`() {
    var script = Script()
    let queue = QueueID(1)
    script.at(
      0, .queue(queue, .created(name: Label("jobs"), capacity: nil, overflow: .block)),
      .born(1, "handler-1"), .born(2, "worker-1"),
      .queue(queue, .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)),
      .queue(queue, .dequeued(by: TaskID(2), item: ItemID(1), depth: 0)),
      .task(TaskID(1), .finished(.completed, error: .empty)), .waits(2, .queueGet(queue)))
    let analysis = RunHistory(of: script.batch(until: 5000)).analysis
    let rows = analysis.waitGroups().first.map { WaitRow($0, in: analysis) }
    let line = rows.first?.line(WaitRow.Columns(rows, 50)).text
    #expect(line == "· worker-1 → item from jobs · nobody left 5.00s")
  }

  @Test func `of who holds something, the time is left out first, and then the verb`() {
    var script = Script()
    let pool = PoolID(1)
    script.at(0, .pool(pool, .created(name: Label("db"), capacity: 3, kind: .semaphore)))
    for task in 1...3 as ClosedRange<UInt32> {
      script.at(
        0, .born(task, "task-\(task)"),
        .pool(pool, .acquired(by: TaskID(task), resource: ResourceID(task))))
    }
    script.at(0, .born(4, "task-4"), .waits(4, .poolAcquire(pool)))
    let analysis = RunHistory(of: script.batch(until: 5000)).analysis
    let rows = analysis.waitGroups().first.map { WaitRow($0, in: analysis) }
    func line(_ columns: Int) -> String {
      let text = rows.first?.line(WaitRow.Columns(rows, columns)).text ?? ""
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let start = "◇ task-4 semaphore db  5.00s  "
    #expect(line(90) == start + "held by task-1 for 5.00s and 2 more")
    #expect(line(62) == start + "held by task-1 and 2 more")
  }

  /// Five tasks that wait for their work in two threads, one of which works for a task that has
  /// ended.
  private static let offloading: String = {
    var lines = [
      #"{"weir":2,"source":"asyncio","clock":"real","scenario":"bank","program":"bank.py","parents":"creator","started":"2026-01-01T00:00:00Z","version":"0.2.0"}"#,
      #"{"t":0,"e":"workerCreated","worker":2,"name":"asyncio_0"}"#,
      #"{"t":0,"e":"workerCreated","worker":3,"name":"asyncio_1"}"#,
    ]
    for task in 1...6 {
      lines.append(
        #"{"t":0,"e":"taskCreated","task":\#(task),"name":"worker-\#(task)","role":"worker","parent":0}"#
      )
      lines.append(#"{"t":0,"e":"taskResumed","task":\#(task),"worker":1}"#)
      lines.append(#"{"t":1000,"e":"taskSuspended","task":\#(task),"why":"offload"}"#)
    }
    lines += [
      #"{"t":1000,"e":"workerOccupied","worker":3,"task":2}"#,
      #"{"t":1800002000,"e":"workerOccupied","worker":2,"task":1}"#,
      #"{"t":2000002000,"e":"taskFinished","task":1,"outcome":"cancelled"}"#,
      #"{"t":3000002000,"e":"pulse","written":20,"lost":0,"faults":0}"#,
    ]
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test func `offloaded work stands below the waits, also that of a task that has ended`() throws {
    var dashboard = try Replay.dashboard(over: WaitsPanelTests.offloading, name: "bank")
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.03))
    let text = Sample.frame(dashboard, 120, 40).text
    #expect(text.contains("worker ×5 offloaded  3.00s  1 run, 4 not begun"))
    #expect(text.contains("offloaded  2 of 2 background workers busy"))
    #expect(text.contains("ended: worker-1 → asyncio_0  1.20s"))
    #expect(text.contains("worker-2        → asyncio_1  3.00s"))
    let rows = text.split(separator: "\n")
    let ended = try #require(rows.firstIndex { $0.contains("ended: worker-1") })
    #expect(rows[ended + 1].contains("worker-2 "))
  }

  @Test func `if not all fits, offloaded work has some of the rows`() throws {
    var dashboard = try Replay.dashboard(over: WaitsPanelTests.offloading, name: "bank")
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.03))
    let panel = dashboard.panels.waits
    func rows(_ rows: Int) -> [Int] {
      let (list, offloaded, chain) = panel.parts(
        of: Box(column: 0, row: 0, columns: 60, rows: rows))
      return [list.rows, offloaded, chain.rows]
    }
    #expect(panel.rows.count == 1 && panel.offloadedCount == 2)
    #expect(
      [rows(1), rows(2), rows(3), rows(4)] == [[1, 0, 0], [2, 0, 0], [1, 2, 0], [1, 3, 0]])
    #expect(rows(5) == [2, 3, 0])
    #expect(rows(20) == [9, 3, 8])
  }

  @Test func `the page of a task says where its work runs, and its chain ends there`() throws {
    var dashboard = try Replay.dashboard(over: WaitsPanelTests.offloading, name: "bank")
    dashboard.openTaskPage(of: TaskID(2))
    let text = Sample.frame(dashboard, 120, 40).text
    #expect(text.contains("waits for its work in asyncio_1, which has run"))
    #expect(text.contains("offloaded for 3.00s"))
    #expect(!text.contains("no worker") && !text.contains("held up"))
    let chain = try #require(dashboard.run.analysis.waitChain(from: TaskID(2)))
    #expect(chain.end == .outside(.offload))
    #expect(
      WaitChainText(chain, in: dashboard.run.analysis).lines.map(\.text) == [
        "worker-2 works in asyncio_1"
      ])
  }

  @Test func `names that are cut keep their numbers`() throws {
    #expect("a-very-long-name-8".paddedName(to: 12) == "a-very-lo…-8")
    #expect("worker ×480".paddedName(to: 9) == "work…×480")
    #expect("worker-8".paddedName(to: 10) == "worker-8  ")
    #expect("worker-123456".paddedName(to: 6) == "worke…")
    #expect("unnumbered".paddedName(to: 6) == "unnum…")
    #expect(Sample.frame(try dashboard(), 120, 40).text.contains("a-very-long-n…-7"))
  }
}
