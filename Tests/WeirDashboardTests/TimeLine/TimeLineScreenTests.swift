import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The time line as a part of the screen: what keys and the mouse do there.
@Suite struct TimeLineScreenTests {
  /// A log of a minute, shown up to its 24th second.
  private var dashboard = Replay.dashboard()

  init() { _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40)))) }

  private func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  private mutating func press(_ keys: Key...) -> [Command] {
    keys.flatMap { dashboard.handle(.terminal(.keyPressed($0))) }
  }

  private mutating func use(_ mouse: Mouse) -> [Command] {
    dashboard.handle(.terminal(.mouseUsed(mouse)))
  }

  private var geometry: TimeLineGeometry? { dashboard.screen.timeLineBar?.geometry }

  /// Ends the seek in progress where it was going.
  private mutating func arrive() {
    guard let seek = dashboard.run.seek else { return }
    _ = dashboard.handle(
      .run(
        .seekEnded(
          Arrival(target: seek.target, position: dashboard.run.position))))
  }

  @Test mutating func `with the time line in focus, keys go through the run`() {
    #expect(press(.left) == [] && !dashboard.places.timeLine.isFocused)
    #expect(press(.character("0")) == [] && dashboard.places.timeLine.isFocused)
    #expect(press(.left) == [.goTo(.instant(instant(23)))])
    #expect(press(.left) == [.goTo(.instant(instant(22)))])
    #expect(press(.shiftRight) == [.goTo(.instant(instant(32)))])
    #expect(press(.pageUp) == [.goTo(.instant(instant(26)))])
    #expect(press(.character("5")) == [.goTo(.instant(instant(30)))])
    #expect(press(.home) == [.goTo(.instant(.zero))])
    #expect(press(.end) == [.goTo(.end)])
    #expect(press(.character(" ")) == [.pause])
  }

  @Test mutating func `Esc and every key of a panel leave the time line`() {
    _ = press(.character("T"), .escape)
    #expect(!dashboard.places.timeLine.isFocused)
    _ = press(.character("T"), .tab)
    #expect(!dashboard.places.timeLine.isFocused && dashboard.places.focus == .flow)
    _ = press(.shiftTab)
    #expect(dashboard.places.timeLine.isFocused)
  }

  @Test mutating func `Enter folds the time line, and its rows go to the panels`() throws {
    let rows = dashboard.layout.body.rows
    _ = press(.character("T"), .enter)
    #expect(dashboard.layout.timeLine.rows == 1 && dashboard.layout.body.rows == rows + 1)
    _ = press(.character("f"))
    #expect(dashboard.layout.timeLine.rows == 2 && !dashboard.places.isExpanded)
  }

  @Test mutating func `a click goes to an instant, and a drag follows the mouse`() throws {
    let geometry = try #require(geometry)
    let point = Point(column: geometry.graph.lowerBound + 20, row: geometry.graphRow)
    #expect(use(.clicked(point)) == [.goTo(.instant(geometry.instant(at: point.column)))])
    let other = Point(column: point.column + 7, row: 30)
    #expect(use(.dragged(other)) == [.goTo(.instant(geometry.instant(at: other.column)))])
    #expect(use(.released(other)) == [])
    #expect(use(.dragged(point)) == [])
    #expect(dashboard.places.timeLine.isFocused)
  }

  @Test mutating func `the wheel goes a column back or forward`() throws {
    let geometry = try #require(geometry)
    let point = Point(column: geometry.graph.lowerBound, row: geometry.graphRow)
    let column = geometry.column(of: instant(24))
    #expect(use(.wheeledUp(point)) == [.goTo(.instant(geometry.instant(at: column - 1)))])
    arrive()
    #expect(use(.wheeledDown(point)) == [.goTo(.instant(geometry.instant(at: column + 1)))])
  }

  @Test mutating func `a jump can be undone, and moves are not jumps`() {
    #expect(press(.character("'")) == [])
    #expect(press(.character("T"), .character("1")) == [.goTo(.instant(instant(6)))])
    arrive()
    #expect(press(.right) == [.goTo(.instant(instant(25)))])
    arrive()
    #expect(press(.character("'")) == [.goTo(.instant(instant(24)))])
  }

  @Test mutating func `w goes from warning to warning`() {
    #expect(press(.character("w")) == [])
    #expect(dashboard.notice?.text == "There is no warning.")
  }

  @Test(arguments: [
    ("40%", 24.0), ("0%", 0), ("+5s", 29), ("-5s", 19), ("12.5s", 12.5), ("0:30", 30), ("start", 0),
  ])
  mutating func `a place can be typed`(text: String, seconds: Double) {
    _ = press(.character(":"))
    for character in "goto \(text)" { _ = press(.character(character)) }
    #expect(press(.enter).first == .goTo(.instant(instant(seconds))))
  }

  @Test func `the smallest screen has no time line, and a low one has a row of it`() {
    for (size, rows) in [
      (Size(columns: 60, rows: 16), 0), (Size(columns: 80, rows: 24), 1),
      (Size(columns: 120, rows: 40), 2),
    ] {
      let layout = dashboard.places.layout(for: size, of: dashboard.run)
      #expect(layout.timeLine.rows == rows)
      #expect(layout.header.rows + rows + layout.body.rows + 1 == size.rows)
    }
  }
}
