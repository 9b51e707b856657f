import WeirAnalysis
import WeirEvents
import WeirWording

// Where the keys of the time line, the command line and the mouse lead.

extension ShownRun {
  /// Whether a log that is still being written is shown as it grows.
  var isFollowing: Bool { source.isFollowing }

  /// How much of a log has been read in the background; `nil` once all has been.
  var readingShare: Double? {
    guard source.isReading, let read = source.read, let length = source.length, length > .zero
    else { return nil }
    return min(read.instant.seconds / length.seconds, 1)
  }

  /// The last instant that can be gone to, as far as it is known.
  var end: VirtualInstant {
    let known = source.ending == nil ? source.length : nil
    return max(known ?? timeline.end, timeline.end, instant, continuesUntil ?? .zero)
  }

  /// The instant at a share of the run, from 0 to 1.
  func instant(at share: Double) -> VirtualInstant {
    guard share < 1 else { return end }
    let start = min(timeline.start, now)
    let length = Double(end.nanoseconds(since: start))
    return start.advanced(by: .nanoseconds(Int64(length * max(share, 0))))
  }

  /// Goes to a place from which you may want to go back to where you were.
  mutating func jump(to target: SeekTarget) -> [Effect] {
    let origin = wayBack
    let effects = move(to: target)
    if lastTarget == target { jumpOrigin = origin }
    return effects
  }

  /// Goes to a place nearby, one of several in a row.
  mutating func move(to target: SeekTarget) -> [Effect] {
    if let refusal = refusal(of: target) { return [.say(refusal)] }
    lastTarget = target
    return go(to: target)
  }

  /// Why a place can't be gone to; `nil` if it can.
  private func refusal(of target: SeekTarget) -> String? {
    let isBack =
      switch target {
      case .instant(let instant): instant < now
      case .event(let number): number < analysis.eventCount
      case .cause, .share, .warning: true
      case .end: false
      }
    return source.refusal(of: .pace) ?? (isBack ? source.refusal(of: .seek) : nil)
  }

  /// What leads back to the place that is shown.
  private var wayBack: SeekTarget {
    if source.kind == .simulation, !isInPast { return .end }
    if case .event(analysis.eventCount) = lastTarget { return .event(analysis.eventCount) }
    return .instant(destination)
  }

  /// Goes back to where the run was shown before the last jump, and the next time forward again.
  mutating func jumpBack() -> [Effect] {
    jumpOrigin.map { jump(to: $0) } ?? [.say("There is no jump to go back from.")]
  }

  /// Goes to where the nearest finding before or after the present instant was raised.
  ///
  /// - Parameter warnings: All findings to choose from, in order of time.
  mutating func goToWarning(isLater: Bool, among warnings: [TimelineMark]) -> [Effect] {
    let index =
      isLater
      ? warnings.firstIndex { $0.visible > destination }
      : warnings.lastIndex { $0.visible < destination }
    guard let index else {
      let which = warnings.isEmpty ? "" : isLater ? " later" : " earlier"
      return [.say("There is no\(which) warning.")]
    }
    let text = "Warning \(index + 1) of \(warnings.count): \(warnings[index].text)."
    return jump(to: SeekTarget(warnings[index])) + [.say(aboutRun: text)]
  }
}
