import Testing

@testable import WeirAnalysis
@testable import WeirEvents
import WeirTestSupport

@Suite struct FoldedFindingsTests {
  private func finding(
    _ subject: String, of group: String, count: Int = 1, at time: String, lint: Lint = .deadlock
  ) -> Finding {
    Finding(
      lint: lint, subject: subject, group: group, count: count, since: instant(time),
      evidence: "\(subject) at \(time).")
  }

  @Test
  func `findings of one lint and group are folded into one with a count, others stay as they are`()
  {
    let findings = [
      finding("worker-1 and 7 more", of: "worker", count: 8, at: "3s"),
      finding("db", of: "db", at: "1s"),
      finding("worker-1", of: "worker", count: 1, at: "2s"),
      finding("worker-2", of: "worker", at: "5s", lint: .cancellationUnnoticed),
      finding("worker-4", of: "worker", count: 8, at: "4s"),
    ]
    let folded = findings.folded
    #expect(folded.map(\.title) == ["worker ×17", "db", "worker-2"])
    #expect(folded.map(\.since) == [instant("2s"), instant("1s"), instant("5s")])
    #expect(folded[0].evidence == "worker-4 at 4s." && folded[0].foldedCount == 3)
  }

  @Test func `folded findings can be folded again`() {
    let one = [finding("a-1", of: "a", at: "1s"), finding("a-2", of: "a", at: "2s")]
    let two = (one + [finding("a-3", of: "a", at: "3s")]).folded
    #expect((one.folded + [finding("a-3", of: "a", at: "3s")]).folded == two)
  }

  @Test(arguments: [
    ("305.064ms", "305ms"), ("18.192s", "18.2s"), ("259.678ms", "260ms"), ("999.9ms", "1s"),
    ("10s", "10s"), ("123.4s", "123s"), ("1234.5s", "1235s"), ("1.234us", "1.23us"),
    ("999ns", "999ns"), ("0s", "0s"), ("9.999s", "10s"),
  ])
  func `a duration in a sentence has three significant digits`(text: String, words: String) throws {
    #expect(try #require(DurationText.parse(text)).words == words)
  }
}
