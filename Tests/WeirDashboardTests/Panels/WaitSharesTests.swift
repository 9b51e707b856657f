import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct WaitSharesTests {
  private let look = Look(theme: Sample.theme)

  private func shares(_ dashboard: Dashboard) throws -> WaitShares {
    try #require(WaitShares(dashboard, look))
  }

  private var busy: Dashboard {
    Sample.dashboard(after: 20, run: SampleRun(producers: 12, consumers: 4, capacity: 12))
  }

  @Test func `the parts of the time make up the whole`() throws {
    let parts = try shares(busy).parts
    #expect(parts.map(\.word) == ["blocked", "waiting", "served"])
    #expect(abs(parts.map(\.share).reduce(0, +) - 1) < 0.001)
    #expect(parts.allSatisfy { $0.share > 0 })
  }

  @Test func `each part has a sign and a word at every width, and the bar its columns`() throws {
    let shares = try shares(busy)
    for columns in 28...120 {
      #expect(shares.legend(columns, look).width <= max(columns, 32))
      let legend = shares.legend(columns, look).text
      for part in shares.parts {
        let isWhole = legend.contains("\(part.sign) \(part.word)")
        #expect(isWhole || legend.contains(part.shortWord) && legend.contains(part.sign))
      }
      #expect(shares.bar(columns).width == columns)
    }
  }

  @Test func `nothing is said before the first item is done`() {
    #expect(WaitShares(Sample.dashboard(), look) == nil)
  }
}
