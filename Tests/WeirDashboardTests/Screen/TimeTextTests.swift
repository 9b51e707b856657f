import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct TimeTextTests {
  @Test(arguments: [
    (Duration.zero, "0s"), (.microseconds(250), "250us"), (.milliseconds(820), "820ms"),
    (.microseconds(999_600), "1.00s"), (.milliseconds(1250), "1.25s"),
    (.milliseconds(9996), "10.0s"), (.milliseconds(12_440), "12.4s"),
    (.milliseconds(59_960), "1m00s"), (.seconds(200), "3m20s"), (.seconds(7500), "2h05m"),
    (.seconds(356_400), "4d03h"), (.seconds(-1), "0s"),
  ])
  func `lengths are short and rounded`(duration: Duration, text: String) {
    #expect(TimeText.short(duration) == text)
  }

  @Test func `the clock has the same width for four days`() {
    #expect(TimeText.clock(.init(nanoseconds: 83_456_000_000)) == "00:01:23.456")
    #expect(TimeText.clock(.init(nanoseconds: 359_999_999_999_999)) == "99:59:59.999")
  }

  @Test(arguments: [
    (0.0, "0.0"), (4.06, "4.1"), (99.96, "100"), (12_345, "12.3k"), (4_500_000, "4.5M"),
    (.infinity, "-"),
  ])
  func `rates keep to five columns`(rate: Double, text: String) {
    #expect(NumberText.rate(rate) == text)
  }

  @Test(arguments: [(1.0, "×1"), (0.25, "×1/4"), (64, "×64"), (4096, "×4096")])
  func `speeds are multiples of real time`(speed: Double, text: String) {
    #expect(NumberText.speed(speed) == text)
  }

  @Test func `a time axis has round labels that end where they belong`() {
    let axis = TimeAxis.text(columns: 40, TimeScale(level: 7))
    #expect(axis == "           -10s          -5s         now")
  }
}
