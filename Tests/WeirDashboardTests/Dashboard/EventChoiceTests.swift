import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen
import WeirWording

@Suite struct EventChoiceTests {
  private var dashboard = Sample.dashboard(after: 10)

  init() {
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    press("6")
  }

  private mutating func press(_ key: Key) {
    _ = dashboard.handle(.terminal(.keyPressed(key)))
  }

  private mutating func press(_ character: Character) { press(.character(character)) }

  private func entry(_ back: Int) -> NamedEvent? {
    dashboard.run.history.tail.shown.dropLast(back).last
  }

  @Test mutating func `Enter opens the task of the chosen event`() throws {
    press(.up)
    #expect(dashboard.panels.events.chosen == 0)
    press(.up)
    let event = try #require(entry(1)).event
    press(.enter)
    #expect(dashboard.overlay?.task == EventSubjects(event.kind).task)
    #expect(dashboard.panels.knobs.editor == nil)
  }

  @Test mutating func `without a chosen event, Enter says how to choose one`() {
    press(.enter)
    #expect(dashboard.taskPage == nil && dashboard.panels.knobs.editor == nil)
    #expect(dashboard.notice?.text.hasPrefix("Choose an event") == true)
  }

  @Test mutating func `an event that is not about a task has none to open`() {
    let now = dashboard.run.analysis.now
    let marker = Event(now, .input(.markerSet(name: Symbol("here"))))
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: [marker], now: now, state: .running)))
    press(.up)
    press(.enter)
    #expect(dashboard.taskPage == nil)
    #expect(dashboard.notice?.text == "This event is not about a task.")
  }

  @Test mutating func `the chosen event stays chosen and in view while newer ones arrive`() throws {
    press(.up)
    press(.up)
    let chosen = try #require(entry(1)).event
    var run = SampleRun(deadline: .seconds(4))
    _ = run.batch(until: 10)
    _ = dashboard.handle(.batchArrived(run.batch(until: 13)))
    let back = try #require(dashboard.panels.events.chosen)
    #expect(back > 1)
    #expect(entry(back)?.event == chosen)
    let box = try #require(dashboard.layout.box(of: .events)?.inner)
    let rows = (0..<box.rows).compactMap {
      dashboard.panels.events.event(atRow: $0, in: box, dashboard.scene(of: .events))
    }
    #expect(rows.contains(back))
  }

  @Test mutating func `below the newest event none is chosen, and the list follows new events`() {
    press(.up)
    press(.up)
    press(.down)
    press(.down)
    #expect(dashboard.panels.events.chosen == nil && dashboard.panels.events.scroll == 0)
  }

  @Test mutating func `Home chooses the oldest event, and End returns to the newest`() {
    press(.home)
    #expect(dashboard.panels.events.chosen == dashboard.run.history.tail.shown.count - 1)
    press(.end)
    #expect(dashboard.panels.events.chosen == nil)
  }

  @Test mutating func `a filter begins without a chosen event`() {
    press(.up)
    press("/")
    press("t")
    #expect(dashboard.panels.events.chosen == nil)
  }

  @Test mutating func `a click chooses an event, a second one opens its task`() throws {
    let box = try #require(dashboard.layout.box(of: .events)?.inner)
    let point = Point(column: box.column + 2, row: box.endRow - 1)
    _ = dashboard.handle(.terminal(.mouseUsed(.clicked(point))))
    #expect(dashboard.panels.events.chosen == 0)
    _ = dashboard.handle(.terminal(.mouseUsed(.clicked(point))))
    #expect(dashboard.taskPage != nil)
  }

  @Test func `from one hour on, times of events include hours`() {
    var dashboard = Sample.dashboard()
    let hour = VirtualInstant(nanoseconds: 5_918_561_000_000)
    let event = Event(hour, .input(.markerSet(name: Symbol("late"))))
    _ = dashboard.handle(.batchArrived(EventBatch(events: [event], now: hour, state: .running)))
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("│01:38:38.561 ◆ you set the marker late"))
  }

  @Test mutating func `a cause that was gone to is in the middle, and dim what comes next`()
    throws
  {
    let batch = SampleRun.batch(until: 10)
    let past = RunPast(of: RunStart(Sample.specification), in: Sample.description)
    past.append(batch)
    let position = try #require(past.position(after: 200))
    let restored = try #require(past.restore(position))
    dashboard.run.show(restored)
    let whole = dashboard.box(of: .events).map {
      dashboard.panels.events.later(in: $0, dashboard.scene(of: .events))
    }
    #expect(whole?.isEmpty == true)
    dashboard.run.lastTarget = .cause(.changed(TaskID(2)), before: 200)
    let box = try #require(dashboard.box(of: .events))
    let frame = Sample.frame(dashboard, 120, 40)
    let rows = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    let present = try #require(dashboard.run.history.tail.shown.last)
    let next = try #require(dashboard.run.upcoming.first)
    let middle = box.row + box.rows - box.rows / 2 - 1
    #expect(rows[middle].contains(TimeText.clock(present.event.instant).dropFirst(3)))
    #expect(rows[middle + 1].contains(TimeText.clock(next.event.instant).dropFirst(3)))
    #expect(frame[box.column, middle + 1].style.foreground == Sample.theme.dim)
    #expect(frame[box.column, middle].style.background == Sample.theme.selection)
    // Once the list is scrolled or an event is chosen, it is the usual one.
    press(.up)
    #expect(dashboard.panels.events.later(in: box, dashboard.scene(of: .events)).isEmpty)
    _ = dashboard.handle(.batchArrived(SampleRun.batch(until: 11)))
    #expect(dashboard.run.upcoming.isEmpty)
  }
}
