import Testing
import WeirEvents

@Suite struct ParameterKindTextTests {
  private static let times = Duration.milliseconds(1)...Duration.seconds(60)
  private static let count = ParameterKind.count(1...64, step: 1)
  private static let capacity = ParameterKind.capacity(0...64, step: 4)
  private static let number = ParameterKind.number(10...64_000, step: nil)
  private static let share = ParameterKind.share(step: 50)
  private static let rate = ParameterKind.rate(100...1_000_000)
  private static let time = ParameterKind.time(times)
  private static let duration = ParameterKind.duration(times)
  private static let deadline = ParameterKind.optionalDuration(times)
  private static let choice = ParameterKind.choice(["block", "fail"])
  private static let name = ParameterKind.name(["dark", "light"], listedBy: "weir themes")
  private static let folder = ParameterKind.folder

  @Test(arguments: [
    (count, "1", ParameterValue.count(1)), (count, "64", .count(64)), (capacity, "0", .count(0)),
    (capacity, "unlimited", .unlimited), (number, "0.01", .number(10)),
    (number, "2", .number(2000)),
    (share, "0%", .share(0)), (share, "12.5%", .share(125)), (share, "1", .share(1000)),
    (rate, "4", .rate(4000)), (rate, "0.5/s", .rate(500)),
    (time, "1ms", .time(.constant(.milliseconds(1)))),
    (time, "exponential:1m", .time(.exponential(mean: .seconds(60)))),
    (time, "normal:1s,1m", .time(.normal(mean: .seconds(1), deviation: .seconds(60)))),
    (time, "uniform:0s..1m", .time(.uniform(from: .zero, to: .seconds(60)))),
    (duration, "1m", .duration(.seconds(60))), (deadline, "1s", .duration(.seconds(1))),
    (deadline, "off", .off), (choice, "fail", .choice("fail")), (name, "dark", .choice("dark")),
    (folder, "~/runs", .folder("~/runs")),
  ])
  func `a value in range is read, and what is written reads back`(
    kind: ParameterKind, text: String, value: ParameterValue
  ) throws {
    #expect(try kind.value(from: text) == value)
    #expect(try kind.value(from: value.description) == value)
  }

  @Test(arguments: [
    (count, "0", "1 to 64"), (count, "65", "1 to 64"), (count, "-1", "1 to 64"),
    (count, "99999999999999999999", "1 to 64"), (capacity, "-1", "0 to 64, or unlimited"),
    (number, "65", "0.01 to 64"), (share, "101%", "0% to 100%"), (rate, "0.01", "0.1/s to 1000/s"),
    (time, "2m", "1ms to 1m"), (time, "exponential:1us", "1ms to 1m"),
    (time, "normal:1ms,2000000h", "1ms to 1m"), (time, "uniform:1ms..61s", "1ms to 1m"),
    (duration, "0s", "1ms to 1m"), (deadline, "1h", "1ms to 1m, or off"),
    (folder, "", "a folder"), (folder, "a\0b", "a folder"),
  ])
  func `a value out of range is refused`(kind: ParameterKind, text: String, range: String) {
    #expect(throws: ParameterKind.Refusal.outOfRange) { try kind.value(from: text) }
    #expect(kind.rangeText == range)
  }

  @Test(arguments: [
    (count, "many"), (count, "1.5"), (count, "unlimited"), (capacity, "off"), (number, "x"),
    (share, "0.05%"), (share, "half"), (rate, "4/m"), (time, "5"), (duration, "exponential:1s"),
    (duration, "off"), (deadline, "unlimited"), (choice, "Block"), (choice, ""), (name, "drak"),
  ])
  func `a value of another kind is refused`(kind: ParameterKind, text: String) {
    #expect(throws: ParameterKind.Refusal.wrongKind) { try kind.value(from: text) }
  }

  @Test(arguments: [
    (count, "a whole number from 1 to 64", "Give a whole number from 1 to 64."),
    (number, "a number from 0.01 to 64", "Give a number from 0.01 to 64."),
    (share, "a share such as 5% or 12.5%", "Give a share such as 90%, from 0% to 100%."),
    (
      duration, "a duration such as 250ms, 1.5s, 2m or 1h",
      "Give a duration such as 250ms, 1.5s or 2m, from 1ms to 1m."
    ),
    (choice, "one of block, fail", "Give one of block, fail."),
    (name, "one of dark, light", "'weir themes' lists them."),
    (folder, "a folder", "Give a folder."),
  ])
  func `each kind says what to give`(kind: ParameterKind, expectation: String, advice: String) {
    #expect(kind.expectation == expectation)
    #expect(kind.advice(for: "zzzzzzzz") == advice)
    #expect(kind.advice(for: "") == advice)
  }

  @Test func `advice about a misspelled word asks whether the nearest one was meant`() {
    #expect(Self.choice.advice(for: "blok") == "Did you mean 'block'?")
    #expect(Self.name.advice(for: "drak") == "Did you mean 'dark'?")
  }

  @Test(arguments: [
    (count, "1"), (capacity, "4"), (share, "5%"), (rate, "about a quarter"),
    (time, "about a quarter"), (choice, "the next one"), (folder, ""),
  ])
  func `each kind says how far a turn goes`(kind: ParameterKind, text: String) {
    #expect(kind.stepText == text)
  }
}
