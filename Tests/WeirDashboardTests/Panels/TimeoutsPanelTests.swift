import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct TimeoutsPanelTests {
  /// The panel after one deadline that was met.
  private func text(rows: Int) -> String {
    var script = Script()
    script.at(0, .born(1, "caller-1"))
    script.at(
      0, .timeoutArmed(TimeoutID(1), by: TaskID(1), deadline: .init(nanoseconds: 1_000_000_000)))
    script.at(500, .timeoutMet(TimeoutID(1), by: TaskID(1)))
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(script.batch(until: 600)))
    var frame = Frame(size: Size(columns: 40, rows: rows))
    TimeoutsPanel(state: dashboard).draw(in: &frame, Box(frame.size))
    return frame.text
  }

  @Test(arguments: [1, 2, 5])
  func `where nothing is armed the panel says so, however low it is`(rows: Int) {
    #expect(text(rows: rows).contains("None is armed now."))
    #expect(text(rows: rows).contains("met 1") == (rows > 1))
  }
}
