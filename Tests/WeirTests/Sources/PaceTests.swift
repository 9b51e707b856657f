import Testing
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct PaceTests {
  private func instant(_ milliseconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: milliseconds * 1_000_000)
  }

  @Test func `virtual time follows wall time, times the speed`() {
    var pace = Pace(speed: 4, isPaused: false)
    #expect(pace.target(at: .milliseconds(16), present: .zero) == instant(64))
    #expect(pace.target(at: .milliseconds(33), present: instant(64)) == instant(132))
  }

  @Test func `virtual time stops during a pause, and continues from there`() {
    var pace = Pace(speed: 1, isPaused: false)
    _ = pace.target(at: .milliseconds(20), present: .zero)
    pace.pause()
    #expect(pace.target(at: .seconds(60), present: instant(20)) == instant(20))
    pace.resume(at: .seconds(60), present: instant(20))
    #expect(pace.target(at: .milliseconds(60_010), present: instant(20)) == instant(30))
  }

  @Test func `a new speed counts from the moment of the change`() {
    var pace = Pace(speed: 1, isPaused: false)
    pace.setSpeed(0.5, at: .milliseconds(40), present: instant(40))
    #expect(pace.target(at: .milliseconds(60), present: instant(40)) == instant(50))
  }

  @Test func `a stopped program does not make up for the lost time`() {
    var pace = Pace(speed: 1, isPaused: false)
    _ = pace.target(at: .seconds(1), present: instant(990))
    #expect(pace.target(at: .seconds(100), present: instant(1000)) == instant(1000))
    #expect(pace.target(at: .milliseconds(100_010), present: instant(1000)) == instant(1010))
  }

  @Test func `no slice is longer than fifty milliseconds of wall time`() {
    var pace = Pace(speed: 1000, isPaused: false)
    #expect(pace.target(at: .milliseconds(90), present: .zero) == instant(50_000))
  }
}
