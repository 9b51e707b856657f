import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct TimeoutsPanelTests {
  /// The panel after one deadline was met.
  private func text(rows: Int) -> String {
    var script = Script()
    script.at(0, .born(1, "caller-1"))
    script.at(
      0, .timeout(TimeoutID(1), .armed(by: TaskID(1), deadline: .init(nanoseconds: 1_000_000_000))))
    script.at(500, .timeout(TimeoutID(1), .met(by: TaskID(1))))
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(script.batch(until: 600)))
    var frame = Frame(size: Size(columns: 40, rows: rows))
    dashboard.draw(.timeouts, in: &frame)
    return frame.text
  }

  @Test(arguments: [1, 2, 5])
  func `the panel says that no deadline is armed, however low it is`(rows: Int) {
    #expect(text(rows: rows).contains("No timeouts armed."))
    #expect(text(rows: rows).contains("met 1") == (rows > 1))
  }

  /// The panel before any deadline was armed, in the guide's program, with the knob of this name
  /// off.
  private func hint(deadlineKnob: String?) -> String {
    var description = Sample.description
    description.deadlineKnob = deadlineKnob
    var specification = Sample.specification
    specification.parameters = description.parameters(of: description.preset(named: "guide"))
    let dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme)
    var frame = Frame(size: Size(columns: 80, rows: 2))
    dashboard.draw(.timeouts, in: &frame)
    return frame.text
  }

  @Test func `the hint names a knob that arms deadlines and is off, and no other`() {
    #expect(hint(deadlineKnob: "deadline").contains("The deadline is off"))
    for knob in ["shift", nil] {
      #expect(hint(deadlineKnob: knob).contains("No deadline was armed yet."))
    }
  }

  @Test(arguments: [0, 1, 7, 60, 999, 1000, 2000])
  func `the smallest elements are those that come first in order`(count: Int) {
    let numbers = (0..<1000).map { $0 * 7919 % 1009 }
    for list in [numbers, numbers.sorted(), numbers.sorted(by: >)] {
      #expect(list.smallest(count, by: <) == Array(list.sorted().prefix(count)))
    }
  }

  @Test func `finding a few of many deadlines costs about one comparison each`() {
    var looks = 0
    let numbers = (0..<100_000).map { $0 * 7919 % 100_003 }
    _ = numbers.smallest(40) { first, second in
      looks += 1
      return first < second
    }
    #expect(looks < 120_000)
  }
}
