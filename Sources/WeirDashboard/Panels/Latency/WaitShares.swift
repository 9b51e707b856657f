import WeirTrace

/// What the mean time of an item was spent on: held up before the queue, waiting in it, being served.
struct WaitShares {
  /// A part of the time, with its word and its sign.
  struct Part {
    let word: String
    let share: Double
    let sign: Character
    let style: Style
  }

  let parts: [Part]

  /// Nothing where nothing took any time.
  init?(_ state: Dashboard, _ look: Look) {
    let metrics = state.run.analysis.metrics
    guard let whole = metrics.latency.mean?.seconds, whole > 0 else { return nil }
    let count = Double(max(metrics.latency.count, 1))
    guard let queue = metrics.queues.last else {
      let line = metrics.pools.last.map { WaitShares.mean($0.wait, count) / whole } ?? 0
      guard !metrics.pools.isEmpty else { return nil }
      parts = [
        Part(word: "in line", share: line, sign: "◇", style: look.warning),
        Part(word: "served", share: max(1 - line, 0), sign: "━", style: look.accent),
      ]
      return
    }
    let blocked = WaitShares.mean(queue.blocked, count) / whole
    let waited = (queue.wait.mean?.seconds ?? 0) / whole
    let before = [
      Part(
        word: "blocked", share: blocked, sign: "▬", style: blocked > 0.005 ? look.warning : look.dim
      ),
      Part(word: "waiting", share: waited, sign: "·", style: look.text),
    ]
    // What an item does after the queue is not known where it may wait for a batch there.
    let rest = max(1 - blocked - waited, 0)
    let isServed = state.run.analysis.batchers.records.isEmpty
    parts =
      before + [
        Part(
          word: isServed ? "served" : "in work", share: rest, sign: "━",
          style: isServed ? look.accent : look.dim)
      ]
  }

  /// The sum of some lengths, over so many items.
  private static func mean(_ histogram: DurationHistogram, _ count: Double) -> Double {
    (histogram.mean?.seconds ?? 0) * Double(histogram.count) / count
  }

  /// Each part's sign, word and share, in fewer letters where these have no room.
  func legend(_ columns: Int, _ look: Look) -> Line {
    for letters in [8, 5, 4] {
      let line = legend(letters: letters, look)
      if line.width <= columns || letters == 4 { return line }
    }
    return Line()
  }

  private func legend(letters: Int, _ look: Look) -> Line {
    var line = Line()
    for part in parts {
      if line.width > 0 { line.add(letters > 4 ? "  " : " ", look.dim) }
      line.add("\(part.sign) ", part.style)
      line.add("\(part.word.prefix(letters)) ", look.dim)
      line.add(NumberText.percent(part.share).leftPadded(to: letters > 4 ? 4 : 3), part.style)
    }
    return line
  }

  /// All parts side by side in one bar, each with its sign.
  func bar(_ columns: Int) -> Line {
    var line = Line()
    var (sum, end) = (0.0, 0)
    for part in parts {
      sum += part.share
      let next = min(Int((sum * Double(columns)).rounded()), columns)
      line.add(String(repeating: part.sign, count: max(next - end, 0)), part.style)
      end = max(next, end)
    }
    return line
  }
}
