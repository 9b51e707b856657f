import WeirAnalysis
import WeirEvents
import WeirScreen

/// A pool in one line: its name, its places, taken, lost or free, and who waits.
struct PlaceText {
  private let pool: PoolRecord

  init(_ pool: PoolRecord) {
    self.pool = pool
  }

  /// The places are left out where they don't all fit.
  func line(_ columns: Int) -> Line {
    let limit = pool.capacity ?? pool.inUse
    let lost = min(pool.lost, limit)
    let taken = min(max(pool.inUse - lost, 0), limit - lost)
    let waiting = pool.waiters.count
    var line = Line("\(pool.name) ", .strong)
    var figures = Line(" \(pool.inUse)/\(pool.capacity.map(String.init) ?? "∞") held", .dim)
    figures.add("  \(waiting) in line", waiting > 0 ? .warning : .dim)
    if line.width + limit + figures.width <= columns {
      line.add(String(repeating: "■", count: taken), .accent)
      line.add(String(repeating: "✗", count: lost), .bad)
      line.add(String(repeating: "▫", count: limit - lost - taken), .dim)
    }
    line.add(figures)
    return line
  }
}
