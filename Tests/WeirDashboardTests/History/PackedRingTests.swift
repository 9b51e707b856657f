import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport
import WeirWording

@testable import WeirDashboard

@Suite struct PackedRingTests {
  /// A value with gaps between its fields.
  private struct Value: Equatable {
    var flag: Bool
    var number: Int64
    var small: UInt8
    var other: UInt32?
  }

  @Test(arguments: UInt64(1)...10)
  func `a ring holds the newest values of an array`(seed: UInt64) {
    var dice = Dice(seed)
    var ring = PackedRing<Value>(chunkSize: 8)
    var all: [Value] = []
    for step in 0..<300 {
      let value = Value(
        flag: dice.below(2) == 0, number: Int64(dice.below(3) * step), small: UInt8(dice.below(2)),
        other: dice.below(3) == 0 ? nil : UInt32(dice.below(1000)))
      let number = dice.below(4) == 0 ? dice.below(40) + 1 : 1
      if number == 1 { ring.append(value) } else { ring.append(value, number) }
      all += Array(repeating: value, count: number)
      if dice.below(5) == 0 {
        ring.last?.small = 7
        all[all.count - 1].small = 7
      }
      while let run = ring.dropFirst(keeping: 50) {
        switch run {
        case .values(let values): all.removeFirst(values.count)
        case .repeated(let value, let count):
          #expect(all.prefix(count).allSatisfy { $0 == value } && count % 2 == 0)
          all.removeFirst(count)
        }
      }
      #expect(Array(ring) == all && ring.last == all.last)
      #expect(ring.newest(30) == all.suffix(30) && ring.newest(.max) == all)
    }
  }

  @Test func `events with their names are packed and read again`() {
    let events = SampleRun.batch(until: 60).events
    var analysis = Analysis()
    var ring = PackedRing<NamedEvent>(chunkSize: 64)
    var all: [NamedEvent] = []
    for event in events {
      analysis.fold(event)
      guard let entry = NamedEvent(event, in: analysis) else { continue }
      ring.append(entry)
      all.append(entry)
    }
    #expect(ring.count > 500)
    #expect(
      zip(ring, all).allSatisfy { one, other in
        one.event == other.event && one.task == other.task && one.item == other.item
          && one.place == other.place && one.count == other.count
      })
  }
}
