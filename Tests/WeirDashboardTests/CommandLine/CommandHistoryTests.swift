import Testing

@testable import WeirDashboard

@Suite struct CommandHistoryTests {
  @Test func `a line typed again becomes the newest`() {
    var history = CommandHistory(["a", "b", "c"])
    history.add("a")
    history.add("")
    #expect(history.lines == ["b", "c", "a"])
  }

  @Test func `the last 200 lines are kept`() {
    let history = CommandHistory((1...250).map { "seed \($0)" })
    #expect(history.lines.first == "seed 51" && history.lines.count == 200)
  }

  @Test func `older and newer lines are found by how they begin`() {
    let history = CommandHistory(["goto 8s", "quit", "goto 9s", "help"])
    #expect(history.older(than: nil, beginningWith: "goto") == 2)
    #expect(history.older(than: 2, beginningWith: "goto") == 0)
    #expect(history.older(than: 0, beginningWith: "goto") == nil)
    #expect(history.newer(than: 0, beginningWith: "goto") == 2)
    #expect(history.newer(than: 2, beginningWith: "goto") == nil)
  }
}
