import Testing
import WeirTestSupport
import WeirEvents

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("0s", Duration.zero), ("1ns", .nanoseconds(1)), ("1.5us", .nanoseconds(1500)),
    ("250ms", .milliseconds(250)), ("1.5s", .milliseconds(1500)), ("90s", .seconds(90)),
    ("2m", .seconds(120)), ("1h", .seconds(3600)), ("25h", .seconds(90_000)),
    ("1500ms", .milliseconds(1500)), ("0.001ms", .microseconds(1)), ("1µs", .microseconds(1)),
  ])
  func `a duration is read from a number with a unit`(text: String, duration: Duration) {
    #expect(DurationText.parse(text) == duration)
  }

  @Test(arguments: [
    "", "s", "5", "ms5", "-1s", "1 s", "1.s", ".5s", "1.5.5s", "1e3s", "0.5ns", "1.0000000001s",
    "300000000000h", "５s",
  ])
  func `a text that is not a number with a unit is no duration`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(arguments: [
    (Duration.zero, "0s"), (.nanoseconds(999), "999ns"), (.microseconds(1), "1us"),
    (.milliseconds(1500), "1.5s"), (.seconds(60), "1m"), (.seconds(61), "61s"),
    (.seconds(3600), "1h"), (.nanoseconds(1_000_000_001), "1000000.001us"),
    (.microseconds(40_613_959), "40613.959ms"),
  ])
  func `a duration is written in the largest unit that needs at most three decimals`(
    duration: Duration, text: String
  ) {
    #expect(DurationText(duration).description == text)
  }

  @Test(arguments: UInt64(1)...200)
  func `a written duration reads back to the nanosecond`(seed: UInt64) {
    var dice = Dice(seed)
    let nanoseconds = Int64(dice.next() >> UInt64(1 + dice.below(62)))
    let duration = Duration.nanoseconds(nanoseconds)
    #expect(DurationText.parse(DurationText(duration).description) == duration)
  }
}
