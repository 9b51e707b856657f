import Testing
import WeirEvents
import WeirLog
import WeirSession

@Suite struct RemarksTests {
  @Test func `a clean reading has no remarks`() {
    #expect(ReadingReport().remarks == [])
  }

  private static var counts: [WritableKeyPath<ReadingReport, Int>] {
    [\.kinds, \.words, \.keys, \.longLines, \.lateLines, \.names, \.origins, \.tasks]
  }

  @Test func `each count has its own words, for one and for many`() {
    for count in Self.counts {
      var report = ReadingReport()
      report[keyPath: count] = 1
      let one = report.remarks
      report[keyPath: count] = 70_000
      let many = report.remarks
      #expect(one.map(\.count) == [1] && many.map(\.count) == [70_000])
      #expect(one.map(\.text) != many.map(\.text))
    }
  }

  @Test func `remarks are in a fixed order`() {
    var report = ReadingReport()
    for (number, count) in Self.counts.enumerated() { report[keyPath: count] = number + 1 }
    #expect(report.remarks.map(\.count) == Array(1...Self.counts.count))
    #expect(Set(report.remarks.map(\.text)).count == Self.counts.count)
    #expect(report.remarks.first?.text == "line of an unknown kind skipped")
  }
}
