import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Passes the mouse to the first of these that is concerned: header and footer, the line that is
  /// being typed, the page over the panels, the panels.
  mutating func use(_ mouse: Mouse) -> [Command] {
    guard !places.isTooSmall else { return [] }
    switch mouse {
    case .clicked(let point): return click(point)
    case .wheeledUp(let point): return wheel(-1, mouse, at: point)
    case .wheeledDown(let point): return wheel(1, mouse, at: point)
    }
  }

  private mutating func click(_ point: Point) -> [Command] {
    // A value or a key that is being entered has to be finished first.
    if overlay?.takesKeys == true { return [] }
    if let touch = touchAreas.first(where: { $0.box.contains(point) })?.touch {
      return perform(touch)
    }
    let layout = places.layout(of: run)
    if let popup = commandPopup { return click(point, in: popup, layout) }
    prompt = nil
    if overlay != nil { return clickPage(point) }
    if footer(layout).notice(over: layout.body)?.box(in: layout.body).contains(point) == true {
      notice = nil
      return []
    }
    guard let place = layout.places.first(where: { $0.box.contains(point) }) else { return [] }
    return click(point, in: place)
  }

  /// The parts of header and footer that can be clicked, and what each of them does.
  var touchAreas: [(box: Box, touch: Touch)] {
    let layout = places.layout(of: run)
    var rows = header.rows(in: layout.header)
    if prompt == nil { rows.append(footer(layout).row(in: layout.footer)) }
    return rows.flatMap(\.areas)
  }

  private mutating func perform(_ touch: Touch) -> [Command] {
    prompt = nil
    panels.knobs.stopTyping()
    switch touch {
    case .action(let action):
      return overlay == nil ? perform(action) : withOverlay { $0.perform(action, $1) }
    case .command(let text):
      let command = try? grammar.command(named: String(CommandText(text).name))
      if let refusal = command.flatMap(run.source.refusal(of:)) {
        show(Notice(text: refusal))
      } else {
        typeCommand(text)
      }
      return []
    }
  }

  /// Takes a candidate; a click outside the box closes the line.
  private mutating func click(
    _ point: Point, in popup: CommandPopup, _ layout: Layout
  ) -> [Command] {
    if let index = popup.candidate(at: point, layout.body) {
      let completion = popup.completion
      typeCommand(completion.text(with: completion.candidates[index]))
    } else if !popup.box(in: layout.body).contains(point), point.row < layout.footer.row {
      prompt = nil
    }
    return []
  }

  /// A click outside the page over the panels closes it.
  private mutating func clickPage(_ point: Point) -> [Command] {
    guard overlay?.box(overlayScene).contains(point) == true else {
      overlay = nil
      return []
    }
    return withOverlay { $0.use(.clicked(point), $1) }
  }

  /// Moves the focus to a panel. A click on the title of the one in focus expands it over the whole
  /// screen, or back.
  private mutating func click(_ point: Point, in place: Layout.Place) -> [Command] {
    let wasChosen = places.focus == place.panel
    places.focus = place.panel
    if point.row != place.box.row {
      if place.panel != .knobs { panels.knobs.stopTyping() }
      return apply(handle(.clicked(point), in: place.panel) ?? [])
    }
    if let effects = handle(.titleClicked(titleClick(point, in: place)), in: place.panel) {
      return apply(effects)
    }
    if wasChosen || places.isExpanded { places.isExpanded.toggle() }
    return []
  }

  /// The wheel scrolls what is under the mouse.
  private mutating func wheel(_ direction: Int, _ mouse: Mouse, at point: Point) -> [Command] {
    if prompt != nil { return [] }
    if overlay != nil { return withOverlay { $0.use(mouse, $1) } }
    guard let panel = places.layout(of: run).panel(at: point) else { return [] }
    return apply(handle(.wheeled(direction, at: point), in: panel) ?? [])
  }
}
