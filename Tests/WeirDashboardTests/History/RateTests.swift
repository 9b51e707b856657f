import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct RateTests {
  private func seconds(_ value: Double) -> VirtualInstant {
    .init(nanoseconds: Int64(value * 1e9))
  }

  @Test(arguments: [2.0, 10, 100])
  func `a steady flow has its full rate from the start`(until: Double) {
    var rate = Rate(over: 10)
    for step in 1...Int(until * 4) { rate.count(at: seconds(Double(step) / 4)) }
    #expect(abs(rate.perSecond(at: seconds(until)) - 4) < 0.2)
  }

  @Test func `a rate decays to zero when the flow stops`() {
    var rate = Rate(over: 10)
    for step in 1...400 { rate.count(at: seconds(Double(step) / 4)) }
    #expect(rate.perSecond(at: seconds(200)) < 0.001)
  }

  @Test func `a share is of the recent time`() {
    var share = Share(over: 10)
    share.set(true, at: seconds(50))
    #expect(share.share(at: seconds(150)) > 0.99)
    share.set(false, at: seconds(150))
    #expect(share.share(at: seconds(250)) < 0.01)
  }

  @Test func `wall rates cover about the last second`() {
    var rate = WallRate()
    for frame in 0..<300 {
      rate.count(frame < 200 ? 1000 : 10)
      rate.frameDrawn(after: 1.0 / 30)
    }
    #expect(abs(rate.framesPerSecond - 30) < 1)
    #expect(abs(rate.eventsPerSecond - 300) < 10)
  }

  /// Virtual time advances at a speed for some seconds of wall time.
  private func gauge(_ speed: Double, for wall: Double) -> SpeedGauge {
    var gauge = SpeedGauge()
    for frame in 0...Int(wall * 32) {
      gauge.frameDrawn(after: 1.0 / 32, at: seconds(Double(frame) / 32 * speed))
    }
    return gauge
  }

  @Test func `a speed that falls short is noticed after two seconds`() {
    #expect(gauge(0.5, for: 1.5).shortfall(of: 8) == nil)
    #expect(gauge(0.5, for: 3).shortfall(of: 8) == 0.5)
    #expect(gauge(7.5, for: 3).shortfall(of: 8) == nil)
  }

  @Test func `time before a pause does not count`() {
    var gauge = gauge(0.5, for: 3)
    gauge.begin()
    #expect(gauge.shortfall(of: 8) == nil)
  }

  @Test func `while the process was stopped the run fell short of nothing`() {
    var gauge = gauge(8, for: 3)
    gauge.frameDrawn(after: 30, at: seconds(24))
    gauge.frameDrawn(after: 0.5, at: seconds(28))
    #expect(gauge.shortfall(of: 8) == nil)
    for frame in 1...4 { gauge.frameDrawn(after: 0.5, at: seconds(28 + Double(frame))) }
    #expect(gauge.shortfall(of: 8) == 2)
  }
}
