import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Choosing, following, sorting and filtering tasks with keys and the mouse.
@Suite struct TasksTests {
  private var dashboard: Dashboard

  init() {
    dashboard = Sample.dashboard(after: 6)
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    press("3")
  }

  private mutating func press(_ keys: Key...) {
    for key in keys { _ = dashboard.handle(.terminal(.keyPressed(key))) }
  }

  private mutating func press(_ text: String, _ keys: Key...) {
    for key in text.map(Key.character) + keys {
      _ = dashboard.handle(.terminal(.keyPressed(key)))
    }
  }

  private mutating func click(_ column: Int, _ row: Int) {
    _ = dashboard.handle(.terminal(.mouseUsed(.clicked(Point(column: column, row: row)))))
  }

  /// Lets some virtual and wall time pass.
  private mutating func pass(_ events: Event.Kind...) {
    let now = dashboard.run.analysis.now.advanced(by: .milliseconds(10))
    let events = events.map { Event(now, $0) }
    _ = dashboard.handle(.batchArrived(EventBatch(events: events, now: now, state: .running)))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
  }

  private var chosen: UInt32? { dashboard.panels.tasks.chosen?.rawValue }
  private var listed: [UInt32] { dashboard.listedTasks.map(\.rawValue) }
  private var box: Box { dashboard.layout.box(of: .tasks) ?? .empty }

  @Test mutating func `arrows choose a row, in every view`() {
    for form in Settings.TasksForm.allCases where form != .groups {
      dashboard.show(form)
      press(.home)
      #expect(chosen == listed.first)
      press(.down, .down)
      #expect(chosen == listed[2])
      press(.up)
      #expect(chosen == listed[1])
      press(.end)
      #expect(chosen == listed.last)
      press(.down)
      #expect(chosen == listed.last)
      press(.pageUp, .pageUp, .pageUp)
      #expect(chosen == listed.first)
    }
  }

  @Test mutating func `the first key in the panel chooses the first row`() {
    press(.down)
    #expect(chosen == listed.first)
  }

  @Test mutating func `the task stays chosen even if its row changes`() {
    press("e", .home, .down)
    let task = chosen
    press("i")
    #expect(chosen == task)
    #expect(listed.firstIndex { $0 == task } == listed.count - 2)
    press(.down)
    #expect(chosen == listed.last)
  }

  @Test mutating func `if the chosen task is gone, arrows continue from its row`() {
    press("e", .home, .down, .down)
    press("/!id:\(chosen ?? 0)", .enter)
    let rows = listed
    press(.down)
    #expect(chosen == rows[3])
  }

  @Test mutating func `a chosen row is scrolled into view, and a followed one stays in view`() {
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 18))))
    press("e")
    let rows = dashboard.panels.tasks.visibleRows(in: box.inner, dashboard.scene(of: .tasks))
    #expect(rows < 10)
    press(.end)
    #expect(dashboard.panels.tasks.scroll == 10 - rows)
    press("F")
    #expect(frame.contains("follows consumer-4"))
    press("i")
    #expect(dashboard.panels.tasks.scroll == 0)
    press("Fi")
    #expect(dashboard.panels.tasks.scroll == 0)
    #expect(!frame.contains("follows"))
  }

  private var frame: String {
    Sample.frame(dashboard, dashboard.places.size.columns, dashboard.places.size.rows).text
  }

  @Test mutating func `keys and the mouse sort by columns`() {
    press("e>")
    #expect(dashboard.panels.tasks.sort.column == .name)
    press("<<")
    #expect(dashboard.panels.tasks.sort.column == .state)
    press(">i")
    #expect(listed == (1...10).reversed().map { $0 })
    let columns = TaskTableColumns(
      box.inner.columns, hasBranches: false, isWatched: false)
    let busy = columns.places.first { $0.column == .busy }?.start ?? 0
    click(box.column + 1 + busy + 2, box.row + 1)
    #expect(dashboard.panels.tasks.sort == TaskSort(column: .busy, isAscending: false))
    #expect(frame.contains("busy▼"))
    click(box.column + 1 + busy + 2, box.row + 1)
    #expect(frame.contains("busy▲"))
  }

  @Test mutating func `a sort key shows the table`() {
    press(">")
    #expect(dashboard.panels.tasks.form == .table)
  }

  @Test mutating func `a click chooses a row, and a click on the chosen row opens its page`() {
    press("e")
    click(box.column + 5, box.row + 4)
    #expect(chosen == listed[2])
    #expect(dashboard.taskPage == nil)
    click(box.column + 5, box.row + 4)
    #expect(dashboard.overlay?.task?.rawValue == chosen)
    click(1, 10)
    #expect(dashboard.taskPage == nil)
  }

  @Test mutating func `a click on a tab shows that view`() {
    let names: [(String, Settings.TasksForm)] = [
      ("table", .table), ("tree", .tree), ("groups", .groups), ("lanes", .lanes),
    ]
    for (name, view) in names {
      let row = Array(frame.split(separator: "\n", omittingEmptySubsequences: false)[box.row])
      let text = Array(name)
      let column = row.indices.first { row[$0...].starts(with: text) }
      click(column ?? 0, box.row)
      #expect(dashboard.panels.tasks.form == view)
    }
  }

  @Test mutating func `branches close and open`() {
    press("ee", .home)
    press(.left)
    #expect(listed == [1])
    #expect(frame.contains("▸ main +9"))
    press(.right)
    #expect(listed.count == 10)
    press(.right)
    #expect(chosen == 2)
    press(.end, .left)
    #expect(chosen == 6)
    press(.left)
    #expect(listed == [1, 2, 3, 4, 5, 6])
    press("e")
    #expect(dashboard.panels.knobs.selected == 0)
  }

  @Test mutating func `a filter applies to all three views, and Esc removes it`() {
    press("/cons")
    #expect(frame.contains("/ cons█"))
    press(.enter)
    #expect(dashboard.listedTasks.count == 4)
    press("e")
    #expect(listed == [7, 8, 9, 10])
    #expect(frame.contains("/ cons"))
    press("e")
    #expect(listed == [1, 6, 7, 8, 9, 10])
    press(.escape)
    #expect(listed.count == 10)
    #expect(dashboard.places.focus == .tasks)
  }

  @Test mutating func `the footer names an unknown state of a filter`() {
    press("/state:dre")
    #expect(frame.contains("No state begins with “dre”."))
    press(.escape)
    #expect(!frame.contains("dre"))
    #expect(dashboard.panels.tasks.filter.isEmpty)
  }

  @Test mutating func `events and tasks have separate filters`() {
    press("/consumer", .enter)
    press("6/producer", .enter)
    #expect(dashboard.panels.tasks.filter.text == "consumer")
    #expect(dashboard.run.history.tail.filter.text == "producer")
  }

  @Test mutating func `another run forgets the chosen task`() {
    press("e", .down)
    press("F", .enter)
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.panels.tasks.chosen == nil)
    #expect(dashboard.taskPage == nil)
    #expect(dashboard.listedTasks.isEmpty)
  }

  @Test mutating func `the page of a task leads to other tasks and to the one it waits for`() {
    press("e", .home, .enter)
    #expect(dashboard.overlay?.task == TaskID(1))
    press(.enter)
    #expect(dashboard.overlay?.task == TaskID(6))
    press(.right)
    #expect(dashboard.overlay?.task == TaskID(7))
    #expect(chosen == 7)
    press(.left, .left)
    #expect(dashboard.overlay?.task == TaskID(5))
    press(.escape)
    #expect(dashboard.overlay == nil)
  }

  @Test mutating func `the page of a task is updated while time passes`() {
    press("e", .home, .down, .enter)
    let task = TaskID(2)
    let count = dashboard.run.history.watch?.entries.count ?? 0
    #expect(count > 3)
    pass(.task(task, .resumed), .task(task, .cancellationRequested(by: TaskID(1))))
    #expect(dashboard.run.history.watch?.entries.count == count + 1)
    #expect(frame.contains("cancelled by main"))
    press(" ")
    #expect(dashboard.taskPage != nil && dashboard.run.playback.isPaused)
    press(.escape)
    #expect(dashboard.run.history.watch == nil)
  }
}
