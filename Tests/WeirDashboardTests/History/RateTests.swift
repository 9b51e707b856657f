import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct RateTests {
  private func seconds(_ value: Double) -> VirtualInstant {
    .init(nanoseconds: Int64(value * 1e9))
  }

  @Test(arguments: [2.0, 10, 100])
  func `a steady flow has its rate from the start`(until: Double) {
    var rate = Rate(over: 10)
    for step in 1...Int(until * 4) { rate.count(at: seconds(Double(step) / 4)) }
    #expect(abs(rate.perSecond(at: seconds(until)) - 4) < 0.2)
  }

  @Test func `a flow that stops fades`() {
    var rate = Rate(over: 10)
    for step in 1...400 { rate.count(at: seconds(Double(step) / 4)) }
    #expect(rate.perSecond(at: seconds(200)) < 0.001)
  }

  @Test func `a share is of the last time`() {
    var share = Share(over: 10)
    share.set(true, at: seconds(50))
    share.advance(to: seconds(150))
    #expect(share.share > 0.99)
    share.set(false, at: seconds(150))
    share.advance(to: seconds(250))
    #expect(share.share < 0.01)
  }

  @Test func `wall rates are of about the last second`() {
    var rate = WallRate()
    for frame in 0..<300 {
      rate.count(frame < 200 ? 1000 : 10)
      rate.frameDrawn(after: 1.0 / 30)
    }
    #expect(abs(rate.framesPerSecond - 30) < 1)
    #expect(abs(rate.eventsPerSecond - 300) < 10)
  }
}
