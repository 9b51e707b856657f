import DequeModule
import WeirAnalysis
import WeirEvents

/// How fast virtual time really goes, over about the last two seconds of wall time in which a run goes on undisturbed.
struct SpeedGauge: Sendable {
  private static let span = 2.0
  /// Less than this of what was asked for is not what was asked for.
  private static let leastShare = 0.9
  /// As many moments are kept as two seconds of frames have at most.
  private static let capacity = 240

  private struct Moment: Sendable {
    var wall: Double
    var instant: VirtualInstant
  }

  private var moments: Deque<Moment> = []
  private var wall = 0.0

  /// Notes how far the run has come in a frame that lasted this long.
  mutating func frameDrawn(after seconds: Double, at instant: VirtualInstant) {
    wall += max(seconds, 0)
    moments.append(Moment(wall: wall, instant: instant))
    while moments.count > SpeedGauge.capacity { moments.removeFirst() }
    while moments.count > 1, wall - moments[1].wall >= SpeedGauge.span { moments.removeFirst() }
  }

  /// Forgets what was: the run was stopped, began, or goes at another speed.
  mutating func begin() {
    moments = []
  }

  /// How fast virtual time has gone lately, as soon as something can be said of it: after half a
  /// second.
  var reached: Double? {
    guard let first = moments.first, let last = moments.last, last.wall - first.wall >= 0.5
    else { return nil }
    return first.instant.duration(to: last.instant).seconds / (last.wall - first.wall)
  }

  /// The speed itself where it is well below the one that is asked for; nothing before two seconds have passed.
  func shortfall(of asked: Double) -> Double? {
    guard let first = moments.first, let last = moments.last,
      last.wall - first.wall >= SpeedGauge.span
    else { return nil }
    let speed = first.instant.duration(to: last.instant).seconds / (last.wall - first.wall)
    return speed < asked * SpeedGauge.leastShare ? speed : nil
  }
}
