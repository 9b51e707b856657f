import WeirAnalysis
import WeirEvents
import WeirScreen

/// A pool in one line: its name, its places (held, lost or free), and how many tasks wait.
struct PlaceText {
  private let pool: PoolRecord

  init(_ pool: PoolRecord) {
    self.pool = pool
  }

  /// The line, without the places if not all of them fit.
  func line(_ columns: Int) -> Line {
    let limit = pool.capacity ?? pool.inUse
    let lost = min(pool.lost, limit)
    let taken = (pool.inUse - lost).clamped(to: 0...limit - lost)
    let waiting = pool.waiters.count
    var line = Line("\(pool.name) ", .strong)
    var figures = Line(" \(pool.inUse)/\(pool.capacity.map(String.init) ?? "∞") held", .dim)
    figures.add("  \(waiting) waiting", waiting > 0 ? .warning : .dim)
    if line.width + limit + figures.width <= columns {
      line.add(String(repeating: "■", count: taken), .accent)
      line.add(String(repeating: "✗", count: lost), .bad)
      line.add(String(repeating: "▫", count: limit - lost - taken), .dim)
    }
    line.add(figures)
    return line
  }
}
