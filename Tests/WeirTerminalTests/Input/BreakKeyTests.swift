import Testing

@testable import WeirTerminal

@Suite struct BreakKeyTests {
  @Test func `Ctrl-C is the last resort when it is pressed a second after the first time`() {
    var key = BreakKey()
    let presses = [Duration.seconds(5), .milliseconds(5999), .seconds(6)]
    #expect(presses.map { key.isLastResort(at: $0) } == [false, false, true])
  }
}
