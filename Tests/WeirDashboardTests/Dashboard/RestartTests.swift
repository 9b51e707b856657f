import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// What a person looks at when a run begins anew.
@Suite struct RestartTests {
  private var dashboard = Sample.dashboard(after: 4)

  private mutating func press(_ keys: String) {
    for key in keys { _ = dashboard.handle(.terminal(.keyPressed(.character(key)))) }
  }

  /// The run begins again, and some of it happens, with no key in between.
  private mutating func beginAnew(seconds: Double) {
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    _ = dashboard.handle(.batchArrived(SampleRun.batch(until: seconds)))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
  }

  @Test mutating func `a filtered tree is a filtered tree in the next run`() {
    press("3ee/consumer")
    _ = dashboard.handle(.terminal(.keyPressed(.enter)))
    let before = dashboard.panels.tasks.list.listing
    beginAnew(seconds: 4)
    #expect(
      dashboard.panels.tasks.list.listing == before && before.isTree && !before.filter.isEmpty)
    #expect(dashboard.panels.tasks.list.rows.contains { $0.branch != nil })
  }

  @Test mutating func `back in time, the chosen task stays chosen`() {
    press("3")
    _ = dashboard.handle(.terminal(.keyPressed(.down)))
    let chosen = dashboard.panels.tasks.chosen
    press(":goto -2s")
    _ = dashboard.handle(.terminal(.keyPressed(.enter)))
    beginAnew(seconds: 2)
    #expect(chosen != nil && dashboard.panels.tasks.chosen == chosen)
  }
}
