import DequeModule
import WeirAnalysis
import WeirEvents

/// Measures how fast virtual time passes, over about the last two seconds of wall time without an
/// interruption.
struct SpeedGauge: Sendable {
  /// Over how many seconds of wall time the speed is measured, at most and at least.
  private static let (span, leastSpan) = (2.0, 0.5)
  /// A longer time between two frames is an interruption: the process was stopped.
  private static let longestGap = 1.0
  /// A smaller share of the speed that was set falls short of it.
  private static let leastShare = 0.9
  /// How many moments are kept: at least as many as there are frames in two seconds.
  private static let capacity = 240

  private struct Moment: Sendable {
    var wall: Double
    var instant: VirtualInstant
  }

  private var moments: Deque<Moment> = []
  private var wall = 0.0

  /// Notes the instant that the run has reached, this many seconds after the last frame.
  mutating func frameDrawn(after seconds: Double, at instant: VirtualInstant) {
    if seconds > SpeedGauge.longestGap { begin() }
    wall += max(seconds, 0)
    moments.append(Moment(wall: wall, instant: instant))
    while moments.count > SpeedGauge.capacity { moments.removeFirst() }
    while moments.count > 1, wall - moments[1].wall >= SpeedGauge.span { moments.removeFirst() }
  }

  /// Starts again, since the run was paused, restarted, or got another speed.
  mutating func begin() {
    moments = []
  }

  /// The recent speed in multiples of wall time; `nil` before half a second has passed.
  var reached: Double? {
    speed(overAtLeast: SpeedGauge.leastSpan)
  }

  /// The recent speed if it is well below the one that was set; `nil` before two seconds have
  /// passed.
  func shortfall(of asked: Double) -> Double? {
    guard let speed = speed(overAtLeast: SpeedGauge.span) else { return nil }
    return speed < asked * SpeedGauge.leastShare ? speed : nil
  }

  private func speed(overAtLeast seconds: Double) -> Double? {
    guard let first = moments.first, let last = moments.last, last.wall - first.wall >= seconds
    else { return nil }
    return first.instant.duration(to: last.instant).seconds / (last.wall - first.wall)
  }
}
