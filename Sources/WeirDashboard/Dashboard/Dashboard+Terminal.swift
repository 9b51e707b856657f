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
    if let prompt = view.prompt { return press(key, in: prompt) }
    if let state = view.options, state.takesKeys { return press(key, in: state) }
    if knobs.editor != nil { return knobs.press(key).map { [.send($0)] } ?? [] }
    guard let action = options.keys.action(for: key) else { return [] }
    // A command can be typed over whatever is open: so the help can be exported too.
    guard action != .commandLine, let overlay = view.overlay else { return perform(action) }
    return perform(action, in: overlay)
  }
}

extension Dashboard {
  private mutating func use(_ mouse: Mouse) -> [Command] {
    guard !layout.isTooSmall else { return [] }
    if let overlay = view.overlay { return use(mouse, in: overlay) }
    switch mouse {
    case .clicked(let point): click(point)
    case .wheeledUp(let point): wheel(-3, at: point)
    case .wheeledDown(let point): wheel(3, at: point)
    }
    return []
  }

  private mutating func click(_ point: Point) {
    guard let panel = layout.panel(at: point) else { return }
    view.focus = panel
    if panel == .tasks { clickOnTasks(point) }
    guard panel == .knobs, let box = layout.box(of: .knobs)?.inner, box.contains(point) else {
      return
    }
    let list = KnobsPanel.list(knobs, in: box)
    guard list.box.contains(point) else { return }
    let index = list.index(at: point)
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
