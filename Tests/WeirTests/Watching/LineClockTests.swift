import Testing
import WeirEvents

@testable import weir

@Suite struct LineClockTests {
  private let arrival = ContinuousClock.now

  private func clock() -> LineClock {
    LineClock(instant: VirtualInstant(nanoseconds: 5_000_000_000), arrival: arrival)
  }

  @Test(arguments: [(0, 5000), (50, 5000), (600, 5500), (1100, 6000), (90_000, 6000)])
  func `time continues after a line, at most for one pulse`(passed: Int, present: Int64) {
    let now = clock().present(at: arrival + .milliseconds(passed))
    #expect(now.nanoseconds == present * 1_000_000)
  }

  @Test(arguments: [(0, 0), (2999, 0), (3000, 3), (61_500, 61)])
  func `silence counts from three seconds on`(passed: Int, seconds: Int) {
    #expect(clock().silence(at: arrival + .milliseconds(passed)) == seconds)
  }
}
