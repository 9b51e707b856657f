import Testing
import WeirEvents

@Suite struct ParameterKindTurningTests {
  private static let times = Duration.milliseconds(1)...Duration.seconds(1)
  private static let count = ParameterKind.count(1...64, step: 2)
  private static let capacity = ParameterKind.capacity(0...16, step: 1)
  private static let number = ParameterKind.number(1000...100_000, step: 100)
  private static let speed = ParameterKind.number(1...64_000, step: nil)
  private static let share = ParameterKind.share(step: 50)
  private static let rate = ParameterKind.rate(100...1_000_000)
  private static let time = ParameterKind.time(times)
  private static let deadline = ParameterKind.optionalDuration(times)
  private static let choice = ParameterKind.choice(["a", "b", "c"])
  private static let name = ParameterKind.name(["a", "b", "c"], listedBy: "list")

  @Test(arguments: [
    (count, "5", Turn.up, "7"), (count, "5", .coarseUp, "15"), (count, "5", .coarseDown, "1"),
    (count, "64", .up, "64"), (capacity, "15", .up, "16"), (capacity, "16", .up, "unlimited"),
    (capacity, "unlimited", .up, "unlimited"), (capacity, "unlimited", .down, "16"),
    (number, "2", .up, "2.1"), (number, "1", .down, "1"), (speed, "3", .up, "6"),
    (speed, "3", .down, "1.5"), (speed, "0.001", .down, "0.001"), (speed, "1", .coarseUp, "8"),
    (share, "5%", .up, "10%"), (share, "10%", .coarseDown, "0%"), (rate, "1/s", .up, "1.2/s"),
    (time, "100ms", .up, "120ms"), (time, "100ms", .down, "80ms"),
    (time, "110ms", .up, "120ms"), (time, "100ms", .coarseUp, "200ms"), (time, "1s", .up, "1s"),
    (time, "1ms", .down, "1ms"), (time, "exponential:100ms", .up, "exponential:120ms"),
    (deadline, "800ms", .up, "1s"), (deadline, "1s", .up, "off"), (deadline, "off", .up, "off"),
    (deadline, "off", .down, "1s"), (choice, "a", .up, "b"), (choice, "c", .up, "a"),
    (choice, "a", .down, "c"), (choice, "a", .coarseUp, "b"), (name, "c", .up, "a"),
  ])
  func `a turn goes to the next value`(
    kind: ParameterKind, from: String, turn: Turn, to: String
  ) throws {
    #expect(kind.turned(try kind.value(from: from), turn).description == to)
  }

  @Test(arguments: [Turn.up, .down])
  func `an unknown name turns to the first, and a folder does not turn`(turn: Turn) {
    #expect(Self.name.turned(.choice("other"), turn) == .choice("a"))
    #expect(ParameterKind.folder.turned(.folder("x"), turn) == .folder("x"))
    #expect(ParameterKind.choice([]).turned(.choice("x"), turn) == .choice("x"))
  }

  @Test(arguments: [Turn.up, .down, .coarseUp, .coarseDown])
  func `a value of another kind is out of range, has no slider position and does not turn`(
    turn: Turn
  ) {
    for kind in [Self.count, Self.number, Self.share, Self.rate, Self.time, Self.deadline] {
      #expect(!kind.contains(.choice("5")))
      #expect(kind.position(of: .choice("5")) == nil)
      #expect(kind.turned(.choice("5"), turn) == .choice("5"))
    }
  }

  @Test(arguments: [
    (count, "1"), (capacity, "0"), (share, "0%"), (rate, "0.1/s"), (speed, "0.001"),
    (time, "1ms"), (time, "uniform:1ms..3ms"), (time, "normal:1ms,5ms"), (deadline, "1ms"),
  ])
  func `every value on the way up is in range, and the way up ends`(
    kind: ParameterKind, lowest: String
  ) throws {
    var value = try kind.value(from: lowest)
    var turns = 0
    while kind.turned(value, .up) != value, turns < 1000 {
      value = kind.turned(value, .up)
      turns += 1
      #expect(kind.contains(value))
    }
    #expect(turns > 3 && turns < 100)
  }

  @Test(arguments: ["700ms", "1s", "normal:500ms,1s"])
  func `turning through the families leaves out those that have no room`(text: String) throws {
    let kind = ParameterKindTurningTests.time
    var value = try kind.value(from: text)
    var families: Set<TimeDistribution.Family> = []
    for _ in TimeDistribution.Family.allCases {
      value = kind.changedFamily(value)
      #expect(kind.contains(value))
      if case .time(let distribution) = value { families.insert(distribution.family) }
    }
    #expect(families.count >= 5)
  }

  @Test func `turning through the families comes back to the first`() {
    let kind = ParameterKindTurningTests.time
    var value = ParameterValue.time(.constant(.milliseconds(100)))
    for _ in TimeDistribution.Family.allCases { value = kind.changedFamily(value) }
    #expect(value == .time(.constant(.milliseconds(100))))
  }
}
