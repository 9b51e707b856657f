import Testing
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct TimeLineFeatureTests {
  private static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  private let reach = TimeLineFeature.Reach(
    start: instant(10), end: instant(110), now: instant(62))

  private static let moves: [(PanelAction, SeekTarget)] = [
    (.knob(.turn(.down)), .instant(instant(61))), (.knob(.turn(.up)), .instant(instant(63))),
    (.knob(.turn(.coarseDown)), .instant(instant(52))),
    (.knob(.turn(.coarseUp)), .instant(instant(72))),
    (.move(.pageUp), .instant(instant(52))), (.move(.pageDown), .instant(instant(72))),
    (.move(.first), .instant(instant(10))), (.move(.last), .end),
  ]

  @Test(arguments: moves)
  func `the arrow keys go a second, with Shift ten, and a page is a tenth of the run`(
    action: PanelAction, target: SeekTarget
  ) {
    #expect(TimeLineFeature().target(of: action, in: reach) == target)
  }

  @Test func `a digit goes to as many tenths of the run`() {
    let timeLine = TimeLineFeature()
    for tenths in 0...9 {
      let target = timeLine.target(of: .character(Character("\(tenths)")), in: reach)
      #expect(target == .instant(Self.instant(10 + 10 * Double(tenths))))
    }
    #expect(timeLine.target(of: .character("x"), in: reach) == nil)
    #expect(timeLine.target(of: .character("²"), in: reach) == nil)
    #expect(timeLine.target(of: .enter, in: reach) == nil)
  }

  @Test func `nothing goes beyond the ends, and what reaches the end stays at the newest`() {
    var reach = reach
    reach.now = Self.instant(10.5)
    let timeLine = TimeLineFeature()
    #expect(timeLine.target(of: .knob(.turn(.down)), in: reach) == .instant(Self.instant(10)))
    reach.now = Self.instant(105)
    #expect(timeLine.target(of: .knob(.turn(.coarseUp)), in: reach) == .end)
    reach.now = Self.instant(109)
    #expect(timeLine.target(of: .knob(.turn(.up)), in: reach) == .end)
  }

  @Test func `a drag follows the mouse until the button is released`() throws {
    let scene = TimeLineScene(timeline: RunTimeline(), now: Self.instant(100))
    let geometry = TimeLineGeometry(scene, in: Box(column: 0, row: 2, columns: 80, rows: 2))
    var timeLine = TimeLineFeature()
    let far = Point(column: geometry.graph.lowerBound + 9, row: 20)
    #expect(timeLine.drag(to: far, geometry) == nil)
    let target = timeLine.click(.graph(Self.instant(3)))
    #expect(target == .instant(Self.instant(3)))
    #expect(timeLine.isFocused)
    #expect(timeLine.drag(to: far, geometry) == .instant(geometry.instant(at: far.column)))
    timeLine.release()
    #expect(timeLine.drag(to: far, geometry) == nil)
  }

  @Test func `a click on a mark goes to its event, or else to its instant`() {
    var timeLine = TimeLineFeature()
    let knob = TimelineMark(.knob, at: Self.instant(5), event: 17, "consumers 8")
    #expect(timeLine.click(.mark(knob)) == .event(17))
    let warning = TimelineMark(.warning, at: Self.instant(5), "queue-saturated: intake")
    #expect(timeLine.click(.mark(warning)) == .instant(warning.visible))
    #expect(timeLine.click(.length) == .end)
    #expect(timeLine.click(.elapsed) == nil)
    #expect(timeLine.drag(to: Point(column: 20, row: 0), .some) == nil)
  }

  @Test func `the wheel goes a column, and at the right edge to the newest instant`() {
    var scene = TimeLineScene(timeline: RunTimeline(), now: Self.instant(50))
    scene.length = Self.instant(100)
    let geometry = TimeLineGeometry(scene, in: Box(column: 0, row: 2, columns: 80, rows: 2))
    let timeLine = TimeLineFeature()
    let column = geometry.column(of: scene.now)
    #expect(
      timeLine.wheel(-1, from: scene.now, geometry)
        == .instant(geometry.instant(at: column - 1)))
    #expect(timeLine.wheel(1, from: Self.instant(100), geometry) == .end)
    #expect(timeLine.wheel(-1, from: .zero, geometry) == .instant(.zero))
  }

  @Test func `it folds, and is never hidden while it has the keys`() {
    var timeLine = TimeLineFeature()
    let (low, high) = (Size(columns: 80, rows: 24), Size(columns: 120, rows: 40))
    #expect(timeLine.rows(on: high) == 2)
    #expect(timeLine.rows(on: low) == 1)
    #expect(timeLine.rows(on: Size(columns: 80, rows: 19)) == 0)
    timeLine.fold(on: high)
    #expect(timeLine.rows(on: high) == 1)
    timeLine.fold(on: high)
    #expect(timeLine.rows(on: low) == 2)
    timeLine = TimeLineFeature(.hidden)
    #expect(timeLine.rows(on: high) == 0)
    timeLine.isFocused = true
    #expect(timeLine.rows(on: high) == 1)
  }
}

extension TimeLineGeometry {
  /// Any geometry, where it makes no difference.
  fileprivate static let some = TimeLineGeometry(
    TimeLineScene(timeline: RunTimeline(), now: .zero),
    in: Box(column: 0, row: 0, columns: 80, rows: 1))
}
