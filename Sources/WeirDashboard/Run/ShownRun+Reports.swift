import WeirAnalysis
import WeirScreen
import WeirEvents
import WeirWording

extension ShownRun {
  /// Handles what the source or the recorder reports.
  mutating func take(_ report: RunReport) -> [Effect] {
    switch report {
    case .sourceChanged(let source):
      sourceChanged(source)
      return knobs.isLocked ? [.stopTypingValue] : []
    case .pauseChanged(let isPaused):
      playback.isPaused = isPaused
      return isPaused ? [] : [.forgetNotice(about: .instant)]
    case .speedChanged(let speed): playback.speed = speed
    case .refused(let message):
      pending = nil
      return [.notice(Notice(text: message, isProblem: true))]
    case .seekStarted(let target): seek = Seek(from: now, to: target)
    case .seekEnded(let arrival): return seekEnded(arrival)
    case .recordingCaughtUp(let share): recording.catchUpShare = share
    case .recordingGivenUp(let path): return recordingGivenUp(path)
    case .recordingStarted(let path): return recordingStarted(path)
    case .recordingStopped: return recordingStopped()
    case .recordingFailed(let message): return recordingFailed(message)
    }
    return []
  }
}

// MARK: Seeks

extension ShownRun {
  /// Handles the end of a seek. One that was replaced by another seek is ignored.
  private mutating func seekEnded(_ arrival: Arrival) -> [Effect] {
    guard let seek, arrival.target == seek.target, arrival.isStep == seek.isStep else {
      return []
    }
    let log = seek.completedLog.map { " Recorded to \($0) until then." } ?? ""
    self.seek = nil
    playback.startMeasuring()
    guard !seek.isStep else { return log.isEmpty ? [] : [.say(String(log.dropFirst()))] }
    return [.notice(Notice(text: text(of: arrival) + log, topic: .instant))]
  }

  private func text(of arrival: Arrival) -> String {
    let place = TimeText.shortClock(arrival.instant)
    let end =
      switch (arrival.instant == arrival.target, analysis.state) {
      case (true, _): "Paused at \(place)."
      case (false, .finished): "The run ended at \(place)."
      case (false, .stalled): "Nothing can happen after \(place)."
      case (false, .running) where source.ending != nil: "The log ends at \(place)."
      case (false, .running): "Seek cancelled at \(place)."
      }
    return end + discardText(arrival.discardedInputs)
  }

  private func discardText(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1: " One later change was discarded."
    default: " \(count) later changes were discarded."
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
    seek?.completedLog = path
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
