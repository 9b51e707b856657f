import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen
import WeirWording

/// Every scenario in a real run, on the smallest common screen and on a large one.
@Suite struct ScenarioScreenTests {
  /// A dashboard over the first seconds of a scenario.
  private static func dashboard(
    _ description: ScenarioDescription, pitfall: String? = nil, seconds: Int = 8,
    framesPerSecond: Int = 30, ascii: Bool = false
  ) throws -> Dashboard {
    let specification = try ScenarioCatalog.specification(
      of: description.name, pitfall: pitfall, seed: 42)
    var dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme)
    dashboard.options.needsASCII = ascii
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    for frame in 1...(seconds * framesPerSecond) {
      let instant = VirtualInstant(
        nanoseconds: Int64(frame) * 1_000_000_000 / Int64(framesPerSecond))
      run.simulation.run(until: instant)
      for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
      batches = []
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / Double(framesPerSecond)))
    }
    run.simulation.tearDown()
    return dashboard
  }

  /// The first eight seconds of each scenario, computed once for all tests.
  private static let beginnings = Dictionary(
    uniqueKeysWithValues: ScenarioCatalog.descriptions.map { description in
      (description.name, Result { try dashboard(description) })
    })

  private func beginning(
    of description: ScenarioDescription, theme: Theme = Sample.theme, ascii: Bool = false
  ) throws -> Dashboard {
    var dashboard = try #require(ScenarioScreenTests.beginnings[description.name]).get()
    dashboard.theme = ThemeChoice(theme)
    dashboard.options.needsASCII = ascii
    return dashboard
  }

  private func frame(_ dashboard: Dashboard, _ columns: Int, _ rows: Int) -> Frame {
    var dashboard = dashboard
    _ = dashboard.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
    return Sample.frame(dashboard, columns, rows)
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `the scenario in its default layout`(description: ScenarioDescription) throws {
    let dashboard = try beginning(of: description)
    for (columns, rows) in [(80, 24), (120, 40), (200, 50)] {
      let text = frame(dashboard, columns, rows).text
      try Golden("scenario-\(description.name)-\(columns)x\(rows)").check(text)
    }
    #expect(frame(dashboard, 50, 12).text.contains("it has 50 x 12"))
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `the scenario in ASCII`(description: ScenarioDescription) throws {
    let frame = frame(try beginning(of: description, ascii: true), 80, 24)
    try Golden("scenario-\(description.name)-ascii-80x24").check(frame.text)
    #expect(frame.isASCII)
  }

  @Test(arguments: ScenarioCatalog.descriptions, ["weir-dark", "weir-mono"])
  func `the colours of the scenario by their meaning`(
    description: ScenarioDescription, name: String
  ) throws {
    let theme = Theme(name: name, scheme: try #require(ColorScheme.shipped[name]))
    let frame = frame(try beginning(of: description, theme: theme), 80, 24)
    let letters = StyleLetters(theme).grid(of: frame)
    try Golden("scenario-\(description.name)-\(name)-80x24").check(letters)
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `a scenario with a pitfall can be drawn at every size`(description: ScenarioDescription)
    throws
  {
    for pitfall in description.pitfalls {
      let dashboard = try ScenarioScreenTests.dashboard(
        description, pitfall: pitfall.name, seconds: 4, framesPerSecond: 5)
      for columns in [60, 95, 200] {
        for rows in [16, 33, 50] {
          #expect(!Sample.frame(dashboard, columns, rows).text.isEmpty)
        }
      }
    }
  }

  /// Keys that open every page and view, one after the other.
  private static let openings: [(name: String, keys: [Key])] = [
    ("help", [.character("?")]), ("notes", [.character("?"), .tab]),
    ("notes, further down", [.character("?"), .tab, .end]), ("scenarios", [.character("s")]),
    ("task", [.character("3"), .down, .enter]), ("table", [.character("3"), .character("e")]),
    ("command", [.character(":"), .character("p")]),
    ("filter", [.character("6"), .character("/")]),
    ("entry", [.enter]), ("wrong entry", [.enter, .character("x"), .enter]),
  ]

  @Test(arguments: ScenarioCatalog.descriptions)
  func `with ASCII characters every page and panel is pure ASCII`(description: ScenarioDescription)
    throws
  {
    let pitfall = description.pitfalls.first?.name
    let dashboard = try ScenarioScreenTests.dashboard(
      description, pitfall: pitfall, seconds: 2, framesPerSecond: 5, ascii: true)
    let size = Size(columns: 100, rows: 30)
    for (name, keys) in ScenarioScreenTests.openings {
      var opened = dashboard
      _ = opened.handle(.terminal(.resized(size)))
      for key in keys { _ = opened.handle(.terminal(.keyPressed(key))) }
      expectASCII(opened, size, name)
    }
    for panel in Panel.allCases {
      var expanded = dashboard
      (expanded.places.focus, expanded.places.isExpanded) = (panel, true)
      expectASCII(expanded, size, panel.title)
    }
    for tab in OptionTab.allCases {
      var options = dashboard
      options.overlay = OptionsPage(tab: tab)
      expectASCII(options, size, "options \(tab)")
    }
  }

  private func expectASCII(_ dashboard: Dashboard, _ size: Size, _ name: String) {
    #expect(Sample.frame(dashboard, size.columns, size.rows).isASCII, "\(name) at \(size)")
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `rows go to the panels that need them, and stay there`(description: ScenarioDescription)
    throws
  {
    let specification = try ScenarioCatalog.specification(
      of: description.name, pitfall: nil, seed: 42)
    var dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme)
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    let sizes = [(80, 24), (120, 40), (200, 50)].map { Size(columns: $0, rows: $1) }
    var changes = 0
    var places: [[Layout.Place]] = []
    for fifth in 1...75 {
      run.simulation.run(until: VirtualInstant(nanoseconds: Int64(fifth) * 200_000_000))
      for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
      batches = []
      _ = dashboard.handle(.frameDue(secondsPassed: 0.2))
      guard fifth >= 40 else { continue }
      let present = sizes.map { dashboard.places.sideBySide(for: $0, of: dashboard.run).places }
      if fifth > 40, present != places { changes += 1 }
      places = present
    }
    run.simulation.tearDown()
    #expect(changes <= 4)
    for size in sizes {
      let box = try #require(
        dashboard.places.sideBySide(for: size, of: dashboard.run).box(of: .tasks)
      ).inner
      let needed = try #require(dashboard.places.needs[.tasks]).upperBound - 2
      #expect(box.rows <= max(needed, 3), "\(size)")
    }
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func `a finding has room for its sentence, and only the events give up rows for it`(
    size: Size
  ) throws {
    let description = try #require(
      ScenarioCatalog.descriptions.first { $0.name == "producer-consumer" })
    let specification = try ScenarioCatalog.specification(
      of: description.name, pitfall: "no-task-done", seed: 42)
    var dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme)
    _ = dashboard.handle(.terminal(.resized(size)))
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    var before: [Layout.Place] = []
    for tenth in 1...400 where dashboard.run.analysis.findings.isEmpty {
      before = dashboard.layout.places
      run.simulation.run(until: VirtualInstant(nanoseconds: Int64(tenth) * 100_000_000))
      for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
      batches = []
      _ = dashboard.handle(.frameDue(secondsPassed: 0.1))
    }
    run.simulation.tearDown()
    let finding = try #require(dashboard.run.analysis.findings.first)
    let moved = zip(before, dashboard.layout.places).filter { $0 != $1 }.map(\.0.panel)
    #expect(Set(moved).isSubset(of: [.warnings, .events]))
    let box = try #require(dashboard.layout.box(of: .warnings)).inner
    let text = Sample.frame(dashboard, size.columns, size.rows).text
    let evidence = finding.evidence.wrapped(to: box.columns - 2)
    #expect(box.rows >= min(evidence.count, 2) + 1)
    for row in evidence.prefix(box.rows - 1) { #expect(text.contains(row)) }
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `the legend of the lanes explains the visible signs, always in the same order`(
    description: ScenarioDescription
  ) throws {
    var dashboard = try beginning(of: description)
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    let box = try #require(dashboard.layout.box(of: .tasks)).inner
    let frame = Sample.frame(dashboard, 120, 40)
    let rows = (box.row..<box.endRow).map { frame.text(ofRow: $0, in: box) }
    let last = try #require(rows.lastIndex { $0.contains { $0 != " " } })
    let legend = rows[last]
    let words = Activity.legend.map { "\($0.glyph) \($0.word)" }
    let told = legend.split(separator: "  ").compactMap { words.firstIndex(of: String($0)) }
    #expect(!told.isEmpty && told == told.sorted())
    let above = rows[..<last].joined()
    for index in told {
      #expect(above.contains { Activity.legend[index].signs.contains($0) }, "\(words[index])")
    }
  }
}

extension Activity {
  /// What it looks like in a lane.
  fileprivate var signs: [Character] {
    switch self {
    case .sleeping: ["─", "╶"]
    case .serving: ["━", "╺"]
    default: [glyph]
    }
  }
}

extension Frame {
  fileprivate func text(ofRow row: Int, in box: Box) -> String {
    String((box.column..<box.endColumn).map { self[$0, row].character })
  }
}
