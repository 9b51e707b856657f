import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct AxisPaceTests {
  @Test func `axes follow the speed that is reached`() {
    var pace = AxisPace()
    pace.request(16384)
    #expect(pace.speed == 16384)
    pace.note(reached: 850)
    #expect(pace.speed == 850)
  }

  @Test func `a higher speed changes nothing if a lower one was out of reach`() {
    var pace = AxisPace()
    pace.request(4096)
    pace.note(reached: 850)
    pace.request(8192)
    #expect(pace.speed == 850)
    pace.request(64)
    #expect(pace.speed == 64)
    pace.request(128)
    #expect(pace.speed == 128)
  }

  @Test func `small changes leave the axes alone, and a close speed counts as reached`() {
    var pace = AxisPace()
    pace.request(1000)
    for reached in [750.0, 990, 1010, 720] { pace.note(reached: reached) }
    #expect(pace.speed == 1000)
    for reached in [300.0, 400, 250, 430] { pace.note(reached: reached) }
    #expect(pace.speed == 300)
    pace.note(reached: 900)
    #expect(pace.speed == 1000)
  }

  @Test func `axes of a screen that can't keep up follow the speed it reaches`() {
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.run(.speedChanged(16384)))
    #expect(dashboard.laneScale == TimeScale(speed: 16384, coarser: 0))
    for frame in 1...75 {
      let now = VirtualInstant(nanoseconds: Int64(frame) * 850_000_000_000 / 30)
      _ = dashboard.handle(.batchArrived(EventBatch(events: [], now: now, state: .running)))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    }
    #expect(dashboard.laneScale == TimeScale(speed: 850, coarser: 0))
    #expect(Sample.frame(dashboard, 120, 40).text.contains("×850 of ×16k "))
    #expect(Sample.frame(dashboard, 60, 16).text.contains("×850 "))
  }

  @Test(arguments: [0.0, -1, .nan, .infinity])
  func `an invalid speed is ignored`(reached: Double) {
    var pace = AxisPace()
    pace.note(reached: reached)
    #expect(pace.speed == 1)
  }
}
