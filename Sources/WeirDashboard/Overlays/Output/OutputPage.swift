import WeirEvents
import WeirScreen

/// The page with what the watched program has printed. It shows the newest lines until it is
/// scrolled up.
struct OutputPage: OverlayFeature {
  /// The number of lines up to the last one that is shown; `nil` for all of them, however many
  /// come.
  private var end: Int?

  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .screen(.back), .page(.output): return [.close]
    case .move(.enter), .knob: return []
    case .move(let move): scroll(by: move.rows(pageOf: PageBox.pageRows), scene)
    case .run, .tasks, .screen, .page:
      return [action.need == nil ? .closeAndPerform(action) : .perform(action)]
    }
    return []
  }

  private mutating func scroll(by rows: Int, _ scene: OverlayScene) {
    let limit = scrollLimit(scene)
    let below = below(scene).scrolled(by: -rows, upTo: limit)
    end = below == 0 ? nil : total(scene) - below
  }

  /// How many rows are below the last one that is shown.
  private func below(_ scene: OverlayScene) -> Int {
    min(max(end.map { total(scene) - $0 } ?? 0, 0), scrollLimit(scene))
  }

  /// How many lines have been printed.
  private func total(_ scene: OverlayScene) -> Int {
    scene.output.map { $0.earlierCount + $0.lines.count } ?? 0
  }

  private func scrollLimit(_ scene: OverlayScene) -> Int {
    max(rowCount(scene) - PageBox.inner(in: scene.body).rows, 0)
  }

  private func rowCount(_ scene: OverlayScene) -> Int {
    (scene.output?.lines.count ?? 0) + (scene.output?.earlierCount ?? 0 > 0 ? 1 : 0)
  }

  func box(_ scene: OverlayScene) -> Box { PageBox.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    let box = PageBox.box(in: scene.body)
    let inner = PageBox.inner(in: scene.body)
    frame.fill(box, with: .text)
    PanelBorder(
      Line("Output", .title), summary: summary(scene), isFocused: true
    ).draw(in: &frame, box)
    guard let output = scene.output, !output.lines.isEmpty else {
      frame.write(
        Line("The program has printed nothing yet.", .dim), at: inner.column, inner.row,
        limit: inner.columns)
      return
    }
    let below = below(scene)
    let shown = rows(of: output).dropLast(below).suffix(inner.rows)
    for (offset, row) in shown.enumerated() {
      frame.write(row, at: inner.column, inner.row + offset, limit: inner.columns)
    }
  }

  private func rows(of output: ProgramOutput) -> [Line] {
    let earlier = output.earlierCount
    let first =
      earlier > 0
      ? [Line("\(NumberText.count(earlier)) earlier lines are only in the file.", .dim)] : []
    return first + output.lines.map { Line($0, .text) }
  }

  private func summary(_ scene: OverlayScene) -> Line {
    var line = Line()
    let below = below(scene)
    if below > 0 { line.add("↓ \(below)  ", .accent) }
    if let path = scene.output?.path {
      line.add(path.pathEnd(columns: max(PageBox.inner(in: scene.body).columns - 32, 8)), .dim)
      line.add("  ", .dim)
    }
    line.add("Esc closes", .dim)
    return line
  }

  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    switch mouse {
    case .wheeledUp: scroll(by: -wheelRows, scene)
    case .wheeledDown: scroll(by: wheelRows, scene)
    case .clicked, .dragged, .released: break
    }
    return []
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    [[.move(.up), .move(.down)], [.screen(.back)]] + pace
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.up), .move(.down): "scroll"
    case .screen(.back): "close"
    default: nil
    }
  }
}
