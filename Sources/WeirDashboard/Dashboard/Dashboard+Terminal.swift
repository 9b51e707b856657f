import WeirTrace

extension Dashboard {
  /// Takes in what came from the terminal. On a screen that is too small only leaving is possible: keys pressed
  /// blindly do harm.
  mutating func handle(_ input: TerminalInput) -> [Command] {
    switch input {
    case .keyPressed(let key): return press(key)
    case .mouseUsed(let mouse): return use(mouse)
    case .resized(let size): view.size = size
    case .endRequested: return [.quit]
    case .resumed: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Command] {
    if key == .control("c") { return [.quit] }
    if layout.isTooSmall { return options.keys.action(for: key) == .quit ? [.quit] : [] }
    if view.filterEditor != nil {
      typeFilter(key)
      return []
    }
    if knobs.editor != nil { return knobs.press(key).map { [.send($0)] } ?? [] }
    guard let action = options.keys.action(for: key) else { return [] }
    if view.picker != nil { return performInPicker(action) }
    return view.help == nil ? perform(action) : performInHelp(action)
  }

  private mutating func typeFilter(_ key: Key) {
    guard var line = view.filterEditor else { return }
    switch line.press(key) {
    case .edited:
      view.filterEditor = line
      run.apply(EventFilter(line.text))
      view.scroll[.events] = 0
    case .accepted: view.filterEditor = nil
    case .abandoned:
      view.filterEditor = nil
      run.apply(EventFilter())
    case .ignored: break
    }
  }
}

extension Dashboard {
  private mutating func use(_ mouse: Mouse) -> [Command] {
    guard !layout.isTooSmall else { return [] }
    if view.picker != nil { return useInPicker(mouse) }
    guard view.help == nil else { return useInHelp(mouse) }
    switch mouse {
    case .clicked(let point): click(point)
    case .wheeledUp(let point): wheel(-3, at: point)
    case .wheeledDown(let point): wheel(3, at: point)
    }
    return []
  }

  private mutating func useInPicker(_ mouse: Mouse) -> [Command] {
    guard let selected = view.picker?.selected else { return [] }
    switch mouse {
    case .clicked: return []
    case .wheeledUp: return choose(selected - 1)
    case .wheeledDown: return choose(selected + 1)
    }
  }

  private mutating func useInHelp(_ mouse: Mouse) -> [Command] {
    switch mouse {
    case .clicked: []
    case .wheeledUp: performInHelp(.up)
    case .wheeledDown: performInHelp(.down)
    }
  }

  private mutating func click(_ point: Point) {
    guard let panel = layout.panel(at: point) else { return }
    view.focus = panel
    guard panel == .knobs, let box = layout.box(of: .knobs)?.inner, box.contains(point) else {
      return
    }
    let list = KnobsPanel.list(knobs, in: box)
    guard list.box.contains(point) else { return }
    let index = list.first + point.row - list.box.row
    if knobs.knobs.indices.contains(index) {
      knobs.stopTyping()
      knobs.select(index)
    }
  }

  private mutating func wheel(_ rows: Int, at point: Point) {
    guard let panel = layout.panel(at: point) else { return }
    if panel == .knobs {
      guard knobs.editor == nil else { return }
      knobs.select(knobs.selected + rows.signum())
    } else if panel.scrolls {
      scroll(panel, by: rows)
    }
  }
}
