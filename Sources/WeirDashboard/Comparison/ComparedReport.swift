public import WeirEvents

/// What the source of the run beside the shown one reports.
public enum ComparedReport: Sendable {
  /// The log that was asked for was opened: it is shown from now on.
  case opened(RunStart, SourceStatus)
  /// The run reported events, or time passed in it.
  case batchArrived(EventBatch)
  /// The run began, perhaps again.
  case runStarted(RunStart)
  /// The source reported something else.
  case run(RunReport)
  /// It can't be shown. The message is two sentences.
  case failed(message: String)
  /// It is known where the two runs part; `nil` if they have not differed yet, after all.
  case parted(RunParting?)
  /// Where they part can't be found, since one of them can't be read a second time.
  case partingUnknown
  /// A notice about the run.
  case noticed(String)
  /// Something can't be done with the run. The message is two sentences.
  case problem(message: String)
}

/// The first event at which two runs differ, with both versions in words.
public struct RunParting: Sendable, Hashable {
  /// The number of the event, counted from 1.
  public var event: Int
  /// When it happened.
  public var instant: VirtualInstant
  /// What happened in the shown run.
  public var shown: String
  /// What happened in the other run.
  public var other: String

  /// A first difference in words.
  public init(event: Int, at instant: VirtualInstant, shown: String, other: String) {
    (self.event, self.instant) = (event, instant)
    (self.shown, self.other) = (shown, other)
  }
}
