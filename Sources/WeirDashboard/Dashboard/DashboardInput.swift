import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// What can happen to the dashboard.
public enum DashboardInput: Sendable {
  /// A key, the mouse, the size of the terminal, or a signal.
  case terminal(TerminalInput)
  /// The run reported events, or time passed in it.
  case batchArrived(EventBatch)
  /// A run began: the first one, the same one again, or one with another seed, preset or scenario.
  /// What was known of the last one is discarded.
  case runStarted(RunStart)
  /// The source of the run or its recorder reported something else.
  case run(RunReport)
  /// The source of the run beside the shown one reported something.
  case compared(ComparedReport)
  /// A frame is due, this many seconds of wall time after the last one.
  case frameDue(secondsPassed: Double)
  /// A frame was due but not shown, because the terminal was still busy with earlier ones.
  case frameSkipped
  /// A theme was loaded, and is used from now on.
  case themeChanged(Theme)
  /// A scenario was run for a moment in the background, for its picture, with these events.
  case scenarioPreviewed(name: String, EventBatch)
  /// The watched program has printed these bytes.
  case outputPrinted([UInt8])
  /// The watched program has printed too fast: this many bytes are only in its file.
  case outputSkipped(bytes: Int)
  /// A notice for the footer, which stays for a few seconds.
  case noticeShown(String)
  /// A problem for the footer, which stays longer than a notice. The text is two sentences.
  case problemShown(String)
}

extension DashboardInput {
  /// Whether the next frame has to show it; otherwise it may wait for the beat.
  var showsAtOnce: Bool {
    switch self {
    case .batchArrived, .compared(.batchArrived), .frameDue, .frameSkipped, .outputPrinted,
      .outputSkipped:
      false
    case .terminal, .runStarted, .run, .compared, .themeChanged, .scenarioPreviewed,
      .noticeShown, .problemShown:
      true
    }
  }

  /// Whether it is what a watched program prints: before its first event nothing else may come.
  var isOutput: Bool {
    switch self {
    case .outputPrinted, .outputSkipped: true
    default: false
    }
  }
}
