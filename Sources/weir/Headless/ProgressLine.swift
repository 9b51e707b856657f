import WeirAnalysis
import WeirEvents
import WeirLog

/// A line on standard error with the progress of a long simulation, which is updated in place and
/// erased at the end.
///
/// Nothing is drawn if standard error is not a terminal, while the program runs in the background,
/// or during the first two seconds.
struct ProgressLine {
  private static let delay = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)

  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var lastCount = 0
  /// The text on the terminal.
  private var shown = ""

  init() {
    last = clock.now
    next = last + ProgressLine.delay
  }

  /// Updates the line if it is due.
  ///
  /// - Parameters:
  ///   - eventCount: The number of events so far, from which the rate is calculated.
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

  /// Erases the line.
  mutating func erase() {
    if !shown.isEmpty { replace(with: "") }
  }

  private mutating func replace(with text: String) {
    StandardError.replaceRow(shown, with: text)
    shown = text
  }
}
