import WeirAnalysis
import WeirEvents
import WeirWording

/// How long one task has done what: each activity counted apart.
struct Life: Sendable, Equatable {
  /// What it does now, or how it ended.
  private(set) var activity = Activity.created
  /// Since when it does so.
  private(set) var since: Int64
  /// Nanoseconds, by the activity's number; those of the present one not yet in it.
  private var times = SIMD16<Int64>()
  private(set) var isCleaningUp = false

  init(at instant: VirtualInstant) {
    since = instant.nanoseconds
  }

  /// Ends what it did and begins something else; a life that is over stays as it is.
  @inline(__always)
  mutating func enter(_ activity: Activity, at instant: VirtualInstant) {
    guard !self.activity.isOver else { return }
    let index = Int(self.activity.rawValue)
    times[index] = times[index] &+ (instant.nanoseconds &- since)
    self.activity = activity
    since = instant.nanoseconds
  }

  mutating func beginCleanup(at instant: VirtualInstant) {
    isCleaningUp = true
    enter(.cleaningUp, at: instant)
  }

  /// What comes after a clean-up is told by the next event of the task; until then it runs.
  mutating func endCleanup(at instant: VirtualInstant) {
    isCleaningUp = false
    enter(.running, at: instant)
  }
}

extension Life {
  /// What of a life can take time.
  static let activities = Activity.allCases.filter { !$0.isOver }

  /// How long it has done something until now.
  func time(_ activity: Activity, until now: VirtualInstant) -> Duration {
    guard !activity.isOver else { return .zero }
    let past = times[Int(activity.rawValue)]
    return .nanoseconds(activity == self.activity ? past &+ now.nanoseconds &- since : past)
  }

  /// How long it has done any of these.
  func time(_ activities: [Activity], until now: VirtualInstant) -> Duration {
    activities.reduce(.zero) { $0 + time($1, until: now) }
  }

  /// How long it has lived.
  func total(until now: VirtualInstant) -> Duration { time(Life.activities, until: now) }

  /// How long it was at work: it ran, computed, or waited for simulated I/O.
  func busy(until now: VirtualInstant) -> Duration {
    time([.running, .working, .serving, .cleaningUp], until: now)
  }

  /// How long it could have run but had no worker.
  func ready(until now: VirtualInstant) -> Duration { time([.created, .ready], until: now) }

  /// How long it waited, for an instant or for others.
  func idle(until now: VirtualInstant) -> Duration {
    total(until: now) - busy(until: now) - ready(until: now)
  }
}
