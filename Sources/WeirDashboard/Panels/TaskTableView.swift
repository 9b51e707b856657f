import WeirTrace

/// The live tasks in a table: number, name, what they do, where in the source, times and polls.
struct TaskTableView {
  let state: Dashboard
  let look: Look

  /// A task and how deep it stands in the tree.
  private struct Row {
    var record: TaskRecord
    var depth: Int
  }

  func draw(in frame: inout Frame, _ box: Box, asTree: Bool) {
    let columns = Columns(box.columns)
    let (heading, list) = box.splitTop(1)
    frame.write(headingLine(columns), at: box.column, heading.row, limit: box.columns)
    let rows = asTree ? treeRows : tableRows
    let first = min(state.view.scroll[.tasks] ?? 0, max(rows.count - list.rows, 0))
    for (offset, row) in rows.dropFirst(first).prefix(list.rows).enumerated() {
      let line = line(row, columns)
      frame.write(line, at: box.column, list.row + offset, limit: box.columns)
    }
  }

  /// Which columns there are, by the width.
  private struct Columns {
    let name: Int
    let doing: Int
    let place: Int
    let hasTimes: Bool

    init(_ columns: Int) {
      name = min(max(columns / 5, 12), 24)
      hasTimes = columns >= 58
      place = columns >= 96 ? 24 : 0
      let rest = columns - 6 - name - 1 - (hasTimes ? 28 : 0) - (place > 0 ? place + 1 : 0)
      doing = max(rest, 8)
    }
  }

  private func headingLine(_ columns: Columns) -> Line {
    var text = "   id " + "name".padded(to: columns.name) + " " + "doing".padded(to: columns.doing)
    if columns.place > 0 { text += " " + "where".padded(to: columns.place) }
    if columns.hasTimes { text += "   busy  ready   idle  polls" }
    return Line(text, look.dim)
  }

  private func line(_ row: Row, _ columns: Columns) -> Line {
    let record = row.record
    let activity = Activity(record)
    var line = Line("\(record.id.rawValue)".leftPadded(to: 5) + " ", look.dim)
    let indent = String(repeating: "  ", count: min(row.depth, 6))
    line.add((indent + record.name.description).padded(to: columns.name), look.text)
    line.add(" \(activity.glyph) ", look.style(of: activity))
    let doing = WaitText.text(record, state.run.analysis)
    line.add(doing.padded(to: columns.doing - 2), activity.isHeldUp ? look.warning : look.text)
    if columns.place > 0 {
      line.add(" " + record.callSite.description.padded(to: columns.place), look.dim)
    }
    if columns.hasTimes { line.add(times(record), look.text) }
    return line
  }

  private func times(_ record: TaskRecord) -> String {
    let shares = TimeShares(record, lane: state.run.lanes[record.id], now: state.run.analysis.now)
    let times = [shares.busy, shares.ready, shares.idle].map { TimeText.short($0) }
    let polls = NumberText.count(record.polls)
    return times.map { " " + $0.leftPadded(to: 6) }.joined() + polls.leftPadded(to: 7)
  }

  private var tableRows: [Row] {
    state.run.analysis.tasks.records.filter(\.isLive).map { Row(record: $0, depth: 0) }
  }

  /// Parents before their children; a task whose parent is gone stands at the root.
  private var treeRows: [Row] {
    let live = state.run.analysis.tasks.records.filter(\.isLive)
    let ids = Set(live.map(\.id))
    let children = Dictionary(grouping: live) { ids.contains($0.parent) ? $0.parent : .none }
    var rows: [Row] = []
    var pending = (children[.none] ?? []).reversed().map { Row(record: $0, depth: 0) }
    while let row = pending.popLast() {
      rows.append(row)
      let below = row.record.id == .none ? [] : children[row.record.id] ?? []
      pending += below.reversed().map { Row(record: $0, depth: row.depth + 1) }
    }
    return rows
  }
}
