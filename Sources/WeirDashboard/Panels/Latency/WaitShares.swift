import WeirTrace

/// What the mean time of an item was spent on: held up before the queue, waiting in it, being served.
struct WaitShares {
  /// A part of the time, with its word and its sign.
  struct Part {
    let word: String
    let shortWord: String
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
        Part(word: "in line", shortWord: "line", share: line, sign: "◇", style: look.warning),
        Part(
          word: "served", shortWord: "serve", share: max(1 - line, 0), sign: "━", style: look.accent
        ),
      ]
      return
    }
    let blocked = WaitShares.mean(queue.blocked, count) / whole
    let waited = (queue.wait.mean?.seconds ?? 0) / whole
    let before = [
      Part(
        word: "blocked", shortWord: "block", share: blocked, sign: "▬",
        style: blocked > 0.005 ? look.warning : look.dim
      ),
      Part(word: "waiting", shortWord: "wait", share: waited, sign: "·", style: look.text),
    ]
    // What an item does after the queue is not known where it may wait for a batch there.
    let rest = max(1 - blocked - waited, 0)
    let isServed = state.run.analysis.batchers.records.isEmpty
    parts =
      before + [
        Part(
          word: isServed ? "served" : "in work", shortWord: isServed ? "serve" : "work",
          share: rest, sign: "━",
          style: isServed ? look.accent : look.dim)
      ]
  }

  /// The sum of some lengths, over so many items.
  private static func mean(_ histogram: DurationHistogram, _ count: Double) -> Double {
    (histogram.mean?.seconds ?? 0) * Double(histogram.count) / count
  }

  /// Each part's sign, word and share, as short as they have to be.
  func legend(_ columns: Int, _ look: Look) -> Line {
    let whole = legend(look) { ("\($0.sign) ", $0.word, 4) }
    if whole.width <= columns { return whole }
    let short = legend(look) { ("\($0.sign) ", $0.shortWord, 3) }
    return short.width <= columns ? short : legend(look) { ("\($0.sign)", $0.shortWord, 0) }
  }

  private func legend(
    _ look: Look, _ form: (Part) -> (sign: String, word: String, percentColumns: Int)
  ) -> Line {
    var line = Line()
    for part in parts {
      let (sign, word, columns) = form(part)
      if line.width > 0 { line.add(columns == 4 ? "  " : " ", look.dim) }
      line.add(sign, part.style)
      line.add("\(word) ", look.dim)
      line.add(NumberText.percent(part.share).leftPadded(to: columns), part.style)
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
