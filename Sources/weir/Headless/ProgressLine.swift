import Foundation
import WeirTrace

/// A line on standard error that tells how far a long simulation has come; it is drawn in place, and gone at the end.
///
/// Nothing is drawn where standard error is no terminal, while the program runs in the background, or before a run has
/// taken two seconds.
struct ProgressLine {
  private static let patience = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)

  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var lastCount = 0
  /// How many columns are drawn.
  private var width = 0

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
    guard isatty(STDERR_FILENO) == 1, tcgetpgrp(STDERR_FILENO) == getpgrp() else { return }
    let text = ProgressText(
      now: now, end: end, eventsPerSecond: rate, logSize: logSize()
    ).line(columns: columns - 1)
    let rest = String(repeating: " ", count: max(width - text.count, 0))
    width = text.count
    write("\r\(text)\(rest)\r\(text)")
  }

  /// Takes the line away.
  mutating func erase() {
    guard width > 0 else { return }
    write("\r\(String(repeating: " ", count: width))\r")
    width = 0
  }

  private var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
