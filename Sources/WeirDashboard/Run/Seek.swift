import WeirAnalysis
import WeirEvents

/// A seek to an instant, at full speed; virtual time is paused at its end.
struct Seek: Sendable, Hashable {
  var origin: VirtualInstant
  var target: VirtualInstant
  /// The recording that a seek back has completed, since it was of the run that was discarded.
  var completedLog: String?
  /// Whether it is a step back by one event, which is short and shows no notice.
  var isStep = false

  /// A seek back starts at the run's first instant: nothing is undone, everything happens again.
  init(from present: VirtualInstant, to target: VirtualInstant) {
    origin = target < present ? .zero : present
    self.target = target
  }

  /// How much of the seek is done, from 0 to 1. Events from before the seek don't count.
  func progress(at now: VirtualInstant) -> Double {
    guard now >= origin, now <= target, target > origin else { return 0 }
    return (now.seconds - origin.seconds) / (target.seconds - origin.seconds)
  }
}
