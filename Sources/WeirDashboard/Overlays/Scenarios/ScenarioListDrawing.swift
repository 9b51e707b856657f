import WeirAnalysis
import WeirEvents
import WeirScreen

/// Draws the list of scenarios, with the summary and a still picture of the chosen one.
struct ScenarioListDrawing {
  let page: ScenarioPage
  let scene: OverlayScene

  private var scenarios: [ScenarioDescription] { scene.options.scenarios }

  func draw(in frame: inout Frame, _ body: Box) {
    let box = PageBox.box(in: body)
    frame.fill(box, with: .text)
    PanelBorder(
      Line("Scenarios", .title), summary: Line("Enter starts it, Esc closes", .dim),
      isFocused: true
    ).draw(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    let (list, detail) = inner.splitTop(listRows(inner.rows))
    drawList(in: &frame, list)
    drawDetail(in: &frame, detail)
  }

  /// How many scenarios are listed: all of them, as far as that leaves room for a picture.
  private func listRows(_ rows: Int) -> Int {
    max(min(scenarios.count, rows - ScenarioListDrawing.detailRows), min(3, rows, scenarios.count))
  }

  /// A rule, a sentence, and the fewest rows in which a picture is useful.
  private static let detailRows = 8

  /// The index of the scenario at a point.
  func index(at point: Point, _ body: Box) -> Int? {
    let inner = PageBox.inner(in: body)
    let list = inner.splitTop(listRows(inner.rows)).top
    let index = first(list.rows) + point.row - list.row
    return list.contains(point) && scenarios.indices.contains(index) ? index : nil
  }

  /// The first row shown, so that the chosen row is always visible.
  private func first(_ rows: Int) -> Int {
    (page.selected - rows / 2).clamped(to: 0...max(scenarios.count - rows, 0))
  }

  private func drawList(in frame: inout Frame, _ box: Box) {
    let first = first(box.rows)
    for (offset, scenario) in scenarios.dropFirst(first).prefix(box.rows).enumerated() {
      let isChosen = first + offset == page.selected
      let row = Box(column: box.column, row: box.row + offset, columns: box.columns, rows: 1)
      frame.write(
        line(scenario, isChosen, box.columns), at: row.column, row.row, limit: row.columns)
      if isChosen { frame.highlight(row) }
    }
  }

  private func line(_ scenario: ScenarioDescription, _ isChosen: Bool, _ columns: Int) -> Line {
    let longest = scenarios.map { CharacterWidth.of($0.name) }.max() ?? 0
    let guide = columns >= 96 ? 28 : 0
    let isRunning = scenario.name == scene.run.description.name
    var line = Line(isChosen ? "▸" : isRunning ? "●" : " ", .strongAccent)
    line.add(scenario.name.padded(to: longest + 2), isChosen ? .strong : .accent)
    line.add(scenario.summary.padded(to: max(columns - longest - 3 - guide, 0)), .text)
    if guide > 0 { line.add("  \(scenario.guidePlace)".padded(to: guide), .dim) }
    return line
  }

  private func drawDetail(in frame: inout Frame, _ box: Box) {
    guard box.rows > 1, let scenario = page.chosen(scene) else { return }
    let rule = String(repeating: "─", count: box.columns)
    frame.write(rule, at: box.column, box.row, limit: box.columns, .border)
    var rest = box.inset(top: 1)
    for text in about(scenario, rest) {
      frame.write(text, at: rest.column, rest.row, limit: rest.columns)
      rest = rest.inset(top: 1)
    }
    drawPreview(of: scenario, in: &frame, rest)
  }

  /// The whole sentence, as far as the picture leaves room, and the guide's section.
  private func about(_ scenario: ScenarioDescription, _ box: Box) -> [Line] {
    let limit = max(box.rows - ScenarioListDrawing.previewRows - 1, 0)
    let sentence = scenario.summary.wrapped(to: box.columns).map { Line($0, .text) }
    let guide = "The guide: \(scenario.guideSection)".wrapped(to: box.columns)
      .map { Line($0, .dim) }
    let shown = sentence.prefix(limit)
    return Array(shown + guide.prefix(max(limit + 1 - shown.count, 1)))
  }

  private static let previewRows = 5

  private func drawPreview(of scenario: ScenarioDescription, in frame: inout Frame, _ box: Box) {
    guard box.rows > 1 else { return }
    let room = box.inset(left: 1, right: 1, top: box.rows > 6 ? 1 : 0)
    guard let run = scene.previews[scenario.name] else {
      frame.write(Line("…", .dim), at: room.column, room.row, limit: room.columns)
      return
    }
    let height = min(room.rows, 11)
    let knobs = KnobBoard(scenario, RunStart(scenario.specification(seed: 0)))
    var picture = FlowScene(run: run, knobs: knobs, isPaused: true)
    picture.signs = scene.signs
    picture.picture.draw(in: &frame, room.splitTop(height).top)
  }
}

extension ScenarioDescription {
  /// The guide's section without its title: `Common Patterns 1`.
  fileprivate var guidePlace: String {
    guideSection.split(separator: ":").first.map(String.init) ?? guideSection
  }
}
