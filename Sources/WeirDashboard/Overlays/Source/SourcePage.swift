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
