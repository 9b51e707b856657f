import Testing
import WeirTestSupport

@testable import WeirAnalysis
@testable import WeirEvents

@Suite struct RosterTests {
  @Test(arguments: UInt64(1)...20)
  func `it holds what a dictionary holds, in the order of arrival`(seed: UInt64) {
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

  @Test func `numbers far apart and one that never leaves are found`() {
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
