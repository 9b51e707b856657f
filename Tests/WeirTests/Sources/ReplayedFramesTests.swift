import Testing
import WeirEvents
import WeirScenarios
import WeirScreen

@testable import WeirDashboard
@testable import weir

/// A run replayed from its log looks as it looked live.
@Suite struct ReplayedFramesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var scenario: String
    var preset: String
    var pitfall: String?

    var testDescription: String { "\(scenario) \(preset) \(pitfall ?? "")" }

    /// Each scenario in each preset, and with each pitfall.
    static let all = ScenarioCatalog.descriptions.flatMap { scenario in
      scenario.presets.map { Case(scenario: scenario.name, preset: $0.name) }
        + scenario.pitfalls.map {
          Case(scenario: scenario.name, preset: scenario.defaultPreset, pitfall: $0.name)
        }
    }
  }

  /// Denser at the start, where most things begin.
  private static let instants = [0, 1, 40, 333, 700, 1250, 2000, 2999, 4321, 6000].map {
    VirtualInstant(nanoseconds: $0 * 1_000_000)
  }

  @Test(arguments: Case.all)
  func `a log shows the frame of its run at ten instants`(_ test: Case) async throws {
    let specification = try ScenarioCatalog.specification(
      of: test.scenario, preset: test.preset, pitfall: test.pitfall, seed: 7)
    let last = try #require(ReplayedFramesTests.instants.last)
    let log = try TestLog(LogText(of: specification, until: last).text)
    var (live, replay) = (
      try ReplayBench(specification), ReplayBench(try LogFile(path: log.path))
    )
    let expected = await live.frames(at: ReplayedFramesTests.instants)
    let frames = await replay.frames(at: ReplayedFramesTests.instants)
    #expect(frames.count == ReplayedFramesTests.instants.count && frames.first != frames.last)
    for (index, (frame, wanted)) in zip(frames, expected).enumerated()
    where frame.withoutTimeLine != wanted.withoutTimeLine {
      let rows = zip(frame.text, wanted.text).filter { $0 != $1 }.map { "\($0)\n\($1)" }
      Issue.record("\(ReplayedFramesTests.instants[index]): \(rows.joined(separator: "\n"))")
    }
  }

  private static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 50),
  ]

  /// Compares the frames at some places with those that were there, whatever the order of seeks.
  private func compare(
    _ test: Case, at seconds: [Double], in order: [Int], sizes: [Size] = ReplayedFramesTests.sizes,
    _ setUp: (inout ReplayBench) -> Void = { _ in }
  ) async throws {
    let specification = try ScenarioCatalog.specification(
      of: test.scenario, preset: test.preset, pitfall: test.pitfall, seed: 7)
    let places = seconds.map { VirtualInstant(nanoseconds: Int64($0 * 1e9)) }
    var bench = try ReplayBench(specification)
    bench.settling = 60
    bench.sizes = sizes
    setUp(&bench)
    let frames = await bench.frames(at: places + order.map { places[$0] })
    #expect(frames.count == sizes.count * (places.count + order.count))
    for (index, place) in order.enumerated() {
      for (offset, size) in sizes.enumerated() {
        let was = frames[sizes.count * place + offset]
        let shown = frames[sizes.count * (places.count + index) + offset]
        guard was.body != shown.body else { continue }
        let rows = zip(was.text, shown.text).map { $0 == $1 ? $0 : "- \($0)\n+ \($1)" }
        Issue.record("\(test) \(places[place]) \(size):\n\(rows.joined(separator: "\n"))")
      }
    }
  }

  @Test(arguments: Case.all)
  func `a frame of the past equals the one that was there, in any order`(
    _ test: Case
  ) async throws {
    try await compare(test, at: [0, 0.04, 1.25, 2.999, 6], in: [3, 0, 4, 1, 2, 4, 3, 0])
  }

  /// Each scenario, with more events than are kept.
  private static let long = ScenarioCatalog.descriptions.map {
    Case(scenario: $0.name, preset: $0.defaultPreset)
  }

  @Test(arguments: long)
  func `so it does with a filter that little passes, in a list that is scrolled`(
    _ test: Case
  ) async throws {
    try await compare(test, at: [2, 20, 50], in: [0, 1, 2, 0, 1]) { bench in
      bench.effects = [.filter(.events, Filter("id:3")), .focus(.events)]
      bench.prepare = { dashboard in
        dashboard.notifyPanels(.released)
        for _ in 0..<3 { _ = dashboard.perform(.move(.pageUp)) }
      }
    }
  }

  /// One size at a time: how far a list is scrolled depends on the sizes before.
  @Test(arguments: long, sizes)
  func `so it does with the page of a task`(_ test: Case, _ size: Size) async throws {
    try await compare(test, at: [2, 50], in: [0, 1, 0], sizes: [size]) { bench in
      bench.effects = [.openTask(TaskID(3))]
    }
  }
}

extension Frame {
  /// The rows of the time line, below the two of the header: a log knows more of the run than was
  /// known when it was live.
  private static let timeLine = 2..<4

  /// All cells except those of the time line.
  fileprivate var withoutTimeLine: [[Cell]] {
    (0..<size.rows).filter { !Frame.timeLine.contains($0) }.map { row in
      (0..<size.columns).map { self[$0, row] }
    }
  }

  /// The rows between the time line and the footer, without the signs of the past: dashed borders,
  /// and the clock in place of `now`. Of a row with an axis, only the characters.
  fileprivate var body: [[Cell]] {
    let rows = text
    return (Frame.timeLine.upperBound..<size.rows - 2).map { row in
      let isAxis = rows[row].contains(/-[0-9]+m?s\ /)
      guard isAxis else { return (0..<size.columns).map { self[$0, row].withWholeBorder } }
      let axis = rows[row].replacing("╌", with: "─").replacing("┊", with: "│")
      return axis.replacing(/\ +(now|\d\d:\d\d\.\d)/, with: "").map { Cell($0, Style()) }
    }
  }

  /// The characters of each row.
  fileprivate var text: [String] {
    (0..<size.rows).map { row in
      String((0..<size.columns).map { self[$0, row].character })
    }
  }
}

extension Cell {
  /// The same cell as in a frame of the present.
  fileprivate var withWholeBorder: Cell {
    switch character {
    case "╌": Cell("─", style)
    case "┊": Cell("│", style)
    default: self
    }
  }
}
