import WeirAnalysis
public import WeirEvents

/// Fills a past with a run that is not on the screen, and folds it for that.
public struct PastWriter: Sendable {
  /// The past.
  public let past: RunPast
  /// The whole run so far at a glance.
  public private(set) var timeline = RunTimeline()
  private var history: RunHistory

  /// Starts at the beginning of a past, which has no events yet.
  public init(_ past: RunPast) {
    (self.past, history) = (past, past.beginning)
  }

  /// Appends a batch.
  ///
  /// - Parameter reported: When each event was reported, in order of time; `nil` for when each
  ///   happened.
  public mutating func append(_ batch: EventBatch, reportedAt reported: [VirtualInstant]? = nil) {
    past.append(batch, reportedAt: reported)
    if let reported {
      let records = ContiguousArray(
        zip(reported, batch.events).map { EventSpool.Record(reported: $0, event: $1) })
      history.fold(records) { timeline.fold($0) }
      timeline.fold(history.fold(EventBatch(events: [], now: batch.now, state: batch.state)))
    } else {
      timeline.fold(history.fold(batch))
    }
    if past.wantsCopy(after: history.analysis.eventCount) { past.keep(history) }
  }
}
