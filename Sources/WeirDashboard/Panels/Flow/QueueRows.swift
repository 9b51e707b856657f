import WeirAnalysis
import WeirEvents
import WeirScreen

/// A row for each queue: the role that fills it and how fast, how full it is and was at most, and
/// how fast which role empties it.
struct QueueRows: PartRows {
  private let scene: FlowScene
  private let leaders: Leaders<Label>
  private let rows: [Row]
  /// How many more queues there are.
  private let further: Int

  private struct Row {
    let record: QueueRecord
    let lane: QueueTraffic.Lane
  }

  init(_ scene: FlowScene, _ parts: PartsBoard) {
    self.scene = scene
    leaders = parts.leadingQueues
    rows = parts.leadingQueues.keys.compactMap { name in
      parts.traffic[name].flatMap { lane in
        scene.analysis.queues[lane.queue].map { Row(record: $0, lane: lane) }
      }
    }
    further = max(parts.traffic.lanes.count - rows.count, 0)
  }

  var count: Int { rows.count + (further > 0 ? 1 : 0) }

  func lines(_ limit: Int, columns: Int) -> [Line] {
    let shown = QueueRows.shown(rows.count, further: further, in: limit)
    let names = leaders.first(shown)
    let own = rows.filter { names.contains($0.lane.name) }
    let parts = own.map(parts)
    let places = Places(parts, columns)
    var lines = parts.map { line($0, places) }
    let others = rows.count - shown + further
    if others > 0 {
      let waiting = rows.filter { !names.contains($0.lane.name) }
        .reduce(0) { $0.saturatingPlus($1.record.depth) }
      var line = QueueRows.others(others)
      if further == 0 { line.add("  \(NumberText.count(waiting)) waiting", .dim) }
      lines.append(line)
    }
    return lines
  }

  /// The contents of a row, before its columns are known.
  private struct Parts {
    let from: (text: String, style: Style)
    let inflow: (text: String, style: Style)
    let name: String
    let record: QueueRecord
    let figure: String
    let most: String
    let outflow: (text: String, style: Style)
    let to: (text: String, style: Style)
  }

  private func parts(_ row: Row) -> Parts {
    let record = row.record
    let from = role(row.lane.into, record.putters)
    let to = role(row.lane.outOf, record.getters)
    let isHeldUp = !record.putters.isEmpty
    let isDead = record.depth > 0 && to.isDead
    let limit = record.capacity.map(NumberText.narrow) ?? "∞"
    return Parts(
      from: (from.text, isHeldUp ? .warning : from.text.isEmpty ? .dim : .text),
      inflow: (
        rate(row.lane.into), isHeldUp || record.isFull ? .warning : .accent
      ),
      name: record.name.description, record: record,
      figure: "\(NumberText.narrow(record.depth))/\(limit)",
      most: "max \(NumberText.narrow(record.highWaterMark))",
      outflow: (rate(row.lane.outOf), isDead ? .bad : .accent),
      to: (to.text, isDead ? .bad : .text))
  }

  /// The role that moves most, or that of the first waiting task if nothing has moved yet.
  private func role(
    _ way: QueueTraffic.Way, _ waiting: some RandomAccessCollection<TaskID>
  ) -> (text: String, isDead: Bool) {
    let waiter = waiting.first.flatMap { scene.analysis.tasks[$0]?.role }
    guard let role = way.leading ?? waiter else { return ("", false) }
    let others = way.otherCount(at: scene.now)
    let isDead = waiting.isEmpty && (scene.run.parts?.roles[role]?.liveCount ?? 0) == 0
    return ("\(role)" + (others > 0 ? " +\(others)" : ""), isDead && others == 0)
  }

  /// How many items per second; empty if none has ever passed.
  private func rate(_ way: QueueTraffic.Way) -> String {
    guard way.hasMoved else { return "" }
    return "\(NumberText.rate(scene.perSecond(way.rate)))/s"
  }

  /// The widths of the parts, the same in all rows.
  private struct Places {
    let from: Int
    let arrow: Int
    let name: Int
    let bar: Int
    let figure: Int
    let most: Int
    let to: Int

    /// The least width in which the arrows are longer.
    private static let roomy = 60
    private static let mostRoleColumns = 16
    /// A shorter bar is left out.
    private static let barColumns = 4...48

    init(_ parts: [Parts], _ columns: Int) {
      func widest(_ text: (Parts) -> String) -> Int {
        parts.map { CharacterWidth.of(text($0)) }.max() ?? 0
      }
      arrow = columns >= Places.roomy ? 10 : 8
      figure = widest { $0.figure }
      let sides = max(columns - 2 * (arrow + 2) - figure - 1, 0)
      // The names of roles and of the queue share what the figures leave.
      let name = min(widest { $0.name }, max(sides / 3, 4))
      let side = max((sides - name) / 2, 0)
      from = min(widest { $0.from.text }, side, Places.mostRoleColumns)
      to = min(widest { $0.to.text }, max(sides - name - from, 0), Places.mostRoleColumns)
      self.name = name
      let rest = sides - name - from - to
      let most = widest { $0.most }
      self.most = rest >= most + 9 ? most : 0
      let bar = rest - (self.most > 0 ? most + 1 : 0) - 1
      self.bar = bar >= Places.barColumns.lowerBound ? min(bar, Places.barColumns.upperBound) : 0
    }
  }

  private func line(_ parts: Parts, _ places: Places) -> Line {
    var line = Line()
    line.add(parts.from.text.paddedName(to: places.from), parts.from.style)
    line.add(" ", .text)
    line.add(arrow(parts.inflow, places.arrow))
    line.add(" ", .text)
    line.add(parts.name.paddedName(to: places.name), .strong)
    line.add(" ", .text)
    if places.bar > 0 {
      line.add(bar(parts.record, places.bar))
      line.add(" ", .text)
    }
    let isFull = parts.record.isFull && parts.record.capacity != 0
    line.add(parts.figure.leftPadded(to: places.figure), isFull ? .warning : .text)
    if places.most > 0 { line.add(" \(parts.most.leftPadded(to: places.most))", .dim) }
    line.add(" ", .text)
    line.add(arrow(parts.outflow, places.arrow))
    line.add(" ", .text)
    line.add(parts.to.text.paddedName(to: places.to), parts.to.style)
    return line
  }

  /// A shaft with the rate in it; blank if nothing has ever passed.
  private func arrow(_ flow: (text: String, style: Style), _ columns: Int) -> Line {
    guard !flow.text.isEmpty else { return Line(String(repeating: " ", count: columns), .dim) }
    let shaft = max(columns - CharacterWidth.of(flow.text) - 1, 0)
    let before = min(shaft, 1)
    var line = Line(String(repeating: "─", count: before), flow.style)
    line.add(flow.text, scene.isPaused || scene.isOver ? .dim : .text)
    line.add(String(repeating: "─", count: shaft - before) + "►", flow.style)
    return line
  }

  /// A sign for each place, or for several if not all fit; free places below the high-water mark
  /// differ from those that were never taken.
  private func bar(_ record: QueueRecord, _ columns: Int) -> Line {
    let size = QueueCells.size(of: record)
    let places = min(size, columns)
    func cells(_ count: Int) -> Int {
      let share = Double(min(count, size)) / Double(size)
      return count <= 0 ? 0 : min(max(Int(share * Double(places)), 1), places)
    }
    let (filled, most) = (cells(record.depth), cells(record.highWaterMark))
    var line = Line()
    for cell in 0..<filled {
      line.add("■", .graph(Double(cell + 1) / Double(places)))
    }
    line.add(String(repeating: "▫", count: max(most - filled, 0)), .text)
    line.add(String(repeating: "▫", count: places - max(most, filled)), .border)
    line.add(String(repeating: " ", count: columns - places), .dim)
    return line
  }
}
