import WeirAnalysis
import WeirEvents
import WeirLog

/// A line on standard error that tells how far a long simulation has come; it is drawn in place,
/// and gone at the end.
///
/// Nothing is drawn where standard error is no terminal, while the program runs in the background,
/// or before a run has taken two seconds.
struct ProgressLine {
  private static let patience = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)

  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var lastCount = 0
  /// What is drawn.
  private var shown = ""

  init() {
    last = clock.now
    next = last + ProgressLine.patience
  }

  /// Draws the line if it is time to.
  ///
  /// - Parameters:
  ///   - eventCount: all events so far, from which the rate is told.
  mutating func show(
    at now: VirtualInstant, of end: VirtualInstant?, eventCount: Int,
    logSize: @autoclosure () -> Int?
  ) {
    let wall = clock.now
    guard wall >= next else { return }
    let seconds = last.duration(to: wall).seconds
    let rate = seconds > 0 ? Double(eventCount - lastCount) / seconds : 0
    (last, next, lastCount) = (wall, wall + ProgressLine.interval, eventCount)
    guard let columns = StandardError.columns else { return }
    replace(
      with: ProgressText(now: now, end: end, eventsPerSecond: rate, logSize: logSize())
        .line(columns: columns - 1))
  }

  /// Takes the line away.
  mutating func erase() {
    if !shown.isEmpty { replace(with: "") }
  }

  private mutating func replace(with text: String) {
    StandardError.replaceRow(shown, with: text)
    shown = text
  }
}
