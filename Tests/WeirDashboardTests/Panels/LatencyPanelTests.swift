import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct LatencyPanelTests {
  /// The panel after requests of 10 to 40 seconds, in a scenario in which three durations are on.
  private func text(deadlineKnob: String?) -> String {
    var description = Sample.description
    description.deadlineKnob = deadlineKnob
    var script = Script()
    script.at(0, .born(1, "caller-1"))
    var now: Int64 = 0
    for length in stride(from: 10_000 as Int64, through: 40_000, by: 1000) {
      script.at(now, .request(TaskID(1), .started))
      now += length
      script.at(now, .request(TaskID(1), .ended(.completed)))
    }
    var dashboard = Dashboard(
      description: description, start: RunStart(Sample.specification), theme: Sample.theme)
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    _ = dashboard.handle(.batchArrived(script.batch(until: now)))
    _ = dashboard.handle(.frameDue(secondsPassed: 1))
    var frame = Frame(size: Size(columns: 46, rows: 8))
    dashboard.draw(.latency, in: &frame)
    return frame.text
  }

  @Test(arguments: ["deadline", "shift"])
  func `the deadline that the scenario names is marked by its name`(knob: String) {
    let text = text(deadlineKnob: knob)
    #expect(text.contains("◆ \(knob)") || text.contains("\(knob) ◆"))
  }

  @Test func `a scenario without deadlines has no mark, even if another knob has that value`() {
    #expect(!text(deadlineKnob: nil).contains("◆"))
  }
}
