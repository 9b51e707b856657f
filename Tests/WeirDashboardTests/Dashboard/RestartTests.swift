import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// What the user sees when a run restarts.
@Suite struct RestartTests {
  private var dashboard = Sample.dashboard(after: 4)

  private mutating func press(_ keys: String) {
    for key in keys { _ = dashboard.handle(.terminal(.keyPressed(.character(key)))) }
  }

  /// Restarts the run and lets some of it happen, without a key in between.
  private mutating func beginAnew(seconds: Double) {
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    _ = dashboard.handle(.batchArrived(SampleRun.batch(until: seconds)))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.3))
  }

  @Test mutating func `the tree and its filter stay in the next run`() {
    press("3ee/consumer")
    _ = dashboard.handle(.terminal(.keyPressed(.enter)))
    let before = dashboard.panels.tasks.list.listing
    beginAnew(seconds: 4)
    #expect(
      dashboard.panels.tasks.list.listing == before && before.order == .tree
        && !before.filter.isEmpty)
    #expect(dashboard.panels.tasks.list.rows.contains { $0.branch != nil })
  }

  @Test mutating func `after a seek back, the chosen task stays chosen`() throws {
    press("3")
    _ = dashboard.handle(.terminal(.keyPressed(.down)))
    let chosen = dashboard.panels.tasks.chosen
    let past = RunPast(
      of: RunHistory(RunModel(of: RunStart(Sample.specification), in: Sample.description)),
      spool: EventSpool(in: nil))
    past.append(SampleRun.batch(until: 4))
    let place = past.position(at: VirtualInstant(nanoseconds: 2_000_000_000))
    let restored = try #require(place.flatMap(past.restore))
    _ = dashboard.handle(.run(.restored(restored, isPast: true)))
    #expect(chosen != nil && dashboard.panels.tasks.chosen == chosen)
  }
}
