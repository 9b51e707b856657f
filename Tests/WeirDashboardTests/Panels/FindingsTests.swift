import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct FindingsTests {
  /// `main` waits for a queue with an item that is never marked as done.
  private var stalled: Dashboard {
    var dashboard = Sample.dashboard()
    let (main, queue) = (TaskID(1), QueueID(1))
    let kinds: [Event.Kind] = [
      .task(main, .created(name: Label("main"), role: Symbol("main"), parent: .none)),
      .queue(queue, .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(queue, .enqueued(by: main, item: ItemID(1), depth: 1)),
      .task(main, .suspended(on: .join(queue), at: .unknown)),
    ]
    let batch = EventBatch(
      events: kinds.map { Event(.zero, $0) }, now: .zero, state: .stalled)
    _ = dashboard.handle(.batchArrived(batch))
    return dashboard
  }

  @Test(arguments: [(80, 24), (100, 30), (120, 40)])
  func `the whole reason of a deadlock is visible, and the key for more`(
    columns: Int, rows: Int
  ) throws {
    let text = Sample.frame(stalled, columns, rows).text
    let evidence = try #require(stalled.run.analysis.findings.first?.evidence)
    let inner = try #require(
      stalled.places.layout(for: Size(columns: columns, rows: rows), of: stalled.run).box(
        of: .warnings)
    ).inner
    for row in evidence.wrapped(to: inner.columns - 2) { #expect(text.contains(row)) }
    #expect(text.contains("7 f Warnings"))
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50)])
  func `no panel moves when a lint fires while the run continues`(columns: Int, rows: Int) {
    let size = Size(columns: columns, rows: rows)
    var dashboard = Sample.dashboard(after: 1, run: SampleRun(producers: 16, capacity: 8))
    let quiet = dashboard.places.layout(for: size, of: dashboard.run)
    var run = SampleRun(producers: 16, capacity: 8)
    _ = run.batch(until: 1)
    _ = dashboard.handle(.batchArrived(run.batch(until: 30)))
    #expect(dashboard.run.analysis.findings.map(\.lint) == [.queueSaturated])
    #expect(dashboard.places.layout(for: size, of: dashboard.run).places == quiet.places)
    #expect(Sample.frame(dashboard, columns, rows).text.contains("▲ queue-saturated"))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `both sentences about a wrong value are visible`(columns: Int, rows: Int) throws {
    var dashboard = Sample.dashboard()
    for key in [Key.enter, .character("9"), .character("9"), .enter] {
      _ = dashboard.handle(.terminal(.keyPressed(key)))
    }
    let error = try #require(dashboard.panels.knobs.error)
    let text = Sample.frame(dashboard, columns, rows).text
    let inner = try #require(
      dashboard.places.layout(for: Size(columns: columns, rows: rows), of: dashboard.run).box(
        of: .knobs)
    ).inner
    for row in error.wrapped(to: inner.columns) { #expect(text.contains(row)) }
    #expect(text.contains("▸producers"))
  }

  /// A number of tasks that don't notice their cancellation, each with a role of its own or all
  /// with the same one.
  private func unnoticing(_ count: UInt32, ofOneRole isOneRole: Bool = false) -> Dashboard {
    var script = Script()
    script.at(0, .born(1, "main"))
    for id in 2..<count + 2 {
      script.at(
        0, .born(id, isOneRole ? "worker-\(id)" : "kind\(id)"),
        .task(TaskID(id), .cancellationRequested(by: TaskID(1))),
        .sleeps(id, until: 9000))
    }
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(script.batch(until: 5000)))
    return dashboard
  }

  @Test(arguments: [4, 12, 40])
  func `of very many findings the first are listed and the others counted`(rows: Int) {
    let box = Box(Size(columns: 120, rows: rows))
    func words(_ count: UInt32) -> [String] {
      WarningRows(run: unnoticing(count).run).rows(in: box).map(\.text)
    }
    let most = WarningRows.mostFindings
    #expect(!words(UInt32(most)).contains { $0.hasPrefix("▲ and") })
    let many = words(300)
    #expect(many.contains("▲ and \(300 - most) more"))
    #expect(many.count { $0.hasPrefix("▲ cancellation-unnoticed  kind") } == most)
  }

  /// A deadlock of two locks that ends with the program, or some time before.
  private func ended(after milliseconds: Int64) throws -> Dashboard {
    var lines = [
      #"{"weir":2,"source":"asyncio","clock":"real","scenario":"bank","program":"bank.py","parents":"creator","started":"2026-01-01T00:00:00Z","version":"0.2.0"}"#
    ]
    func add(_ milliseconds: Int64, _ event: String) {
      lines.append(#"{"t":\#(milliseconds * 1_000_000),"e":\#(event)}"#)
    }
    for number in 1...2 {
      add(0, #""poolCreated","pool":\#(number),"name":"lock\#(number)","capacity":1,"kind":"lock""#)
      add(
        0,
        #""taskCreated","task":\#(number),"name":"t\#(number)","role":"t\#(number)","parent":0"#)
      add(0, #""taskResumed","task":\#(number),"worker":1"#)
      add(1, #""resourceAcquired","pool":\#(number),"task":\#(number),"resource":1"#)
    }
    for number in 1...2 {
      add(2, #""taskSuspended","task":\#(number),"why":"poolAcquire","pool":\#(3 - number)"#)
    }
    for number in 1...2 {
      add(2000, #""taskResumed","task":\#(number),"worker":1"#)
      add(2000, #""taskFinished","task":\#(number),"outcome":"cancelled""#)
    }
    add(2000 + milliseconds, #""pulse","written":20,"lost":0,"faults":0"#)
    add(2000 + milliseconds, #""end","reason":"exited""#)
    return try Replay.dashboard(over: lines.joined(separator: "\n") + "\n", name: "bank")
  }

  @Test(arguments: [
    (Int64(10), "At the end: t1 waits for lock2"),
    (5000, "Until 00:00:02.0: t1 waits for lock2"),
  ])
  func `the evidence of what is over says until when it was so`(
    after milliseconds: Int64, words: String
  ) throws {
    let dashboard = try ended(after: milliseconds)
    let rows = WarningRows(run: dashboard.run)
    #expect(dashboard.run.findingCount == 1)
    for height in [8, 30] {
      let text = rows.rows(in: Box(Size(columns: 60, rows: height))).map(\.text).joined()
      #expect(text.contains(words))
      #expect(text.contains("in the same order in all") && !text.contains("mark each item"))
    }
  }

  @Test func `rows beyond the limit are not counted`() {
    let dashboard = unnoticing(300)
    #expect(WarningsPanel.evidenceRows(of: dashboard.run, 60, atMost: 24) == 24)
    #expect(WarningsPanel.evidenceRows(of: stalled.run, 60, atMost: 24) < 10)
  }

  @Test func `findings of one kind about tasks of one role are one row with a count`() {
    let dashboard = unnoticing(64, ofOneRole: true)
    let rows = WarningRows(run: dashboard.run)
      .rows(in: Box(Size(columns: 120, rows: 4))).map(\.text)
    #expect(rows.first?.hasPrefix("▲ cancellation-unnoticed  worker ×64  since") == true)
    #expect(rows.count { $0.hasPrefix("▲") } == 1)
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("▲ 1") && !text.contains("▲ 64"))
  }
}
