import WeirDashboard
import WeirEvents

/// When the newest line of a real program arrived, so that time continues between two lines.
struct LineClock: Sendable, Hashable {
  /// The instant of the newest line.
  var instant: VirtualInstant
  /// When it arrived.
  var arrival: ContinuousClock.Instant

  /// The longest time between two signs of life of a program.
  static let pulse = Duration.seconds(1)
  /// How long a line may take to arrive: time that passes meanwhile is not counted, so that a line
  /// is rarely before the present.
  private static let delay = Duration.milliseconds(100)

  /// The present instant of the program, at most one pulse after its newest line.
  func present(at now: ContinuousClock.Instant) -> VirtualInstant {
    let passed = arrival.duration(to: now) - LineClock.delay
    return instant.advanced(by: min(max(passed, .zero), LineClock.pulse))
  }

  /// For how many seconds nothing was heard; 0 while that may be by chance.
  func silence(at now: ContinuousClock.Instant) -> Int {
    let seconds = Int(arrival.duration(to: now).components.seconds)
    return seconds >= SourceStatus.longestSilence ? seconds : 0
  }
}
