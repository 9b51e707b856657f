import Testing
import WeirEvents
import WeirTestSupport

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("consumrs", "consumers"), ("cons", "consumers"), ("consumers-of-items", "consumers"),
    ("lighthouse", nil), ("", nil),
  ])
  func `the nearest known name is found`(name: String, meant: String?) {
    #expect(NearestName.find(name, among: ["producers", "consumers", "capacity"]) == meant)
  }

  @Test func `a near name becomes a question in one sentence`() {
    #expect(NearestName.question(for: "theem", among: ["theme"]) == "Did you mean 'theme'?")
    #expect(NearestName.question(for: "lighthouse", among: ["theme"]) == nil)
  }

  @Test(.mustEnd)
  func `very long texts, and too many names, are not compared`() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(NearestName.find(long, among: ["consumers", long]) == nil)
    let many = (0..<100_000).map { "t\($0)" }
    #expect(NearestName.find("t1", among: many) == nil)
  }
}
