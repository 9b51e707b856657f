import WeirAnalysis
import WeirEvents
import WeirScreen

/// How the time of all completed work was spent: blocked before the queue, waiting, opening a
/// connection, served.
///
/// The parts are of the same work as the latency, so they add up to it, and their percentages to
/// 100.
struct WaitShares {
  /// A part of the time, with its word and its sign.
  struct Part {
    let word: String
    let shortWord: String
    let nanoseconds: Int128
    let sign: Character
    let style: Style
    var percent = 0
  }

  private(set) var parts: [Part]
  private let total: Int128

  /// Returns `nil` if no completed work took any time, or if only the whole time is known.
  init?(_ run: ShownRun) {
    guard run.start.level.hasWaits else { return nil }
    let analysis = run.analysis
    let spent = analysis.metrics.spent
    total = spent.total
    let isQueued = !analysis.queues.records.isEmpty
    guard total > 0, isQueued || !analysis.pools.records.isEmpty else { return nil }
    parts = isQueued ? WaitShares.queueParts(spent) : [WaitShares.line(spent)]
    if spent.opening > 0 || !isQueued && analysis.pools.records.contains(where: { $0.opened > 0 }) {
      parts.append(
        Part(
          word: "opening", shortWord: "open", nanoseconds: spent.opening, sign: "◧",
          style: .accent))
    }
    // Where items may wait for a batch after the queue, that part is not known.
    let isServed = analysis.batchers.records.isEmpty
    parts.append(
      Part(
        word: isServed ? "served" : "in work", shortWord: isServed ? "serve" : "work",
        nanoseconds: spent.served, sign: "━", style: isServed ? .accent : .dim))
    let percents = WaitShares.percents(parts.map(\.nanoseconds))
    for index in parts.indices { parts[index].percent = percents[index] }
  }

  private static func queueParts(_ spent: TimeSpent) -> [Part] {
    let isBlocked = spent.blocked * 200 > spent.total
    return [
      Part(
        word: "blocked", shortWord: "block", nanoseconds: spent.blocked, sign: "▬",
        style: isBlocked ? .warning : .dim),
      Part(
        word: "waiting", shortWord: "wait", nanoseconds: spent.waited, sign: "·", style: .text),
    ]
  }

  private static func line(_ spent: TimeSpent) -> Part {
    Part(
      word: "waiting", shortWord: "wait", nanoseconds: spent.waited, sign: "◇", style: .warning)
  }

  /// Whole percentages that add up to 100: all are rounded down, and the rest goes to those that
  /// lost most, the first ones first.
  static func percents(_ parts: [Int128]) -> [Int] {
    let total = parts.reduce(0, +)
    guard total > 0 else { return parts.map { _ in 0 } }
    var percents = parts.map { Int($0 * 100 / total) }
    let losses = parts.map { $0 * 100 % total }
    let losers = parts.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }
    for index in losers.prefix(100 - percents.reduce(0, +)) { percents[index] += 1 }
    return percents
  }

  /// The sign, word and share of each part, in the longest form that fits.
  func legend(_ columns: Int) -> Line {
    let whole = legend() { ("\($0.sign) ", $0.word, 4) }
    if whole.width <= columns { return whole }
    let short = legend() { ("\($0.sign) ", $0.shortWord, 3) }
    return short.width <= columns ? short : legend() { ("\($0.sign)", $0.shortWord, 0) }
  }

  private func legend(
    _ form: (Part) -> (sign: String, word: String, percentColumns: Int)
  ) -> Line {
    var line = Line()
    for part in parts {
      let (sign, word, columns) = form(part)
      if line.width > 0 { line.add(columns == 4 ? "  " : " ", .dim) }
      line.add(sign, part.style)
      line.add("\(word) ", .dim)
      line.add("\(part.percent)%".leftPadded(to: columns), part.style)
    }
    return line
  }

  /// All parts next to each other in one bar, each with its sign.
  func bar(_ columns: Int) -> Line {
    var line = Line()
    var (sum, end) = (Int128(0), 0)
    for part in parts {
      sum += part.nanoseconds
      let next = Int((sum * Int128(columns) * 2 + total) / (total * 2))
      line.add(String(repeating: part.sign, count: next - end), part.style)
      end = next
    }
    return line
  }
}
