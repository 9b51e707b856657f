import WeirAnalysis
import WeirEvents
import WeirScreen

/// The word in the header for what is shown, and whether it continues.
enum StateWord: Equatable {
  case live, paused, replay, following
  /// An earlier instant of a live run, this long before the newest one.
  case past(ago: Duration)
  case finished, stalled, end, cut

  init(_ run: ShownRun) {
    switch (run.source.ending, run.analysis.state) {
    case _ where run.isInPast && run.now < run.end:
      self = .past(ago: run.now.duration(to: run.end))
    case (.cut, _), (.failed, _): self = .cut
    case (_, .stalled): self = .stalled
    case (.end, _): self = .end
    case (nil, .finished): self = run.source.kind == .simulation ? .finished : .end
    case (nil, .running) where run.playback.isPaused: self = .paused
    case (nil, .running):
      switch run.source.kind {
      case .simulation: self = .live
      case .log: self = run.isFollowing ? .following : .replay
      }
    }
  }

  /// The word with its sign, which identifies it without colours.
  var text: String {
    switch self {
    case .live: "● LIVE"
    case .paused: "‖ PAUSED"
    case .past(let ago): "◂ PAST -\(TimeText.short(ago))"
    case .replay: "▸ REPLAY"
    case .following: "▾ FOLLOWING"
    case .finished: "✓ FINISHED"
    case .stalled: "✗ STALLED"
    case .end: "■ END"
    case .cut: "⊘ CUT"
    }
  }

  /// One sentence.
  var meaning: String {
    switch self {
    case .live: "A simulation is running in this program."
    case .paused: "Time stands still."
    case .past: "An earlier instant of a live run is shown."
    case .replay: "A log is being played."
    case .following: "A log is shown while it is being written."
    case .finished: "The run has finished by itself."
    case .stalled: "Nothing can ever happen again."
    case .end: "The last event has been shown."
    case .cut: "The log stops in the middle, so the last events are missing."
    }
  }

  var style: Style {
    switch self {
    case .live, .finished: .good
    case .paused, .past: .warning
    case .replay, .following: .strongAccent
    case .end: .strong
    case .stalled, .cut: .bad
    }
  }

  /// The room for a word, so that nothing after it moves: that of the longest one, and of a time up
  /// to a year.
  static let columns = 14
}
