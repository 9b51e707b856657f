import WeirScreen

/// The page about the source: keys scroll it, and what is about the run does as ever.
extension Dashboard {
  mutating func performInSourcePage(_ action: KeyAction) -> [Command] {
    switch action {
    case .back, .source: view.sourcePage = nil
    case .up: scrollSourcePage(-1)
    case .down: scrollSourcePage(1)
    case .pageUp: scrollSourcePage(-10)
    case .pageDown: scrollSourcePage(10)
    case .toFirst: scrollSourcePage(-1_000_000)
    case .toLast: scrollSourcePage(1_000_000)
    // Keys whose effect is hidden do harm.
    case .enter, .turnKnob, .defaultValue, .nextDistribution: break
    default:
      if action.need == nil { view.sourcePage = nil }
      return perform(action)
    }
    return []
  }

  private mutating func scrollSourcePage(_ rows: Int) {
    guard var page = view.sourcePage else { return }
    let overlay = SourcePageOverlay(state: self, page: page)
    let limit = overlay.scrollLimit(layout.body)
    page.scroll = min(max(min(page.scroll, limit) + rows, 0), limit)
    view.sourcePage = page
  }

  /// The wheel scrolls; a click beside the page closes it.
  mutating func useInSourcePage(_ mouse: Mouse) -> [Command] {
    switch mouse {
    case .wheeledUp: scrollSourcePage(-3)
    case .wheeledDown: scrollSourcePage(3)
    case .clicked: break
    }
    return []
  }
}
