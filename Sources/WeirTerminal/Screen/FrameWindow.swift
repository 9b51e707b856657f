/// The decision whether a terminal keeps up, from when it answers.
///
/// A line may hold megabytes before a writer has to wait: over a slow one the screen would be minutes late. So the
/// terminal is asked after each frame, and answers in order. When answers take longer than the fastest one by more than
/// the slack, fewer frames may be under way; otherwise one more. A terminal that does not answer is never waited for.
struct FrameWindow {
  private static let limits = 1...8
  private static let slack = Duration.milliseconds(100)
  /// After this long without an answer, the terminal is one that does not answer any more.
  private static let patience = Duration.seconds(10)

  /// When each question that has no answer yet was asked.
  private var asked: [Duration] = []
  private var limit = FrameWindow.limits.upperBound
  private var fastest: Duration?

  /// How many questions have no answer yet, of a terminal that answers.
  var unanswered: Int { fastest == nil ? 0 : asked.count }

  /// The terminal is asked; the instant is counted from any fixed moment.
  mutating func ask(at now: Duration) {
    if hasGivenUp(at: now) { forget() }
    asked.append(now)
    // One that never answers is asked for ever.
    if asked.count > 64 { asked.removeFirst() }
  }

  /// The terminal answered the oldest question.
  mutating func answered(at now: Duration) {
    guard !asked.isEmpty else { return }
    let delay = now - asked.removeFirst()
    // It rises slowly, since a line may become a slower one.
    let fastest = min(delay, fastest.map { $0 + .milliseconds(1) } ?? delay)
    self.fastest = fastest
    let isLate = delay > fastest + FrameWindow.slack
    let limit = isLate ? limit / 2 : limit + 1
    self.limit = min(max(limit, FrameWindow.limits.lowerBound), FrameWindow.limits.upperBound)
  }

  /// Whether one more frame may be sent now.
  func isOpen(at now: Duration) -> Bool {
    fastest == nil || asked.count < limit || hasGivenUp(at: now)
  }

  /// Whether the terminal has left its oldest question open for too long.
  private func hasGivenUp(at now: Duration) -> Bool {
    asked.first.map { now - $0 > FrameWindow.patience } ?? false
  }

  /// Begins anew, with nothing known: another terminal may be there now.
  mutating func forget() {
    self = FrameWindow()
  }
}
