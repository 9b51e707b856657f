import Testing
import WeirEvents

@Suite struct ParameterKindSliderTests {
  private static let times = Duration.milliseconds(1)...Duration.seconds(60)
  private static let kinds: [ParameterKind] = [
    .count(1...64, step: 1), .capacity(0...64, step: 4), .number(1...64_000, step: nil),
    .share(step: 50), .rate(100...1_000_000), .time(times), .duration(times),
    .optionalDuration(times), .choice(["a", "b", "c"]), .name(["a", "b", "c"], listedBy: "list"),
  ]

  @Test(arguments: [(0, 0.0), (50, 0.05), (500, 0.5), (1000, 1.0)])
  func `the slider of a share stands where the share is`(thousandths: Int, position: Double) {
    #expect(ParameterKind.share(step: 10).position(of: .share(thousandths)) == position)
  }

  @Test func `the slider of a rate goes by its logarithm, from end to end`() throws {
    let kind = ParameterKind.rate(100...102_400)
    for (rate, expected) in [(100, 0), (800, 0.3), (3200, 0.5), (12_800, 0.7), (102_400, 1)] {
      #expect(abs(try #require(kind.position(of: .rate(rate))) - expected) < 0.02)
    }
  }

  @Test(arguments: kinds)
  func `a slider goes up with each turn, from 0 to 1`(kind: ParameterKind) throws {
    var value = kind.value(nearestTo: 0, from: try #require(kind.example))
    #expect(kind.position(of: value) == 0)
    while let position = kind.position(of: value), position < 1 {
      value = kind.turned(value, .up)
      #expect(try #require(kind.position(of: value)) > position)
    }
  }

  @Test(arguments: kinds, [0, 0.1, 0.35, 0.5, 0.9, 1])
  func `a place on the slider leads to the nearest value`(
    kind: ParameterKind, place: Double
  ) throws {
    let value = kind.value(nearestTo: place, from: try #require(kind.example))
    let distance = abs(try #require(kind.position(of: value)) - place)
    #expect(kind.contains(value))
    for turn in [Turn.up, .down] {
      let next = try #require(kind.position(of: kind.turned(value, turn)))
      #expect(abs(next - place) >= distance)
    }
  }

  @Test func `a folder has no slider`() {
    #expect(ParameterKind.folder.position(of: .folder("x")) == nil)
  }
}

extension ParameterKind {
  /// Some value that lies between the ends.
  fileprivate var example: ParameterValue? {
    ["5", "10%", "5/s", "100ms", "b"].lazy.compactMap { try? self.value(from: $0) }.first
  }
}
