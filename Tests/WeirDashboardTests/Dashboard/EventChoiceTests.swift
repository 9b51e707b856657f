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
}
