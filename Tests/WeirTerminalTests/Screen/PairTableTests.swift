import Testing

@testable import WeirTerminal

@Suite struct PairTableTests {
  private func pair(_ number: Int) -> PairTable.Pair {
    PairTable.Pair(foreground: number, background: 0)
  }

  @Test func `a pair keeps its first number`() {
    var table = PairTable(capacity: 8)
    #expect(table.number(of: pair(5)) == .new(1))
    #expect(table.number(of: pair(6)) == .new(2))
    #expect(table.number(of: pair(5)) == .known(1))
  }

  @Test func `the terminal's own colours are pair 0 and take no number`() {
    var table = PairTable(capacity: 1)
    #expect(table.number(of: .standard) == .known(0))
    #expect(table.number(of: pair(1)) == .exhausted)
  }

  @Test func `when the numbers run out, unused ones are recycled`() {
    var table = PairTable(capacity: 4)
    for number in 1...3 { _ = table.number(of: pair(number)) }
    #expect(table.number(of: pair(4)) == .exhausted)
    table.recycle(keeping: [pair(2), pair(4)])
    #expect(table.number(of: pair(4)) == .new(1))
    #expect(table.number(of: pair(2)) == .known(2))
    #expect(table.number(of: pair(1)) == .new(3))
    #expect(table.number(of: pair(3)) == .exhausted)
  }
}
