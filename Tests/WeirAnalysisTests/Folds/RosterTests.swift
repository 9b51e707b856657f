import Testing
import WeirTestSupport

@testable import WeirAnalysis
@testable import WeirEvents

@Suite struct RosterTests {
  @Test(arguments: UInt64(1)...20)
  func `a roster holds what a dictionary holds, in the order of insertion`(seed: UInt64) {
    var dice = Dice(seed)
    var roster = Roster<Int>()
    var expected: [(number: UInt64, value: Int)] = []
    for number in UInt64(1)...3000 {
      roster.insert(Int(number) * 2, for: number)
      expected.append((number, Int(number) * 2))
      while expected.count > dice.below(200) {
        let gone = expected.remove(at: dice.below(expected.count))
        guard let position = roster.position(of: gone.number) else { continue }
        roster.remove(at: position)
        #expect(roster.position(of: gone.number) == nil)
      }
    }
    #expect(roster.count == expected.count)
    #expect(Array(roster.presentValues) == expected.map(\.value))
    for number in [0, 1, 1500, 2999, 3000] as [UInt64] {
      let later = expected.filter { $0.number > number }.map(\.value)
      #expect(Array(roster.presentValues(after: number)) == later)
    }
    for (number, value) in expected { #expect(roster.value(of: number) == value) }
  }

  @Test(arguments: UInt64(1)...20)
  func `a roster with repeated numbers in any order holds what a dictionary holds`(seed: UInt64) {
    var dice = Dice(seed)
    var roster = Roster<Int>()
    var expected: [(number: UInt64, value: Int)] = []
    for round in 0..<3000 {
      let number = dice.next() % (seed % 2 == 0 ? 50 : .max)
      if let index = expected.firstIndex(where: { $0.number == number }) {
        expected.remove(at: index)
        if let position = roster.position(of: number) { roster.remove(at: position) }
      } else {
        expected.append((number, round))
        roster.insert(round, for: number)
      }
      while expected.count > 40 {
        let gone = expected.remove(at: dice.below(expected.count)).number
        if let position = roster.position(of: gone) { roster.remove(at: position) }
      }
      for number in 0..<UInt64(5) {
        #expect(roster.value(of: number) == expected.first { $0.number == number }?.value)
      }
    }
    #expect(Array(roster.presentValues) == expected.map(\.value))
    #expect(Array(roster.presentValuesReversed) == expected.reversed().map(\.value))
    for (index, one) in expected.enumerated() {
      #expect(roster.value(of: one.number) == one.value)
      let later = expected[(index + 1)...].map(\.value)
      #expect(Array(roster.presentValues(after: one.number)) == later)
    }
  }

  @Test func `a roster finds numbers far apart, and one that is never removed`() {
    var roster = Roster<String>()
    roster.insert("main", for: 1)
    for number in UInt64(2)...100_000 {
      roster.insert("other", for: number << 20)
      if let position = roster.position(of: number << 20) { roster.remove(at: position) }
    }
    #expect(roster.value(of: 1) == "main")
    #expect(roster.count == 1)
    #expect(roster.value(of: 2) == nil)
  }
}
