import Testing
import WeirEvents

@Suite struct KnobParsingTests {
  private static func knob(_ kind: Knob.Kind) -> Knob {
    Knob(name: "knob", unit: "", kind: kind, help: "")
  }

  private static let count = knob(.count(1...64, step: 1))
  private static let capacity = knob(.capacity(0...64, step: 4))
  private static let time = knob(.time(.milliseconds(1)...(.seconds(60))))
  private static let duration = knob(.duration(.milliseconds(1)...(.seconds(60))))
  private static let deadline = knob(.optionalDuration(.milliseconds(1)...(.seconds(60))))
  private static let choice = knob(.choice(["block", "fail"]))

  @Test(arguments: [
    (count, "1", KnobValue.count(1)), (count, "64", .count(64)), (capacity, "0", .count(0)),
    (capacity, "unlimited", .unlimited), (time, "1ms", .time(.constant(.milliseconds(1)))),
    (time, "exponential:1m", .time(.exponential(mean: .seconds(60)))),
    (time, "normal:1s,1m", .time(.normal(mean: .seconds(1), deviation: .seconds(60)))),
    (time, "uniform:0s..1m", .time(.uniform(from: .zero, to: .seconds(60)))),
    (duration, "1m", .duration(.seconds(60))), (deadline, "1s", .duration(.seconds(1))),
    (deadline, "off", .off), (choice, "fail", .choice("fail")),
  ])
  func `a knob's value in range is read, and reads back when written`(
    knob: Knob, text: String, value: KnobValue
  ) throws {
    #expect(try knob.value(from: text) == value)
    #expect(try knob.value(from: value.description) == value)
  }

  @Test(arguments: [
    (count, "0", "1 to 64"), (count, "65", "1 to 64"), (count, "-1", "1 to 64"),
    (count, "99999999999999999999", "1 to 64"), (capacity, "-1", "0 to 64, or unlimited"),
    (time, "2m", "1ms to 1m"), (time, "exponential:1us", "1ms to 1m"),
    (time, "normal:1ms,2000000h", "1ms to 1m"), (time, "uniform:1ms..61s", "1ms to 1m"),
    (duration, "0s", "1ms to 1m"), (deadline, "1h", "1ms to 1m, or off"),
  ])
  func `a knob's value out of range is rejected with the range`(
    knob: Knob, text: String, range: String
  ) {
    #expect(throws: KnobError.outOfRange(knob: "knob", text: text, range: range)) {
      try knob.value(from: text)
    }
  }

  @Test(arguments: [
    (count, "many"), (count, "1.5"), (count, "unlimited"), (capacity, "off"), (time, "5"),
    (duration, "exponential:1s"), (duration, "off"), (deadline, "unlimited"), (choice, "Block"),
    (choice, ""),
  ])
  func `a knob's value of another kind is rejected with what is expected`(knob: Knob, text: String)
  {
    let error = #expect(throws: KnobError.self) { try knob.value(from: text) }
    guard case .wrongKind("knob", text, let expected) = error else {
      Issue.record("\(String(describing: error)) is another error")
      return
    }
    #expect(!expected.isEmpty)
    #expect(error?.description == "The knob 'knob' can't be set to '\(text)'. Give \(expected).")
  }
}
