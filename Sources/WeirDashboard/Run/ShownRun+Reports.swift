import WeirAnalysis
import WeirScreen
import WeirEvents
import WeirWording

/// Handles what the source and the recorder report.
extension ShownRun {
  /// Handles the end of a seek. One that was replaced by another seek is ignored.
  mutating func seekEnded(_ arrival: Arrival) -> [Effect] {
    guard let seek, arrival.target == seek.target, arrival.isStep == seek.isStep else {
      return []
    }
    let log = seek.completedLog.map { " Recorded to \($0) until then." } ?? ""
    self.seek = nil
    playback.startMeasuring()
    guard !seek.isStep else { return log.isEmpty ? [] : [.say(String(log.dropFirst()))] }
    return [
      .notice(Notice(text: text(of: arrival) + log, isAboutRun: true, isAboutInstant: true))
    ]
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

  mutating func recordingStarted(_ path: String) -> [Effect] {
    recording = RecordingState(path: path)
    return [.say("Recording to \(path).")]
  }

  mutating func recordingStopped() -> [Effect] {
    recording.catchUpShare = nil
    // The recorder may repeat what the start of another run has already reported.
    guard let path = recording.path else { return [] }
    seek?.completedLog = path
    recording.path = nil
    return [.say("Recorded to \(path).")]
  }

  mutating func recordingGivenUp(_ path: String?) -> [Effect] {
    recording.catchUpShare = nil
    return [.say("The recording\(path.map { " to \($0)" } ?? "") was given up.")]
  }

  mutating func recordingFailed(_ message: String) -> [Effect] {
    if recording.catchUpShare == nil { recording.path = nil }
    recording.catchUpShare = nil
    return [.notice(Notice(text: message, isProblem: true))]
  }
}
