import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct TimeoutHistoryTests {
  private func armed(_ id: UInt64, until milliseconds: Int64) -> Event.Kind {
    .timeout(
      TimeoutID(id), .armed(by: TaskID(1), deadline: .init(nanoseconds: milliseconds * 1_000_000)))
  }

  @Test func `late tasks are kept, and the task that came closest to its deadline`() {
    var script = Script()
    script.at(0, .born(1, "worker"), armed(1, until: 100), armed(2, until: 300))
    script.at(100, .timeout(TimeoutID(1), .fired(by: TaskID(1))))
    script.at(250, .timeout(TimeoutID(1), .workEnded(by: TaskID(1))))
    script.at(280, .timeout(TimeoutID(2), .met(by: TaskID(1))))
    let history = RunHistory(of: script.batch(until: 400)).timeoutHistory
    #expect(history.late.map(\.task.description) == ["worker"])
    #expect(history.late.first?.limit == .milliseconds(100))
    #expect(history.late.first?.ended?.nanoseconds == 250_000_000)
    #expect(history.closest?.left == .milliseconds(20))
    #expect(history.lateWork.history.highest == 1)
    #expect(abs(history.lateWork.history.mean - 150.0 / 400) < 0.001)
  }
}
