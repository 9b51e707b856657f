import Testing

@testable import WeirScreen

@Suite struct TimeTextTests {
  @Test(arguments: [
    (Duration.zero, "0s"), (.microseconds(250), "250us"), (.milliseconds(820), "820ms"),
    (.microseconds(999_600), "1.00s"), (.milliseconds(1250), "1.25s"),
    (.milliseconds(9996), "10.0s"), (.milliseconds(12_440), "12.4s"),
    (.milliseconds(59_960), "1m00s"), (.seconds(200), "3m20s"), (.seconds(7500), "2h05m"),
    (.seconds(356_400), "4d03h"), (.seconds(-1), "0s"),
  ])
  func `durations are short and rounded`(duration: Duration, text: String) {
    #expect(TimeText.short(duration) == text)
  }

  @Test func `the clock has the same width for four days`() {
    #expect(TimeText.clock(.nanoseconds(83_456_000_000)) == "00:01:23.456")
    #expect(TimeText.clock(.nanoseconds(359_999_999_999_999)) == "99:59:59.999")
  }

  @Test(arguments: [
    (0.0, "0.0"), (4.06, "4.1"), (99.96, "100"), (12_345, "12.3k"), (4_500_000, "4.5M"),
    (.infinity, "-"),
  ])
  func `rates take at most five columns`(rate: Double, text: String) {
    #expect(NumberText.rate(rate) == text)
  }

  @Test(arguments: [(1.0, "×1"), (0.25, "×1/4"), (64, "×64"), (4096, "×4.1k")])
  func `speeds are multiples of real time`(speed: Double, text: String) {
    #expect(NumberText.speed(speed) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (9999, "9999"), (10_000, "10k"), (23_600, "24k"), (236_000, "236k"),
    (999_499, "999k"), (999_500, "1.0M"), (9_949_999, "9.9M"), (9_950_000, "10M"),
    (999_499_999, "999M"), (999_500_000, "1.0G"), (12_000_000_000, "12G"),
  ])
  func `narrow counts have a unit and at most four columns`(count: Int, text: String) {
    #expect(NumberText.narrow(count) == text)
    #expect(text.count <= 4)
  }

  @Test(arguments: [1.0, 2, 512, 999, 1000, 1500, 8192, 9949, 9950, 16384, 65536, 0.5, 0.001])
  func `a speed is never cut: it has at most seven columns`(speed: Double) {
    #expect(NumberText.speed(speed).count <= 7)
    #expect(NumberText.measuredSpeed(speed).count <= 7)
  }

  @Test func `the fastest speed and the speed that is reached fit into the header together`() {
    let asked = NumberText.speed(16384)
    #expect(asked == "×16k")
    #expect("\(NumberText.measuredSpeed(8192)) of \(asked)".count <= 13)
  }
}
