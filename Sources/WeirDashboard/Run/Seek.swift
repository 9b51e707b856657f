import WeirAnalysis
import WeirEvents

/// The way to an instant, at full speed; virtual time stands still at its end.
struct Seek: Sendable, Hashable {
  var origin: VirtualInstant
  var target: VirtualInstant
  /// The recording that a way back has completed, since it was of the run that is given up.
  var completedLog: String?
  /// Whether it is a step back by one event, which is short and tells nothing of itself.
  var isStep = false

  /// A way back begins at the run's first instant: what happened is not undone, it happens again.
  init(from present: VirtualInstant, to target: VirtualInstant) {
    origin = target < present ? .zero : present
    self.target = target
  }

  /// How much of the way is done, from 0 to 1; news of the run as it was before a way back counts for nothing.
  func progress(at now: VirtualInstant) -> Double {
    guard now >= origin, now <= target, target > origin else { return 0 }
    return (now.seconds - origin.seconds) / (target.seconds - origin.seconds)
  }
}
