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

/// The speed that time axes depend on: the one that was set, or the one that is reached if the
/// program can't keep up.
///
/// It follows the reached speed in steps: a new one counts once it differs by more than half, so
/// that axes don't change with every frame.
struct AxisPace: Sendable, Equatable {
  /// This share of the speed that was set counts as reached.
  private static let closeShare = 0.7
  /// By which factor the reached speed has to differ to count as another one.
  private static let step = 1.5

  /// In multiples of wall time.
  private(set) var speed = 1.0
  private var asked = 1.0
  /// Whether the speed is below the one that was set.
  private var isShort: Bool { speed < asked }

  /// Notes that a speed was set. If even a lower one was out of reach, a higher one changes
  /// nothing.
  mutating func request(_ speed: Double) {
    if !isShort || speed < self.speed { self.speed = speed }
    asked = speed
  }

  /// Notes the speed that is reached. One close to what was set counts as that, since frames are
  /// uneven.
  mutating func note(reached: Double) {
    guard reached.isFinite, reached > 0 else { return }
    let reached = reached >= asked * AxisPace.closeShare ? asked : reached
    let isFar = reached < speed / AxisPace.step || reached > speed * AxisPace.step
    if reached == asked || isFar { speed = reached }
  }
}
