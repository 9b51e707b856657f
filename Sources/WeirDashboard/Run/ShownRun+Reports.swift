import WeirAnalysis
import WeirScreen
import WeirEvents
import WeirWording

extension ShownRun {
  /// Handles what the source or the recorder reports.
  mutating func take(_ report: RunReport) -> [Effect] {
    switch report {
    case .sourceChanged(let source):
      let hasEnded = self.source.exit == nil && source.exit != nil
      sourceChanged(source)
      return (hasEnded ? programEnded() : []) + (knobs.isLocked ? [.stopTypingValue] : [])
    case .pauseChanged(let isPaused):
      playback.isPaused = isPaused
      return isPaused ? [] : [.forgetNotice(about: .instant)]
    case .speedChanged(let speed): playback.speed = speed
    case .refused(let message):
      pending = nil
      return [.notice(Notice(text: message, isProblem: true))]
    case .seekStarted(let target): seek = Seek(from: newest, to: target)
    case .seekEnded(let arrival): return seekEnded(arrival)
    case .restored(let restored, let isPast):
      show(restored, isPast: isPast)
      repeatedShare = nil
      return [.runMoved]
    case .timePassed(let instant): pass(to: instant)
    case .found(let found): add(found)
    case .atHead:
      showHead()
      repeatedShare = nil
      return [.runMoved]
    case .repeating(let share): repeatedShare = share
    case .branched(let change): return beginFuture(change)
    case .entered(let newest, let timeline, let change):
      return enterFuture(newest, timeline, change)
    case .timelineRead(let timeline): show(timeline)
    case .recordingCaughtUp(let share): recording.catchUpShare = share
    case .recordingGivenUp(let path): return recordingGivenUp(path)
    case .recordingStarted(let path): return recordingStarted(path)
    case .recordingStopped: return recordingStopped()
    case .recordingFailed(let message): return recordingFailed(message)
    }
    return []
  }
}

// MARK: Programs

extension ShownRun {
  private func programEnded() -> [Effect] {
    let name = start.program?.name ?? "The program"
    return source.exit.map { [.say("\(name) ended with \($0.text).")] } ?? []
  }
}

// MARK: Seeks

extension ShownRun {
  /// Handles the end of a seek. One that was replaced by another seek is ignored.
  private mutating func seekEnded(_ arrival: Arrival) -> [Effect] {
    guard let seek, arrival.target == seek.target else { return [] }
    self.seek = nil
    playback.startMeasuring()
    if let failure = arrival.failure {
      return [.notice(Notice(text: failure, isProblem: true))]
    }
    return text(of: arrival).map { [.notice(Notice(text: $0, topic: .instant))] }
      ?? [.forgetNotice(about: .instant)]
  }

  /// What is said at the end of a seek; `nil` after a step, which the screen shows anyway.
  private func text(of arrival: Arrival) -> String? {
    let place = clock.short(arrival.position.instant)
    let isReached =
      switch arrival.target {
      case .instant(let instant): arrival.position.instant == instant
      case .event(let event): arrival.position.event >= event
      case .share, .warning, .cause, .end: true
      }
    return switch (isReached, analysis.state) {
    case (true, _) where source.isFollowing: nil
    case (true, _): arrival.target.isStep ? nil : "Paused at \(place)."
    case (false, .finished): "The run ended at \(place)."
    case (false, .stalled): "Nothing can happen after \(place)."
    case (false, .running) where source.ending != nil: "The log ends at \(place)."
    case (false, .running): "Seek cancelled at \(place)."
    }
  }
}

// MARK: Recordings

extension ShownRun {
  private mutating func recordingStarted(_ path: String) -> [Effect] {
    recording = RecordingState(path: path)
    return [.say("Recording to \(path).")]
  }

  private mutating func recordingStopped() -> [Effect] {
    recording.catchUpShare = nil
    // The recorder may repeat what the start of another run has already reported.
    guard let path = recording.path else { return [] }
    recording.path = nil
    return [.say("Recorded to \(path).")]
  }

  private mutating func recordingGivenUp(_ path: String?) -> [Effect] {
    recording.catchUpShare = nil
    return [.say("The recording\(path.map { " to \($0)" } ?? "") was given up.")]
  }

  private mutating func recordingFailed(_ message: String) -> [Effect] {
    if recording.catchUpShare == nil { recording.path = nil }
    recording.catchUpShare = nil
    return [.notice(Notice(text: message, isProblem: true))]
  }
}
