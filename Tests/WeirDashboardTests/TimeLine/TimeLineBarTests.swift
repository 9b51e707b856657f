import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct TimeLineBarTests {
  private static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  /// Almost two minutes of the sample run.
  private static let sample: RunTimeline = {
    var history = RunHistory()
    var timeline = RunTimeline()
    let batch = SampleRun.batch(until: 110.6, producers: 4, consumers: 4)
    timeline.fold(history.fold(batch))
    return timeline
  }()

  private static let marks = [
    TimelineMark(.warning, at: instant(8), "queue-saturated: intake"),
    TimelineMark(.knob, at: instant(22), "consumers 8"),
    TimelineMark(.warning, at: instant(40), "queue-saturated: intake"),
    TimelineMark(.warning, at: instant(40.1), "pool-starved: db"),
    TimelineMark(.knob, at: instant(40.2), "capacity 8"),
    TimelineMark(.pitfall, at: instant(47), "no-cancel"),
    TimelineMark(.difference, at: instant(55), ""),
    TimelineMark(.branch, at: instant(80), "more consumers"),
    TimelineMark(.marker, at: instant(100), "burst"),
    TimelineMark(.trigger, at: instant(105), "rush"),
    TimelineMark(.deadlock, at: instant(110), "run"),
  ]

  private func scene(_ change: (inout TimeLineScene) -> Void = { _ in }) -> TimeLineScene {
    var scene = TimeLineScene(timeline: Self.sample, now: Self.instant(72.4))
    scene.otherMarks = Self.marks
    change(&scene)
    return scene
  }

  private func bar(
    _ columns: Int, rows: Int = 2, _ signs: GraphSigns = .braille,
    _ change: (inout TimeLineScene) -> Void = { _ in }
  ) -> TimeLineBar {
    TimeLineBar(scene(change), signs, in: Box(column: 0, row: 0, columns: columns, rows: rows))
  }

  private func frame(_ bar: TimeLineBar, isASCII: Bool = false) -> Frame {
    var frame = Frame(
      size: Size(columns: bar.geometry.box.columns, rows: bar.geometry.box.rows), style: .text)
    bar.draw(in: &frame)
    if isASCII { frame.becomeASCII() }
    return frame
  }

  @Test func `in ASCII the cursor is no bar`() {
    let text = frame(bar(80, rows: 2, .ascii), isASCII: true).text
    #expect(text.filter { $0 == "^" }.count == 1)
  }

  @Test(arguments: [80, 120, 200]) func `the past of a run`(columns: Int) throws {
    let bars = [
      bar(columns), bar(columns) { $0.isFocused = true }, bar(columns, rows: 1),
      bar(columns) { $0.readShare = 0.43 },
      bar(columns) { ($0.now, $0.isGrowing) = (Self.sample.end, true) },
      bar(columns) { $0.length = Self.instant(300) },
    ]
    let text = bars.map { frame($0).text } + [frame(bar(columns, .ascii), isASCII: true).text]
    try Golden("time-line-\(columns)").check(text.joined(separator: "\n\n"))
  }

  @Test func `what comes after the cursor is dim, and a mark has a style as well as a sign`() {
    let bar = bar(120)
    let frame = frame(bar)
    let cursor = bar.geometry.column(of: Self.instant(72.4))
    let after = bar.geometry.graph.filter { $0 > cursor }
    #expect(after.allSatisfy { frame[$0, 0].style == .dim })
    #expect(frame[cursor, 0].character == "│")
    #expect(!bar.geometry.graph.filter { $0 < cursor }.contains { frame[$0, 0].style == .dim })
    for group in bar.groups {
      let cell = frame[group.columns.lowerBound, 1]
      #expect(cell.character == group.mark.kind.sign)
      #expect(cell.style == group.mark.kind.style)
    }
  }

  @Test func `each kind of mark has a sign of its own, in ASCII too`() {
    let signs = TimelineMark.Kind.allCases.map(\.sign)
    #expect(Set(signs).count == signs.count)
    let ascii = signs.map { $0.isASCII ? $0 : Frame.asciiForm(of: $0) }
    #expect(Set(ascii).count == signs.count && !ascii.contains(nil))
  }

  @Test func `where marks crowd, the most severe one is shown with their number`() {
    let group = bar(80).groups.first { $0.mark.instant == Self.instant(40) }
    #expect(group?.mark.kind == .warning)
    #expect(group?.countText == "3")
    let narrow = bar(20)
    #expect(narrow.groups.reduce(0) { $0 + $1.count } == narrow.scene.marks.count)
  }

  @Test(arguments: [20, 60, 80, 120, 200, 300], [false, true])
  func `a click on a column goes to an instant that is drawn there`(columns: Int, isGrowing: Bool) {
    let geometry = bar(columns) { $0.isGrowing = isGrowing }.geometry
    for column in geometry.graph where geometry.instant(at: column) < geometry.end {
      #expect(geometry.column(of: geometry.instant(at: column)) == column)
    }
    #expect(geometry.instant(at: geometry.graph.lowerBound - 5) == geometry.start)
    #expect(geometry.instant(at: geometry.graph.upperBound + 5) <= geometry.end)
    #expect(geometry.column(of: geometry.end) <= geometry.graph.upperBound - 1)
  }

  @Test func `the miniature of a run that gets longer keeps its scale for a while`() {
    let steps = (1000...1200).map { tenths in
      bar(120) { scene in
        scene.isGrowing = true
        scene.timeline = RunTimeline()
        scene.now = Self.instant(Double(tenths) / 10)
      }.geometry.step
    }
    #expect(Set(steps).count <= 3)
    #expect(steps == steps.sorted())
  }

  @Test func `a click is on a mark, the miniature, the instant or the length`() throws {
    let bar = bar(120)
    let pitfall = try #require(bar.groups.first { $0.mark.kind == .pitfall })
    let column = pitfall.columns.lowerBound
    #expect(bar.part(at: Point(column: column, row: 1)) == .mark(pitfall.mark))
    #expect(
      bar.part(at: Point(column: column, row: 0)) == .graph(bar.geometry.instant(at: column)))
    #expect(bar.part(at: Point(column: 3, row: 0)) == .elapsed)
    #expect(bar.part(at: Point(column: 117, row: 0)) == .length)
    #expect(bar.part(at: Point(column: 3, row: 1)) == nil)
    #expect(bar.part(at: Point(column: 60, row: 2)) == nil)
  }

  @Test(arguments: 0...30) func `it fits into any number of columns`(columns: Int) {
    for rows in 0...2 {
      let bar = bar(columns, rows: rows)
      #expect(frame(bar).size.columns == columns)
      for column in 0...columns { _ = bar.part(at: Point(column: column, row: 0)) }
    }
  }

  @Test func `nothing is known before the first event`() {
    let bar = TimeLineBar(
      TimeLineScene(timeline: RunTimeline(), now: .zero), .block,
      in: Box(column: 0, row: 0, columns: 40, rows: 2))
    #expect(frame(bar).text.contains("00:00.0 │"))
  }
}
