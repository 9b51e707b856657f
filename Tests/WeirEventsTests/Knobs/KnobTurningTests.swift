import Testing
import WeirEvents

@Suite struct KnobTurningTests {
  private static func knob(_ kind: Knob.Kind) -> Knob {
    Knob(name: "knob", unit: "", kind: kind, help: "")
  }

  private static let count = knob(.count(1...64, step: 2))
  private static let capacity = knob(.capacity(0...16, step: 1))
  private static let time = knob(.time(.milliseconds(1)...(.seconds(1))))
  private static let deadline = knob(.optionalDuration(.milliseconds(1)...(.seconds(1))))
  private static let choice = knob(.choice(["a", "b", "c"]))

  @Test(arguments: [
    (count, "5", Turn.up, "7"), (count, "5", .coarseUp, "15"), (count, "5", .coarseDown, "1"),
    (count, "64", .up, "64"), (capacity, "15", .up, "16"), (capacity, "16", .up, "unlimited"),
    (capacity, "unlimited", .up, "unlimited"), (capacity, "unlimited", .down, "16"),
    (time, "100ms", .up, "120ms"), (time, "100ms", .down, "80ms"),
    (time, "110ms", .up, "120ms"), (time, "100ms", .coarseUp, "200ms"), (time, "1s", .up, "1s"),
    (time, "1ms", .down, "1ms"), (time, "exponential:100ms", .up, "exponential:120ms"),
    (deadline, "800ms", .up, "1s"), (deadline, "1s", .up, "off"), (deadline, "off", .up, "off"),
    (deadline, "off", .down, "1s"), (choice, "a", .up, "b"), (choice, "c", .up, "a"),
    (choice, "a", .down, "c"),
  ])
  func `one turn of a knob goes to the next value`(knob: Knob, from: String, turn: Turn, to: String)
    throws
  {
    let value = knob.turned(try knob.value(from: from), turn)
    #expect(value.description == to)
  }

  @Test(arguments: [
    (count, "1"), (capacity, "0"), (time, "1ms"), (time, "uniform:1ms..3ms"),
    (time, "normal:1ms,5ms"), (deadline, "1ms"),
  ])
  func `turning a knob up stays in range and comes to an end`(
    knob: Knob, lowest: String
  ) throws {
    var value = try knob.value(from: lowest)
    var turns = 0
    while knob.turned(value, .up) != value, turns < 1000 {
      value = knob.turned(value, .up)
      turns += 1
      #expect(knob.contains(value))
    }
    #expect(turns > 3 && turns < 100)
  }

  @Test(arguments: ["700ms", "1s", "normal:500ms,1s"])
  func `cycling through distribution families skips those that don't fit the range`(text: String)
    throws
  {
    let knob = KnobTurningTests.time
    var value = try knob.value(from: text)
    var families: Set<TimeDistribution.Family> = []
    for _ in TimeDistribution.Family.allCases {
      value = knob.changedFamily(value)
      #expect(knob.contains(value))
      if case .time(let distribution) = value { families.insert(distribution.family) }
    }
    #expect(families.count >= 5)
  }

  @Test func `cycling through distribution families returns to the first`() {
    let knob = KnobTurningTests.time
    var value = KnobValue.time(.constant(.milliseconds(100)))
    for _ in TimeDistribution.Family.allCases { value = knob.changedFamily(value) }
    #expect(value == .time(.constant(.milliseconds(100))))
  }
}
