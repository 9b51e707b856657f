import Testing
import WeirEngine
import WeirScenarios
import WeirTrace

@testable import WeirDashboard

/// Every scenario as it is really run, on the smallest common screen and on a large one.
@Suite struct ScenarioScreenTests {
  /// A dashboard over the first seconds of a scenario, a frame every 33 ms.
  private static func dashboard(
    _ description: ScenarioDescription, pitfall: String? = nil, seconds: Int = 8
  ) throws -> Dashboard {
    let specification = try ScenarioCatalog.specification(
      of: description.name, pitfall: pitfall, seed: 42)
    var dashboard = Dashboard(
      description: description, specification: specification, theme: Sample.theme)
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    for frame in 1...(seconds * 30) {
      let instant = VirtualInstant(nanoseconds: Int64(frame) * 1_000_000_000 / 30)
      run.simulation.run(until: instant)
      for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
      batches = []
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    }
    run.simulation.tearDown()
    return dashboard
  }

  /// The first eight seconds of each scenario, made once for all that is looked at in them.
  private static let beginnings = Dictionary(
    uniqueKeysWithValues: ScenarioCatalog.descriptions.map { description in
      (description.name, Result { try dashboard(description) })
    })

  private func beginning(
    of description: ScenarioDescription, theme: Theme = Sample.theme, ascii: Bool = false
  ) throws -> Dashboard {
    var dashboard = try #require(ScenarioScreenTests.beginnings[description.name]).get()
    dashboard.theme = theme
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
    #expect(frame.cells.allSatisfy { $0.character.isASCII && $0.character != Cell.continuation })
  }

  @Test(arguments: ScenarioCatalog.descriptions, ["weir-dark", "weir-mono"])
  func `the colours of the scenario by what they mean`(
    description: ScenarioDescription, name: String
  ) throws {
    let theme = Theme(name: name, scheme: try #require(ColorScheme.shipped[name]))
    let frame = frame(try beginning(of: description, theme: theme), 80, 24)
    let letters = StyleLetters(theme).grid(of: frame)
    try Golden("scenario-\(description.name)-\(name)-80x24").check(letters)
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `a pitfall is drawn at every size`(description: ScenarioDescription) throws {
    for pitfall in description.pitfalls {
      let dashboard = try ScenarioScreenTests.dashboard(
        description, pitfall: pitfall.name, seconds: 4)
      for columns in stride(from: 60, through: 200, by: 35) {
        for rows in stride(from: 16, through: 50, by: 17) {
          #expect(!Sample.frame(dashboard, columns, rows).text.isEmpty)
        }
      }
    }
  }
}
