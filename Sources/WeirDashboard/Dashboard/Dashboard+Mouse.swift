import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Passes the mouse to what is under it.
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
    let part = DashboardScreen(self).part(at: point)
    if case .commandLine = part { return [] }
    prompt = nil
    switch part {
    case .touch(let touch): return perform(touch)
    case .candidate(let line): typeCommand(line)
    case .page: return withOverlay { $0.use(.clicked(point), $1) }
    case .besidePage: overlay = nil
    case .notice: notice = nil
    case .title(let place, let click): return self.click(click, in: place.panel)
    case .panel(let place):
      places.focus = place.panel
      if place.panel != .knobs { panels.knobs.stopTyping() }
      return apply(handle(.clicked(point), in: place.panel) ?? [])
    case .commandLine, .besideCommandLine, .nothing: break
    }
    return []
  }

  private mutating func perform(_ touch: Touch) -> [Command] {
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

  /// Moves the focus to a panel. A click on the title of the one in focus expands it over the whole
  /// screen, or back.
  private mutating func click(_ click: TitleClick, in panel: Panel) -> [Command] {
    let wasChosen = places.focus == panel
    places.focus = panel
    if let effects = handle(.titleClicked(click), in: panel) { return apply(effects) }
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
