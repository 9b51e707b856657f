import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Draws the list of branches, with all that is known of the chosen one below it.
struct BranchListDrawing {
  let page: BranchPage
  let scene: OverlayScene
  private let list: BranchList

  init(page: BranchPage, scene: OverlayScene) {
    (self.page, self.scene) = (page, scene)
    list = scene.run.presentBranches
  }

  private static let (timeWidth, rateWidth, countWidth) = (10, 9, 5)

  /// As wide as the longest name.
  private var nameWidth: Int {
    (list.branches.map { CharacterWidth.of($0.name) }.max() ?? 0).clamped(
      to: 8...BranchList.longestName) + 1
  }
  /// A rule, and the rows about the chosen branch.
  private static let detailRows = 7

  private var inner: Box { PageBox.inner(in: scene.body) }

  /// The rows of the table, without its head.
  private var rows: Box {
    let room = inner.inset(top: 1)
    let most = max(room.rows - BranchListDrawing.detailRows, 1)
    return room.splitTop(min(list.branches.count, most, room.rows)).top
  }

  /// The first row shown, so that the chosen row is always visible.
  private var first: Int {
    (page.selected - rows.rows / 2).clamped(to: 0...max(list.branches.count - rows.rows, 0))
  }

  /// The index of the branch at a point.
  func index(at point: Point) -> Int? {
    let index = first + point.row - rows.row
    return rows.contains(point) && list.branches.indices.contains(index) ? index : nil
  }

  func draw(in frame: inout Frame) {
    let box = PageBox.box(in: scene.body)
    frame.fill(box, with: .text)
    let summary = list.isEmpty ? "Esc closes" : "Enter goes there, Esc closes"
    PanelBorder(Line("Branches", .title), summary: Line(summary, .dim), isFocused: true)
      .draw(in: &frame, box)
    guard !list.isEmpty else { return drawEmpty(in: &frame) }
    frame.write(head, at: inner.column, inner.row, limit: inner.columns)
    let rows = rows
    for (offset, branch) in list.branches.dropFirst(first).prefix(rows.rows).enumerated() {
      let isChosen = first + offset == page.selected
      let row = Box(column: rows.column, row: rows.row + offset, columns: rows.columns, rows: 1)
      frame.write(line(branch, isChosen), at: row.column, row.row, limit: row.columns)
      if isChosen { frame.highlight(row) }
    }
    drawDetail(in: &frame)
  }

  private func drawEmpty(in frame: inout Frame) {
    let text =
      scene.run.source.capabilities.takesInputs
      ? """
      This run has no branches yet. Go to an earlier instant, and resume or turn a knob: \
      the run continues from there, and what came after is kept here.
      """
      : "A log has no branches: it can't be continued in another way. Branch a live run."
    for (offset, row) in text.wrapped(to: inner.columns).prefix(inner.rows).enumerated() {
      frame.write(row, at: inner.column, inner.row + offset, limit: inner.columns, .text)
    }
  }

  private var differenceWidth: Int {
    let (name, time) = (nameWidth, BranchListDrawing.timeWidth)
    let (rate, count) = (BranchListDrawing.rateWidth, BranchListDrawing.countWidth)
    return max(inner.columns - 2 - name - 2 * time - 2 * rate - count, 8)
  }

  private var head: Line {
    row(["", "name", "left at", "what differs", "reached", "goodput", "p99", "▲"], .dim, .dim)
  }

  private func line(_ branch: Branch, _ isChosen: Bool) -> Line {
    let isPresent = branch.number == list.present
    let outcome = branch.outcome
    return row(
      [
        isChosen ? "▸" : isPresent ? "●" : " ", branch.name, left(branch), difference(branch),
        TimeText.shortClock(outcome.end.instant), goodput(outcome), p99(outcome),
        "\(outcome.findingCount)",
      ], isPresent ? .strongAccent : .accent, .text)
  }

  private func row(_ cells: [String], _ name: Style, _ rest: Style) -> Line {
    var line = Line(cells[0].padded(to: 2), .strongAccent)
    line.add(cells[1].padded(to: nameWidth), name)
    line.add(cells[2].padded(to: BranchListDrawing.timeWidth), rest)
    line.add(cells[3].padded(to: differenceWidth), rest)
    line.add(cells[4].leftPadded(to: BranchListDrawing.timeWidth), rest)
    line.add(cells[5].leftPadded(to: BranchListDrawing.rateWidth), rest)
    line.add(cells[6].leftPadded(to: BranchListDrawing.rateWidth), rest)
    line.add(cells[7].leftPadded(to: BranchListDrawing.countWidth), rest)
    return line
  }

  private func left(_ branch: Branch) -> String {
    list.place(of: branch.number).map { TimeText.shortClock($0.instant) } ?? "start"
  }

  private func difference(_ branch: Branch) -> String {
    list.difference(of: branch, from: scene.run.start.specification?.parameters ?? [])
  }

  private func goodput(_ outcome: BranchOutcome) -> String {
    "\(NumberText.rate(outcome.goodput))/s"
  }

  private func p99(_ outcome: BranchOutcome) -> String {
    outcome.p99.map { TimeText.short($0) } ?? "–"
  }

  private func drawDetail(in frame: inout Frame) {
    let rest = inner.inset(top: 1 + rows.rows)
    guard rest.rows > 1, list.branches.indices.contains(page.selected) else { return }
    let rule = String(repeating: "─", count: rest.columns)
    frame.write(rule, at: rest.column, rest.row, limit: rest.columns, .border)
    let lines = detail(list.branches[page.selected], rest.columns)
    for (offset, line) in lines.prefix(rest.rows - 1).enumerated() {
      frame.write(line, at: rest.column, rest.row + 1 + offset, limit: rest.columns)
    }
  }

  private func detail(_ branch: Branch, _ columns: Int) -> [Line] {
    let isPresent = branch.number == list.present
    let end = branch.outcome.end
    var lines = [
      Line(isPresent ? "\(branch.name), which is shown now" : branch.name, .strong)
    ]
    lines[0].add("  digest \(branch.outcome.digest)", .dim)
    let place = "event #\(NumberText.exact(end.event)) at \(TimeText.shortClock(end.instant))"
    let origin = branch.origin.flatMap { origin in
      list[origin.number].map {
        "It left \($0.name) at \(TimeText.shortClock(origin.place.instant)) and came to \(place)."
      }
    }
    lines.append(Line(origin ?? "It began with the run and came to \(place).", .text))
    lines += "What differs: \(difference(branch)).".wrapped(to: columns).prefix(3).map {
      Line($0, .text)
    }
    lines.append(Line(":branch \(branch.name) NAME gives it another name.", .dim))
    return lines
  }
}
