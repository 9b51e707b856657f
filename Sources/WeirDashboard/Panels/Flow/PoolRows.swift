import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A row for each pool, kind of resource or lock: how many are held, how many tasks wait for one,
/// and which task has held one longest.
struct PoolRows: PartRows {
  private let scene: FlowScene
  private let leaders: Leaders<Label>
  private let pools: [PoolRecord]
  /// How many more pools there are.
  private let further: Int

  init(_ scene: FlowScene, _ parts: PartsBoard) {
    self.scene = scene
    let all = scene.pools
    leaders = parts.leadingPools
    pools = PoolRows.ordered(
      leaders.keys.compactMap { name in all.first { $0.name == name } })
    further = all.count - pools.count
  }

  /// Those whose names differ only in their number follow each other, in the order of that.
  private static func ordered(_ pools: [PoolRecord]) -> [PoolRecord] {
    var places: [String: Int] = [:]
    let keys = pools.enumerated().map { index, pool in
      let stem = "\(pool.name.stem)"
      let place = places[stem] ?? index
      places[stem] = place
      return (place, pool.name.number, index)
    }
    return pools.indices.sorted { keys[$0] < keys[$1] }.map { pools[$0] }
  }

  var count: Int { pools.count + (further > 0 ? 1 : 0) }

  func lines(_ limit: Int, columns: Int) -> [Line] {
    let shown = PoolRows.shown(pools.count, further: further, in: limit)
    let names = leaders.first(shown)
    let rows = pools.filter { names.contains($0.name) }.map(row)
    let places = Places(rows, columns)
    var lines = rows.map { line($0, places) }
    let others = pools.count - shown + further
    if others > 0 {
      let waiting = pools.filter { !names.contains($0.name) }
        .reduce(0) { $0 + $1.waiters.count }
      var line = PoolRows.others(others, of: pools.count + further)
      if waiting > 0 { line.add("  \(NumberText.count(waiting)) waiting", .warning) }
      lines.append(line)
    }
    return lines
  }

  /// The contents of a row, before its columns are known.
  private struct Row {
    let pool: PoolRecord
    let figure: String
    let waiting: String
    let holder: String
    /// How long that has held it, with a blank before it.
    let time: String
    let lost: Int
  }

  /// The most resources of a pool among which the one held longest is searched.
  private static let mostSearched = 256

  private func row(_ pool: PoolRecord) -> Row {
    let held = pool.resources.prefix(PoolRows.mostSearched).filter { $0.holder != nil }
    let longest = held.filter { !$0.isLeaked }.min { $0.since < $1.since }
    let limit = pool.capacity.map(NumberText.narrow) ?? "∞"
    let waiting = pool.waiters.count
    return Row(
      pool: pool, figure: "\(NumberText.narrow(pool.inUse))/\(limit) held",
      waiting: waiting > 0 ? "\(NumberText.narrow(waiting)) waiting" : "",
      holder: longest.map(holder) ?? "", time: longest.map(time) ?? "", lost: pool.lost)
  }

  private func holder(_ resource: PoolRecord.Resource) -> String {
    guard let holder = resource.holder, holder != .none else { return "unknown" }
    return scene.analysis.tasks.name(of: holder)
  }

  private func time(_ resource: PoolRecord.Resource) -> String {
    " \(TimeText.short(resource.since.duration(to: scene.now)))"
  }

  /// The widths of the parts, the same in all rows.
  private struct Places {
    let name: Int
    let signs: Int
    let figure: Int
    let waiting: Int
    let holder: Int

    /// With less room the holder is left out.
    private static let leastHolder = 12
    private static let mostSigns = 32

    init(_ rows: [Row], _ columns: Int) {
      func widest(_ text: (Row) -> String) -> Int {
        rows.map { CharacterWidth.of(text($0)) }.max() ?? 0
      }
      figure = widest { $0.figure }
      waiting = widest { $0.waiting }
      name = min(widest { $0.pool.name.description }, max(columns / 4, 6), 20)
      let used = name + 1 + figure + (waiting > 0 ? waiting + 2 : 0)
      let holder = widest { $0.holder + $0.time }
      let places = rows.map { max($0.pool.capacity ?? 0, $0.pool.inUse) }.max() ?? 0
      let left = columns - used
      self.holder = left >= min(holder, Places.leastHolder) + 2 ? min(holder, left - 2) : 0
      let rest = left - (self.holder > 0 ? self.holder + 2 : 0) - 1
      signs = rest >= 1 ? min(places, rest, Places.mostSigns) : 0
    }
  }

  private func line(_ row: Row, _ places: Places) -> Line {
    let isHeldUp = !row.waiting.isEmpty
    var line = Line(row.pool.name.description.paddedName(to: places.name), .strong)
    line.add(" ", .text)
    if places.signs > 0 {
      line.add(signs(row, places.signs))
      line.add(" ", .text)
    }
    line.add(row.figure.leftPadded(to: places.figure), isHeldUp ? .warning : .text)
    if places.waiting > 0 {
      line.add("  \(row.waiting.padded(to: places.waiting))", .warning)
    }
    if places.holder > 0 {
      let name = min(CharacterWidth.of(row.holder), places.holder - row.time.count)
      let holder = row.holder.paddedName(to: name) + row.time
      line.add("  \(holder.padded(to: places.holder))", isHeldUp ? .text : .dim)
    }
    return line
  }

  /// A sign for each place, or for several if not all fit: held, lost, free.
  private func signs(_ row: Row, _ columns: Int) -> Line {
    let size = max(row.pool.capacity ?? 0, row.pool.inUse)
    let count = min(size, columns)
    func cells(_ number: Int) -> Int {
      guard number > 0, size > 0 else { return 0 }
      return max(Int(Double(min(number, size)) / Double(size) * Double(count)), 1)
    }
    let lost = min(cells(row.lost), count)
    let held = min(cells(row.pool.inUse - row.lost), count - lost)
    var line = Line(String(repeating: "■", count: held), .accent)
    line.add(String(repeating: "✗", count: lost), .bad)
    line.add(String(repeating: "▫", count: count - lost - held), .dim)
    line.add(String(repeating: " ", count: columns - count), .dim)
    return line
  }
}
