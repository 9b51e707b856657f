import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The path of a cancellation, step by step: requested, noticed, cleaned up, ended.
struct CancellationPath: Equatable {
  private(set) var steps: [Step] = []

  /// A step of the path.
  struct Step: Equatable {
    let state: State
    /// How long after the request the step was reached; if it has not been, how long ago the
    /// request was made.
    let after: Duration
    let text: String
  }

  /// How far a step has come.
  enum State: Equatable {
    case done, going, ahead
    /// The step is overdue.
    case missing
  }

  /// - Parameter requester: the name of the task that requested the cancellation.
  init?(
    _ record: TaskRecord, requester: String, at now: VirtualInstant,
    _ clock: ClockText = .elapsed
  ) {
    guard let way = record.cancellation else { return nil }
    let start = way.requested
    func after(_ instant: VirtualInstant) -> Duration { start.duration(to: instant) }
    let place = way.requestedAt == .unknown ? "" : ", \(way.requestedAt)"
    steps = [
      Step(
        state: .done, after: .zero,
        text: "cancelled by \(requester) at \(clock.short(start))\(place)")
    ]
    if let noticed = way.noticed {
      steps.append(Step(state: .done, after: after(noticed), text: "noticed"))
    } else if way.cleanupStarted == nil, record.isLive {
      let time = TimeText.short(after(now))
      steps.append(Step(state: .missing, after: after(now), text: "not noticed for \(time)"))
    }
    if let swallowed = way.swallowed {
      let place = way.swallowedAt == .unknown ? "" : " at \(way.swallowedAt)"
      let text = "caught the cancellation\(place) and continued"
      steps.append(Step(state: .missing, after: after(swallowed), text: text))
    }
    if let began = way.cleanupStarted { addCleanup(began, way.cleanupEnded, start, now) }
    if record.isLive {
      steps.append(Step(state: .ahead, after: after(now), text: "not ended yet"))
    } else {
      let word = Activity(record).word
      steps.append(Step(state: .done, after: after(record.since), text: word))
    }
  }

  private mutating func addCleanup(
    _ began: VirtualInstant, _ ended: VirtualInstant?, _ start: VirtualInstant,
    _ now: VirtualInstant
  ) {
    let length = TimeText.short(began.duration(to: ended ?? now))
    let text = ended == nil ? "cleaning up for \(length)" : "cleaned up in \(length)"
    steps.append(
      Step(
        state: ended == nil ? .going : .done, after: start.duration(to: ended ?? began),
        text: text))
  }
}
