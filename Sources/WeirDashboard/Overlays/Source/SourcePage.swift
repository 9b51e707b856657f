import WeirEvents
import WeirScreen

/// The page about where the events come from: how far it is scrolled.
struct SourcePage: ScrollingPage {
  var scroll = 0

  /// Movement keys scroll the page; keys that act on the run keep their meaning.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .screen(.back), .page(.source): return [.close]
    // The effect of these keys would be hidden behind the page.
    case .move(.enter), .knob: return []
    case .move(let move): scroll(by: move.rows(pageOf: PageBox.pageRows), scene)
    case .run, .tasks, .screen, .page:
      return [action.need == nil ? .closeAndPerform(action) : .perform(action)]
    }
    return []
  }

  func scrollLimit(_ scene: OverlayScene) -> Int {
    SourceDrawing(page: self, scene: scene).scrollLimit(scene.body)
  }

  func box(_ scene: OverlayScene) -> Box { PageBox.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    SourceDrawing(page: self, scene: scene).draw(in: &frame, scene.body)
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

/// Draws the page about the source over the panels.
struct SourceDrawing {
  let page: SourcePage
  let scene: OverlayScene

  func draw(in frame: inout Frame, _ body: Box) {
    let box = PageBox.box(in: body)
    frame.fill(box, with: .text)
    PanelBorder(
      Line("Source", .title), summary: summary(body), isFocused: true
    ).draw(in: &frame, box)
    let inner = PageBox.inner(in: body)
    let rows = rows(body)
    let first = min(page.scroll, max(rows.count - inner.rows, 0))
    for (offset, row) in rows.dropFirst(first).prefix(inner.rows).enumerated() {
      frame.write(row, at: inner.column, inner.row + offset, limit: inner.columns)
    }
  }

  private func rows(_ body: Box) -> [Line] {
    SourcePageText(run: scene.run, repetition: scene.options.repetition).rows(
      PageBox.inner(in: body).columns)
  }

  private func summary(_ body: Box) -> Line {
    let below = max(scrollLimit(body) - page.scroll, 0)
    var line = Line(below > 0 ? "↓ \(below)  " : "", .accent)
    line.add("Esc closes", .dim)
    return line
  }

  /// How far it can be scrolled on a screen with this body.
  func scrollLimit(_ body: Box) -> Int {
    max(rows(body).count - PageBox.inner(in: body).rows, 0)
  }
}
