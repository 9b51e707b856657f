import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Takes in the mouse: the screen's edges first, then what is typed, what lies over the panels, and the panels.
  mutating func use(_ mouse: Mouse) -> [Command] {
    guard !layout.isTooSmall else { return [] }
    switch mouse {
    case .clicked(let point): return click(point)
    case .wheeledUp(let point): return wheel(-1, mouse, at: point)
    case .wheeledDown(let point): return wheel(1, mouse, at: point)
    }
  }

  /// What can be clicked in the rows at the top and at the bottom, and what each part does.
  var touchAreas: [(box: Box, touch: Touch)] {
    var rows = HeaderBar(state: self).rows(in: layout.header)
    if view.prompt == nil { rows.append(FooterBar(state: self).row(in: layout.footer)) }
    return rows.flatMap(\.areas)
  }

  private mutating func click(_ point: Point) -> [Command] {
    // Who types a value for a setting has to end that first.
    if view.options?.takesKeys == true { return [] }
    if let touch = touchAreas.first(where: { $0.box.contains(point) })?.touch {
      return perform(touch)
    }
    if let popup = commandPopup() { return click(point, in: popup) }
    view.prompt = nil
    if let overlay = view.overlay { return click(point, in: overlay) }
    if isTold(at: point) {
      view.notice = nil
      return []
    }
    guard let place = layout.places.first(where: { $0.box.contains(point) }) else { return [] }
    return click(point, in: place)
  }

  private mutating func perform(_ touch: Touch) -> [Command] {
    view.prompt = nil
    knobs.stopTyping()
    switch touch {
    case .action(let action):
      return view.overlay.map { perform(action, in: $0) } ?? perform(action)
    case .command(let text):
      let command = try? command(named: String(CommandText(text).name))
      if let refusal = command.flatMap(refusal(of:)) {
        show(refusal)
      } else {
        beginCommand(text)
      }
      return []
    }
  }

  /// Takes a candidate; a click beside them leaves the line.
  private mutating func click(_ point: Point, in popup: CommandPopup) -> [Command] {
    if let index = popup.candidate(at: point, layout.body) {
      let completion = popup.completion
      beginCommand(completion.text(with: completion.candidates[index]))
    } else if !popup.box(in: layout.body).contains(point), point.row < layout.footer.row {
      view.prompt = nil
    }
    return []
  }

  /// A click beside what lies over the panels closes it.
  private mutating func click(_ point: Point, in overlay: Overlay) -> [Command] {
    let commands = use(.clicked(point), in: overlay)
    if view.overlay == overlay, let box = box(of: overlay), !box.contains(point) {
      view.overlay = nil
    }
    return commands
  }

  private func isTold(at point: Point) -> Bool {
    let notice = FooterBar(state: self).notice(over: layout.body)
    return notice?.box(in: layout.body).contains(point) ?? false
  }
}

// MARK: Panels

extension Dashboard {
  /// Chooses a panel; a click on the title of the chosen one gives it the whole screen, or takes that back.
  private mutating func click(_ point: Point, in place: Layout.Place) -> [Command] {
    let wasChosen = view.focus == place.panel
    view.focus = place.panel
    if point.row == place.box.row { return clickOnTitle(point, in: place, wasChosen: wasChosen) }
    if place.panel != .knobs { knobs.stopTyping() }
    if place.panel == .tasks { clickOnTasks(point) }
    if place.panel == .events { clickOnEvents(point) }
    return place.panel == .knobs ? clickOnKnobs(point) : []
  }

  private mutating func clickOnTitle(
    _ point: Point, in place: Layout.Place, wasChosen: Bool
  ) -> [Command] {
    if place.panel == .tasks, tab(at: point) != nil {
      clickOnTasks(point)
      return []
    }
    let isOnSummary = summaryColumns(of: place).contains(point.column)
    if place.panel == .events, isOnSummary, !run.tail.filter.isEmpty {
      return perform(.filterEvents)
    }
    if wasChosen || view.isExpanded { view.isExpanded.toggle() }
    return []
  }

  /// Chooses a knob; on its slider, sets it to the value there.
  private mutating func clickOnKnobs(_ point: Point) -> [Command] {
    guard let box = layout.box(of: .knobs)?.inner, let index = knob(at: point, in: box) else {
      return []
    }
    knobs.stopTyping()
    knobs.select(index)
    let slider = KnobsPanel.sliderColumns(knobs, in: box)
    guard slider.contains(point.column), slider.count > 1 else { return [] }
    let place = Double(point.column - slider.lowerBound) / Double(slider.count - 1)
    return sending(knobs.move(to: place))
  }

  private func knob(at point: Point, in box: Box) -> Int? {
    let list = KnobsPanel.list(knobs, in: box)
    let index = list.index(at: point)
    return list.box.contains(point) && knobs.knobs.indices.contains(index) ? index : nil
  }

  /// Scrolls what is under the mouse, chooses another knob, or, over a slider, turns it.
  private mutating func wheel(_ direction: Int, _ mouse: Mouse, at point: Point) -> [Command] {
    if view.prompt != nil { return [] }
    if let overlay = view.overlay { return use(mouse, in: overlay) }
    guard let panel = layout.panel(at: point) else { return [] }
    if panel == .knobs { return wheelOverKnobs(direction, at: point) }
    // Whoever looks elsewhere does not want to be led back.
    if panel == .tasks { view.tasks.isFollowing = false }
    if panel.scrolls { scroll(panel, by: direction * 3) }
    return []
  }

  private mutating func wheelOverKnobs(_ direction: Int, at point: Point) -> [Command] {
    guard knobs.editor == nil, let box = layout.box(of: .knobs)?.inner else { return [] }
    guard KnobsPanel.sliderColumns(knobs, in: box).contains(point.column),
      let index = knob(at: point, in: box)
    else {
      knobs.select(knobs.selected + direction)
      return []
    }
    knobs.select(index)
    return sending(knobs.turn(direction < 0 ? .up : .down))
  }
}
