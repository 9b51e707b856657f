import WeirAnalysis
import WeirEvents
import WeirSession
import WeirWording

/// Two runs that are carried to their ends side by side, and compared event by event on the way.
///
/// Neither is kept in memory, whatever its length. A simulation without a length of its own goes as
/// far as the log with which it is compared.
struct HeadlessComparison {
  /// The comparison of the two runs.
  let report: ComparisonReport
  /// Whether the runs are the same, event by event, as far as both are known.
  let isEqual: Bool
  /// What was wrong with the runs, a sentence each.
  let remarks: [String]
  /// Why one of the runs can't be compared to its end; `nil` if both can.
  let failure: SessionError?

  /// Compares two runs.
  ///
  /// - Throws: `Interruption.Ended` if a signal ends it, or an error of one of the runs.
  init(_ a: any ComparedSource, _ b: any ComparedSource) throws {
    let isReal = [a, b].contains { $0.model.start.clock == .real }
    var events = EventComparison(comparesInstants: !isReal)
    var progress = ProgressLine()
    while Interruption.signal == nil, let side = HeadlessComparison.turn(a, b) {
      let (source, other) = side == .a ? (a, b) : (b, a)
      let limit = source.isFollowing ? other.model.analysis.now : .endOfTime
      let piece = try source.advance(to: limit)
      events.take(piece, until: source.model.analysis.now, of: side)
      if source.end != nil, other.isFollowing { other.stop(at: source.model.analysis.now) }
      for (side, source) in [(RunSide.a, a), (.b, b)] {
        if let end = source.end { events.end(side, end) }
      }
      progress.show(
        at: source.model.analysis.now, of: nil,
        eventCount: a.model.analysis.eventCount + b.model.analysis.eventCount, logSize: nil)
    }
    progress.erase()
    if let signal = Interruption.signal {
      throw Interruption.Ended(
        signal: signal, instant: min(a.model.analysis.now, b.model.analysis.now),
        remark: "The runs were not compared to their ends.")
    }
    isEqual =
      events.difference == nil && HeadlessComparison.endAlike(a, b, comparesInstants: !isReal)
    report = ComparisonReport(
      a.result, b.result,
      firstDifference: events.difference.map(ComparisonReport.FirstDifference.init),
      isEqual: isEqual)
    remarks = a.remarks + b.remarks
    failure = a.failure ?? b.failure
  }

  /// The run that goes forward next: the one with fewer events, so that as few as possible are
  /// kept; `nil` if both have ended.
  private static func turn(_ a: any ComparedSource, _ b: any ComparedSource) -> RunSide? {
    let canAdvance = (canAdvance(a, beside: b), canAdvance(b, beside: a))
    guard canAdvance.0, canAdvance.1 else { return canAdvance.0 ? .a : canAdvance.1 ? .b : nil }
    return a.model.analysis.eventCount <= b.model.analysis.eventCount ? .a : .b
  }

  private static func canAdvance(
    _ source: any ComparedSource, beside other: any ComparedSource
  ) -> Bool {
    source.end == nil
      && !(source.isFollowing && source.model.analysis.now >= other.model.analysis.now)
  }

  /// Whether two runs without a difference in their events ended at the same place. Of one that
  /// broke off within its last instant, the rest of that instant is unknown. Recordings with a
  /// real clock never end at the same instant.
  private static func endAlike(
    _ a: any ComparedSource, _ b: any ComparedSource, comparesInstants: Bool
  ) -> Bool {
    let (first, second) = (a.model.analysis, b.model.analysis)
    guard comparesInstants else { return first.eventCount == second.eventCount }
    guard first.now == second.now else { return false }
    return first.eventCount == second.eventCount || a.end == .cut || b.end == .cut
  }
}

extension ComparisonReport.FirstDifference {
  /// Puts a difference into words.
  init(_ difference: EventComparison.Difference) {
    let texts = RunDifference.words(difference.a, difference.b, after: difference.before)
    self.init(event: difference.number, at: difference.instant, a: texts[0], b: texts[1])
  }
}
