import WeirEvents
import WeirScreen

/// Which part of the dashboard an input of the user goes to.
extension Dashboard {
  /// Handles an input from the terminal. On a screen that is too small the only key is the one that
  /// quits: keys whose effect is hidden do harm.
  mutating func take(_ input: TerminalInput) -> [Command] {
    defer { settle() }
    switch input {
    case .keyPressed(let key): return press(key)
    case .mouseUsed(let mouse): return places.isTooSmall ? [] : use(mouse)
    case .textPasted(let text): return places.isTooSmall ? [] : paste(text)
    case .resized(let size): places.size = size
    case .endRequested: return [.quit]
    case .resumed: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Command] {
    if key == .control("c") { return [.quit] }
    if places.isTooSmall {
      return options.keys.action(for: key) == .screen(.quit) ? [.quit] : []
    }
    if promptLine.isOpen { return apply(promptLine.press(key, grammar)) }
    if overlay?.takesKeys == true { return withOverlay { $0.press(key, $1) } }
    if panels.knobs.editor != nil { return apply(panels.knobs.press(key, of: turnedRun.knobs)) }
    if overlay == nil, places.timeLine.isFocused,
      let target = places.timeLine.target(of: key, in: screen.reach)
    {
      return apply(run.jump(to: target))
    }
    guard let action = options.keys.action(for: key) else { return [] }
    // The command line opens over any page, so that the help can be exported too.
    guard action != .screen(.commandLine), overlay != nil else { return perform(action) }
    return withOverlay { $0.perform(action, $1) }
  }

  var grammar: CommandGrammar {
    CommandGrammar(
      run: run, turned: turnedRun, turnedSide: comparison?.turned, options: options,
      focus: places.focus,
      warnings: comparison?.warnings(run) ?? run.timeline.marks.warnings)
  }

  /// Adds the first line of pasted text to the line that is being typed. Without one, the text is
  /// ignored: it is never read as keys.
  private mutating func paste(_ text: String) -> [Command] {
    guard promptLine.isOpen || panels.knobs.editor != nil else {
      show(Notice(text: "Pasted text is not read as keys."))
      return []
    }
    return PastedText.keys(text).flatMap { press($0) }
  }

  /// Passes an input to the page over the panels.
  private mutating func withOverlay(
    _ take: (inout any OverlayFeature, OverlayScene) -> [Effect]
  ) -> [Command] {
    guard var page = overlay else { return [] }
    let effects = take(&page, OverlayScene(self))
    overlay = page
    return apply(effects)
  }

  /// Passes an input to a panel; `nil` if it means nothing there.
  mutating func handle(_ input: PanelInput, in panel: Panel) -> [Command]? {
    let (box, scene) = screen.place(of: panel)
    return panels.handle(input, in: panel, box, scene).map { apply($0) }
  }
}

// MARK: The mouse

extension Dashboard {
  private mutating func use(_ mouse: Mouse) -> [Command] {
    switch mouse {
    case .clicked(let point): click(point)
    case .dragged(let point): drag(to: point)
    case .released: release()
    case .wheeledUp(let point): wheel(-1, mouse, at: point)
    case .wheeledDown(let point): wheel(1, mouse, at: point)
    }
  }

  private mutating func click(_ point: Point) -> [Command] {
    // A value or a key that is being entered has to be finished first.
    if overlay?.takesKeys == true { return [] }
    let part = screen.part(at: point)
    if case .commandLine = part { return [] }
    promptLine.close()
    switch part {
    case .touch(.action(let action)):
      panels.knobs.stopTyping()
      return overlay == nil ? perform(action) : withOverlay { $0.perform(action, $1) }
    case .touch(.command(let text)):
      panels.knobs.stopTyping()
      return apply([grammar.opening(text)])
    case .timeLine(let part):
      panels.knobs.stopTyping()
      return places.timeLine.click(part).map { apply(run.jump(to: $0)) } ?? []
    case .candidate(let line): return apply([.typeCommand(line)])
    case .page: return withOverlay { $0.use(.clicked(point), $1) }
    case .besidePage: overlay = nil
    case .notice: notice = nil
    case .title(let place, let click): return self.click(click, in: place.panel)
    case .panel(let place):
      places.focus = place.panel
      if place.panel != .knobs { panels.knobs.stopTyping() }
      return handle(.clicked(point), in: place.panel) ?? []
    case .commandLine, .besideCommandLine, .nothing: break
    }
    return []
  }

  /// Moves the cursor of the time line with the mouse, if it was pressed there.
  private mutating func drag(to point: Point) -> [Command] {
    guard let bar = screen.timeLineBar,
      let target = places.timeLine.drag(to: point, bar.geometry)
    else { return [] }
    return apply(run.move(to: target))
  }

  private mutating func release() -> [Command] {
    places.timeLine.release()
    return []
  }

  /// Moves the focus to a panel. A click on the title of the one in focus expands it over the whole
  /// screen, or back.
  private mutating func click(_ click: TitleClick, in panel: Panel) -> [Command] {
    let wasChosen = places.focus == panel
    places.focus = panel
    if let commands = handle(.titleClicked(click), in: panel) { return commands }
    if wasChosen || places.isExpanded { places.isExpanded.toggle() }
    return []
  }

  /// The wheel scrolls what is under the mouse.
  private mutating func wheel(_ direction: Int, _ mouse: Mouse, at point: Point) -> [Command] {
    if promptLine.isOpen { return [] }
    if let bar = screen.timeLineBar, bar.geometry.box.contains(point) {
      let target = places.timeLine.wheel(direction, from: run.destination, bar.geometry)
      return apply(run.move(to: target))
    }
    if overlay != nil { return withOverlay { $0.use(mouse, $1) } }
    guard comparison == nil else {
      comparison?.scroll(by: direction * wheelRows)
      return []
    }
    guard let panel = places.layout(of: run).panel(at: point) else { return [] }
    return handle(.wheeled(direction, at: point), in: panel) ?? []
  }
}

// MARK: Actions

extension Dashboard {
  /// Performs an action, or shows why it has no effect here.
  mutating func perform(_ action: KeyAction) -> [Command] {
    // The header offers it wherever the focus is.
    if action == .move(.last), run.unfollowedCount != nil {
      return apply(run.perform(.goTo(.end), keys: options.keys))
    }
    if let commands = performComparing(action) { return commands }
    if let refusal = KeyRefusals(self).refusal(of: action) { return apply([.say(refusal)]) }
    switch action {
    case .run(let action): return apply(run.perform(action, keys: options.keys))
    case .move(let move): return perform(inPanel: .move(move))
    case .knob(let action): return perform(inPanel: .knob(action))
    case .tasks(let action): return perform(inPanel: .tasks(action))
    case .screen(let action): return perform(action)
    case .page(let page): return open(page)
    }
  }

  /// Offers an action to the panel in focus. What that doesn't use goes to the tasks or to the
  /// knobs.
  private mutating func perform(inPanel action: PanelAction) -> [Command] {
    if places.timeLine.isFocused {
      switch action {
      case .tasks: break
      case .move(.enter): return perform(.expandPanel)
      case .move, .knob: return moveOnTimeLine(action)
      }
    }
    if let commands = handle(.action(action), in: places.focus) { return commands }
    if case .tasks = action { return handle(.action(action), in: .tasks) ?? [] }
    if action == .move(.enter) { places.focus = .knobs }
    return handle(.action(action), in: .knobs) ?? []
  }

  private mutating func moveOnTimeLine(_ action: PanelAction) -> [Command] {
    guard let target = places.timeLine.target(of: action, in: screen.reach) else { return [] }
    // The arrow keys move; you don't want to go back from each of their steps.
    if case .knob = action { return apply(run.move(to: target)) }
    return apply(run.jump(to: target))
  }

  private mutating func perform(_ action: ScreenAction) -> [Command] {
    switch action {
    case .timeLine: places.timeLine.isFocused = true
    case .expandPanel where places.timeLine.isFocused: places.timeLine.fold(on: places.size)
    case .nextPanel: places.focusNext(1, of: run)
    case .previousPanel: places.focusNext(-1, of: run)
    case .panel(let panel): places.focus = panel
    case .expandPanel: places.isExpanded.toggle()
    case .back: return goBack()
    case .nextLayout: return apply([.use(places.preset.next(1))])
    case .previousLayout: return apply([.use(places.preset.next(-1))])
    case .filter: typeFilter()
    case .zoomIn: zoom(-1)
    case .zoomOut: zoom(1)
    case .compare, .goToParting: break
    case .nextTheme: return apply(theme.requestNext(of: options.themes))
    case .commandLine: return apply([.typeCommand("")])
    case .quit: return [.quit]
    }
    return []
  }

  /// Opens a page over the panels; closes the help if it is open.
  private mutating func open(_ page: Page) -> [Command] {
    guard page != .output || output != nil else {
      show(Notice(text: "Only a program that weir has started shows its output here."))
      return []
    }
    let isOpen = page == .help && overlay is HelpPage
    let (opened, effects) = page.opened(OverlayScene(self))
    overlay = isOpen ? nil : opened
    return apply(effects)
  }

  /// Leaves the first of these that applies: a seek, a recording that catches up, the time line,
  /// the past, an expanded panel, a panel without a place of its own, a filter, a list that is
  /// scrolled or has a chosen row.
  private mutating func goBack() -> [Command] {
    if let effects = run.leave() { return apply(effects) }
    if places.timeLine.isFocused {
      places.timeLine.isFocused = false
      return []
    }
    if run.isInPast { return apply(run.jump(to: .end)) }
    if places.leavePanel(of: run) { return [] }
    if let panel = screen.filteredPanel {
      return apply([.filter(panel, Filter())])
    }
    notifyPanels(.released)
    places.focus = places.home(of: run)
    notice = nil
    return []
  }

  /// Opens the line for the filter of the panel in focus if it has one, otherwise for that of the
  /// events.
  private mutating func typeFilter() {
    if screen.filter(of: places.focus) == nil { places.focus = .events }
    promptLine.typeFilter(screen.filter(of: places.focus), of: places.focus)
  }

  /// Zooms out by a number of steps, or in if the number is negative.
  private mutating func zoom(_ steps: Int) {
    let layout = places.layout(of: run)
    let moment = run.moment(isStill: isStill)
    if let scene = ComparisonScene(self) {
      let columns = ComparisonDrawing(scene, layout).timeColumns
      return axes.zoom(steps, of: .comparison, columns: columns, at: moment)
    }
    let box = layout.box(of: .depth) ?? layout.body
    axes.zoom(steps, columns: GaugeGraph.columns(in: box.inner.columns), at: moment)
  }
}
