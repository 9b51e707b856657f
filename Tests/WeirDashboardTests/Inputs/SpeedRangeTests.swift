import Testing

@testable import WeirDashboard

@Suite struct SpeedRangeTests {
  @Test func `keys, commands and settings share one range of speeds`() {
    #expect(SpeedRange.text == "0.001 to 65536")
    #expect(SpeedRange.range == 0.001...65536)
    var settings = Settings()
    settings.speed = SpeedRange.thousandths.upperBound
    #expect(settings.startSpeed == SpeedRange.range.upperBound)
  }
}
