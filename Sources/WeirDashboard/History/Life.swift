import WeirAnalysis
import WeirEvents
import WeirWording

/// How long one task had each activity.
struct Life: Sendable, Equatable {
  /// Its present activity, or how it ended.
  private(set) var activity = Activity.created
  /// When that began, in nanoseconds.
  private(set) var since: Int64
  /// Nanoseconds by the activity's number, without those of the present activity.
  private var times = SIMD16<Int64>()
  private(set) var isCleaningUp = false

  init(at instant: VirtualInstant) {
    since = instant.nanoseconds
  }

  /// Ends the present activity and begins another one; a life that is over stays as it is.
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

  /// The next event of the task shows what follows a cleanup; until then it counts as running.
  mutating func endCleanup(at instant: VirtualInstant) {
    isCleaningUp = false
    enter(.running, at: instant)
  }
}

extension Life {
  /// The activities that can take time.
  static let activities = Activity.allCases.filter { !$0.isOver }

  /// How long it had an activity until now.
  func time(_ activity: Activity, until now: VirtualInstant) -> Duration {
    guard !activity.isOver else { return .zero }
    let past = times[Int(activity.rawValue)]
    return .nanoseconds(activity == self.activity ? past &+ now.nanoseconds &- since : past)
  }

  /// How long it had any of these activities.
  func time(_ activities: [Activity], until now: VirtualInstant) -> Duration {
    activities.reduce(.zero) { $0 + time($1, until: now) }
  }

  /// How long it has lived.
  func total(until now: VirtualInstant) -> Duration { time(Life.activities, until: now) }

  /// How long it worked: it ran, computed, or waited on simulated I/O.
  func busy(until now: VirtualInstant) -> Duration {
    time([.running, .working, .serving, .cleaningUp], until: now)
  }

  /// How long it was ready but had no worker.
  func ready(until now: VirtualInstant) -> Duration { time([.created, .ready], until: now) }

  /// How long it waited for an instant or for other tasks.
  func idle(until now: VirtualInstant) -> Duration {
    total(until: now) - busy(until: now) - ready(until: now)
  }
}
