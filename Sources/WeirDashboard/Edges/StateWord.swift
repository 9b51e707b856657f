import WeirAnalysis
import WeirEvents
import WeirScreen

/// The word in the header for what is shown, and whether it continues.
enum StateWord: Equatable {
  case live, paused, replay, following
  /// A real program is watched, which reports what it does.
  case connected
  /// The probe in a real program has turned itself off.
  case off
  /// A loop of a real program is blocked.
  case blocked(for: Duration)
  /// Nothing was heard of a real program for some seconds.
  case silent(seconds: Int)
  /// A real program is gone, and may come back.
  case reconnecting
  /// An earlier instant of a live run, this long before the newest one.
  case past(ago: Duration)
  case finished, stalled, end, cut

  init(_ run: ShownRun) {
    switch (run.source.ending, run.analysis.state) {
    case _ where run.isInPast && run.now < run.end:
      self = .past(ago: run.now.duration(to: run.end))
    case (nil, .running) where run.isBehindProgram && !run.playback.isPaused:
      self = .past(ago: run.now.duration(to: run.newest.instant))
    case (.cut, _), (.failed, _): self = .cut
    case (_, .stalled): self = .stalled
    case (.end, _): self = .end
    case (nil, .finished): self = run.source.kind == .simulation ? .finished : .end
    case (nil, .running) where run.playback.isPaused: self = .paused
    case (nil, .running):
      switch run.source.kind {
      case .simulation: self = .live
      case .log where !run.isFollowing: self = .replay
      case .log, .program: self = StateWord(run, run.source.connection)
      }
    }
  }

  /// The word for the newest place of a log that is being written.
  private init(_ run: ShownRun, _ connection: SourceStatus.Connection?) {
    switch connection {
    case .silent(let seconds)?: self = .silent(seconds: seconds)
    case .reconnecting?: self = .reconnecting
    case .connected? where run.history.losses.isOff: self = .off
    case .connected?, nil:
      if let block = run.block {
        self = .blocked(for: block.since.duration(to: run.now))
      } else {
        self = run.source.kind == .program ? .connected : .following
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
    case .connected: "● CONNECTED"
    case .off: "⊘ PROBE OFF"
    case .blocked(let time): "▣ BLOCKED \(ConnectionText.text(ofBlock: time))"
    case .silent(let seconds): "◌ SILENT \(ConnectionText.text(ofSilence: seconds))"
    case .reconnecting: "◌ RECONNECTING"
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
    case .connected: "A real program is watched while it runs."
    case .off:
      "The probe in the program has turned itself off after too many faults: it reports nothing."
    case .blocked: "A loop of the program is blocked: no other task of it can run."
    case .silent: "Nothing is heard of the program, not even a sign of life."
    case .reconnecting: "The program is gone. It is shown again when it is back."
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
    case .live, .finished, .connected: .good
    case .paused, .past, .silent, .reconnecting: .warning
    case .replay, .following: .strongAccent
    case .end: .strong
    case .stalled, .cut, .blocked, .off: .bad
    }
  }

  /// The room for a word, so that nothing after it moves: that of the longest one, and of a time up
  /// to a year.
  static let columns = 14
}
