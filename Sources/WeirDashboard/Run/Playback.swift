import WeirAnalysis
import WeirEvents

/// How virtual time passes in the run that is shown: whether it is paused, the speed that was set,
/// and the speed that is reached.
struct Playback: Sendable {
  var isPaused = false {
    didSet { if isPaused != oldValue { gauge.begin() } }
  }
  /// The speed that was set, in multiples of wall time.
  var speed = 1.0 {
    didSet {
      guard speed != oldValue else { return }
      gauge.begin()
      pace.request(speed)
    }
  }
  /// The speed that the time axes depend on.
  private(set) var pace = AxisPace()
  private(set) var gauge = SpeedGauge()

  /// Starts measuring the speed again, since the run restarted or jumped.
  mutating func startMeasuring() { gauge.begin() }

  /// Notes how far the run has come in a frame that lasted this long.
  mutating func frameDrawn(after seconds: Double, at instant: VirtualInstant) {
    gauge.frameDrawn(after: seconds, at: instant)
    if let reached = gauge.reached { pace.note(reached: reached) }
  }
}
