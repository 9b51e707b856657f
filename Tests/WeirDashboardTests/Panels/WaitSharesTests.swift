import Testing
import WeirEngine
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct WaitSharesTests {
  private func shares(_ dashboard: Dashboard) throws -> WaitShares {
    try #require(WaitShares(dashboard.run))
  }

  private var busy: Dashboard {
    Sample.dashboard(after: 20, run: SampleRun(producers: 12, consumers: 4, capacity: 12))
  }

  @Test func `the shares of the time add up to the latency`() throws {
    let parts = try shares(busy).parts
    #expect(parts.map(\.word) == ["blocked", "waiting", "served"])
    #expect(parts.map(\.percent).reduce(0, +) == 100)
    #expect(parts.allSatisfy { $0.nanoseconds > 0 })
  }

  @Test func `each share has a sign and a word at every width, and the bar its columns`() throws {
    let shares = try shares(busy)
    for columns in 28...120 {
      #expect(shares.legend(columns).width <= max(columns, 32))
      let legend = shares.legend(columns).text
      for part in shares.parts {
        let isWhole = legend.contains("\(part.sign) \(part.word)")
        #expect(isWhole || legend.contains(part.shortWord) && legend.contains(part.sign))
      }
      #expect(shares.bar(columns).width == columns)
    }
  }

  @Test func `there are no shares before the first item is done`() {
    #expect(WaitShares(Sample.dashboard().run) == nil)
  }

  @Test(arguments: 0..<200)
  func `percentages add up to 100, and none is off by a whole one`(number: Int) {
    var random = RandomStream(seed: UInt64(number), name: "per cents")
    let parts = (0..<(2 + random.next(below: 4))).map { _ in
      random.next(below: 4) == 0 ? 0 : Int128(random.next(below: 1_000_000_007))
    }
    let percents = WaitShares.percents(parts)
    let total = parts.reduce(0, +)
    guard total > 0 else { return #expect(percents.allSatisfy { $0 == 0 }) }
    #expect(percents.reduce(0, +) == 100)
    for (part, percent) in zip(parts, percents) {
      #expect((0...100).contains(percent))
      #expect(abs(Int128(percent) * total - part * 100) < total)
    }
  }
}
