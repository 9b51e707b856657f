import Testing

@testable import WeirTrace

@Suite struct LogarithmicBinsTests {
  @Test(arguments: [
    UInt64(1), 2, 1023, 1024, 2047, 2048, 2049, 4095, 4096, 1_000_000_007, 1 << 62,
    UInt64(Int64.max), .max,
  ])
  func `a number lies in a bin that reaches at most a thousandth beyond it`(value: UInt64) throws {
    var bins = LogarithmicBins()
    bins.record(value)
    let found = try #require(bins.value(atRank: 1))
    #expect(found >= value)
    #expect(found - value <= value / 1000)
    #expect(bins.value(atRank: 2) == nil)
    if value < 2048 { #expect(bins.count(above: value - 1, upTo: value) == 1) }
    #expect(bins.count(above: value, upTo: .max) == 0)
    #expect(bins.count(above: value / 2, upTo: value) == 1)
  }

  @Test(arguments: UInt64(1)...20)
  func `ranks are those of the numbers in order`(seed: UInt64) throws {
    var dice = Dice(seed)
    var bins = LogarithmicBins()
    let values = (0..<400).map { _ in dice.next() >> UInt64(dice.below(64)) }.sorted()
    for value in values.shuffledBy(&dice) { bins.record(value) }
    for (index, value) in values.enumerated() {
      let found = try #require(bins.value(atRank: index + 1))
      #expect(found >= value && found - value <= value / 1000)
    }
  }
}

extension Array {
  fileprivate func shuffledBy(_ dice: inout Dice) -> [Element] {
    var shuffled = self
    for index in indices { shuffled.swapAt(index, dice.below(count)) }
    return shuffled
  }
}
