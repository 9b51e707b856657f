import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Each panel expanded to the whole screen.
@Suite struct ExpandedPanelTests {
  private static let panels: [Panel] = Panel.allCases.filter { $0 != .tasks }

  private func expand(_ panel: Panel, on dashboard: inout Dashboard) {
    _ = dashboard.handle(.terminal(.keyPressed(.character(Character("\(panel.number)")))))
    _ = dashboard.handle(.terminal(.keyPressed(.character("f"))))
    _ = dashboard.handle(.frameDue(secondsPassed: 1))
  }

  /// An overloaded service with its pitfall enabled.
  private func service(seconds: Int, ascii: Bool = false) throws -> Dashboard {
    let specification = try ScenarioCatalog.specification(
      of: "service", pitfall: "retry-storm", seed: 7)
    let description = try #require(ScenarioCatalog.descriptions.first { $0.name == "service" })
    var dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme,
      options: .init(ascii: ascii))
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    run.simulation.run(until: VirtualInstant(nanoseconds: Int64(seconds) * 1_000_000_000))
    for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
    run.simulation.tearDown()
    return dashboard
  }

  private static let busy = Sample.dashboard(
    after: 20,
    run: SampleRun(producers: 12, consumers: 4, capacity: 12, deadline: .milliseconds(900)))

  @Test(arguments: panels)
  func `a panel can fill the whole screen`(panel: Panel) throws {
    var dashboard = ExpandedPanelTests.busy
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    expand(panel, on: &dashboard)
    let frame = Sample.frame(dashboard, 120, 40)
    try Golden("expanded-\(panel.title.lowercased())-120x40").check(frame.text)
  }

  @Test func `every panel is drawn at every size, in ASCII as well`() throws {
    for ascii in [false, true] {
      let service = try service(seconds: 25, ascii: ascii)
      for panel in ExpandedPanelTests.panels {
        var dashboard = service
        expand(panel, on: &dashboard)
        for columns in [60, 100, 171, 320] {
          for rows in [16, 31, 58, 120] {
            let frame = Sample.frame(dashboard, columns, rows)
            #expect(!ascii || frame.isASCII)
          }
        }
      }
    }
  }

  @Test func `the events panel counts newer events while scrolled back`() {
    var dashboard = Sample.dashboard(after: 10)
    expand(.events, on: &dashboard)
    _ = dashboard.handle(.terminal(.keyPressed(.pageUp)))
    _ = dashboard.handle(.terminal(.keyPressed(.up)))
    #expect(Sample.frame(dashboard, 80, 24).text.contains("── 1 newer below ─"))
  }

  @Test func `a click on a knob in the table chooses it`() {
    var dashboard = Sample.dashboard(after: 1)
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    expand(.knobs, on: &dashboard)
    let text = Sample.frame(dashboard, 120, 40).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    let row = text.firstIndex { $0.contains("consume-time") } ?? 0
    _ = dashboard.handle(.terminal(.mouseUsed(.clicked(Point(column: 6, row: row)))))
    #expect(dashboard.chosenKnob?.name == "consume-time")
  }
}
