/// Decides from its answers whether a terminal keeps up.
///
/// A line may buffer megabytes before a writer has to wait: over a slow one the screen would be
/// minutes late. So the terminal is asked after each frame, and answers in order. If an answer
/// takes longer than the fastest one by more than the slack, fewer frames may be in flight;
/// otherwise one more. A terminal that does not answer is never waited for.
struct FrameWindow {
  private static let limits = 1...8
  private static let slack = Duration.milliseconds(100)
  /// After this long without an answer, the terminal counts as one that no longer answers.
  private static let timeout = Duration.seconds(10)

  /// When each pending request was sent.
  private var asked: [Duration] = []
  private var limit = FrameWindow.limits.upperBound
  private var fastest: Duration?

  /// How many requests are pending, for a terminal that answers.
  var unanswered: Int { fastest == nil ? 0 : asked.count }

  /// Records a request at an instant since any fixed moment.
  mutating func ask(at now: Duration) {
    if hasGivenUp(at: now) { forget() }
    asked.append(now)
    // A terminal that never answers is asked forever.
    if asked.count > 64 { asked.removeFirst() }
  }

  /// Records the answer to the oldest request.
  mutating func answered(at now: Duration) {
    guard !asked.isEmpty else { return }
    let delay = now - asked.removeFirst()
    // It rises slowly, since a line may become slower.
    let fastest = min(delay, fastest.map { $0 + .milliseconds(1) } ?? delay)
    self.fastest = fastest
    let isLate = delay > fastest + FrameWindow.slack
    let limit = isLate ? limit / 2 : limit + 1
    self.limit = min(max(limit, FrameWindow.limits.lowerBound), FrameWindow.limits.upperBound)
  }

  /// Whether another frame may be sent now.
  func isOpen(at now: Duration) -> Bool {
    fastest == nil || asked.count < limit || hasGivenUp(at: now)
  }

  /// Whether the oldest request has been pending for too long.
  private func hasGivenUp(at now: Duration) -> Bool {
    asked.first.map { now - $0 > FrameWindow.timeout } ?? false
  }

  /// Starts over, with nothing known: there may be another terminal now.
  mutating func forget() {
    self = FrameWindow()
  }
}
