public import WeirAnalysis
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
    keepCopy()
  }

  private func keepCopy() {
    if past.wantsCopy(after: history.analysis.eventCount) { past.keep(history) }
  }
}

// MARK: Other thresholds

extension PastWriter {
  /// Starts to fold the events of a past again from its beginning, under other thresholds of the
  /// lints, into a past that can take its place.
  ///
  /// - Returns: `nil` if its first events can't be read any more.
  public init?(recounting past: RunPast, with thresholds: LintThresholds) {
    guard !past.isCut else { return nil }
    self.init(RunPast(recounting: past, with: thresholds))
  }

  /// Folds some more of the events that the other past has.
  ///
  /// - Returns: How many are left; `nil` if they can't be read any more.
  public mutating func catchUp(with other: RunPast) -> Int? {
    past.catchUp(with: other)
    let (first, newest) = (history.analysis.eventCount, past.newest)
    guard first < newest.event else { return 0 }
    let end = min(newest.event, first + RunPast.batchLength)
    guard let records = past.records(first..<end) else { return nil }
    history.fold(records) { timeline.fold($0) }
    keepCopy()
    return newest.event - end
  }

  /// Ends at the newest place of the past, all of whose events have been folded, as far from the
  /// last event as that is, and in its state.
  public mutating func close() {
    let end = EventBatch(
      events: [], now: past.newest.instant, state: past.stop ?? .running)
    timeline.fold(history.fold(end))
  }
}
