import Testing
import WeirEngine
import WeirScenarios
import WeirTrace

@testable import WeirDashboard

/// Every scenario as it is really run, on the smallest common screen and on a large one.
@Suite struct ScenarioScreenTests {
  /// A dashboard over the first seconds of a scenario, a frame every 33 ms.
  private func dashboard(
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

  @Test(arguments: ScenarioCatalog.descriptions)
  func `the scenario in its default layout`(description: ScenarioDescription) throws {
    let dashboard = try dashboard(description)
    for (columns, rows) in [(80, 24), (120, 40)] {
      let text = Sample.frame(dashboard, columns, rows).text
      try Golden("scenario-\(description.name)-\(columns)x\(rows)").check(text)
    }
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `a pitfall is drawn at every size`(description: ScenarioDescription) throws {
    for pitfall in description.pitfalls {
      let dashboard = try dashboard(description, pitfall: pitfall.name, seconds: 4)
      for columns in stride(from: 60, through: 200, by: 35) {
        for rows in stride(from: 16, through: 50, by: 17) {
          #expect(!Sample.frame(dashboard, columns, rows).text.isEmpty)
        }
      }
    }
  }
}
