import Testing

@testable import WeirDashboard

@Suite struct AxisPaceTests {
  @Test func `axes go by the speed that is reached`() {
    var pace = AxisPace()
    pace.ask(for: 16384)
    #expect(pace.speed == 16384)
    pace.note(reached: 850)
    #expect(pace.speed == 850)
  }

  @Test func `asking for more where less is out of reach changes nothing`() {
    var pace = AxisPace()
    pace.ask(for: 4096)
    pace.note(reached: 850)
    pace.ask(for: 8192)
    #expect(pace.speed == 850)
    pace.ask(for: 64)
    #expect(pace.speed == 64)
    pace.ask(for: 128)
    #expect(pace.speed == 128)
  }

  @Test func `small changes leave the axes as they are, and what is close is what was asked for`() {
    var pace = AxisPace()
    pace.ask(for: 1000)
    for reached in [750.0, 990, 1010, 720] { pace.note(reached: reached) }
    #expect(pace.speed == 1000)
    for reached in [300.0, 400, 250, 430] { pace.note(reached: reached) }
    #expect(pace.speed == 300)
    pace.note(reached: 900)
    #expect(pace.speed == 1000)
  }

  @Test(arguments: [0.0, -1, .nan, .infinity])
  func `a speed that is none is passed over`(reached: Double) {
    var pace = AxisPace()
    pace.note(reached: reached)
    #expect(pace.speed == 1)
  }
}
