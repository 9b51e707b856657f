import WeirTrace

/// The row at the bottom: what there is to tell, or the keys that are of use now, as many as fit.
struct FooterBar {
  let state: Dashboard
  let look: Look

  func draw(in frame: inout Frame, _ box: Box) {
    if let prompt = state.view.prompt, case .command = prompt.purpose {
      frame.write(":", at: box.column, box.row, look.strongAccent)
      TypedLine(editor: prompt.line, style: look.strong).draw(
        in: &frame, column: box.column + 1, row: box.row, columns: box.columns - 1)
      return
    }
    let end = hints(always, in: box.columns)
    let room = box.columns - end.width - 3
    frame.write(message(room) ?? hints(useful, in: room), at: box.column + 1, box.row, limit: room)
    frame.write(end, at: box.endColumn - end.width - 1, box.row, limit: end.width)
  }

  private func message(_ room: Int) -> Line? {
    if let error = state.knobs.error { return Line(advice(error, room), look.bad) }
    if state.knobs.editor != nil {
      return Line("Enter sets the knob, Esc leaves it as it was.", look.accent)
    }
    if state.view.prompt?.purpose == .filter { return hint(about: state.run.tail.filter) }
    if state.view.prompt?.purpose == .filterTasks {
      return hint(about: state.view.tasks.filter)
    }
    return state.view.notice.map { Line($0.text, $0.isProblem ? look.bad : look.accent) }
  }

  /// What is wrong with a filter, or what can stand in one.
  private func hint(about filter: Filter) -> Line {
    filter.problem.map { Line($0, look.bad) }
      ?? Line("All words must hold: text  !text  state:waiting  name:  on:  role:", look.accent)
  }

  /// The whole of two sentences where there is room, else the one that says what to do.
  private func advice(_ error: String, _ room: Int) -> String {
    guard CharacterWidth.of(error) > room, let end = error.firstRange(of: ". ") else {
      return error
    }
    return String(error[end.upperBound...])
  }

  private func hints(_ groups: [[KeyAction]], in columns: Int) -> Line {
    var line = Line()
    for group in groups {
      let bindings = group.compactMap(state.options.keys.binding)
      guard let first = bindings.first else { continue }
      let isSequence = first.action == .panel(.warnings)
      let keys = bindings.compactMap { $0.keys.first?.name }.joined(
        separator: isSequence ? " " : "")
      var hint = Line(keys, look.strongAccent)
      hint.add(" \(word(for: first))", look.dim)
      let gap = line.spans.isEmpty ? 0 : 2
      guard line.width + gap + hint.width <= columns else { break }
      line.add(String(repeating: " ", count: gap), look.dim)
      line.add(hint)
    }
    return line
  }

  private func word(for binding: KeyBinding) -> String {
    switch binding.action {
    case .pauseOrGo: state.isPaused ? "go" : "pause"
    case .toggleRecording: state.recordingPath == nil ? "record" : "stop recording"
    case .nextPitfall: pitfallWord
    case .trigger(let index): state.trigger(index)?.name ?? binding.hint
    case .slower: "speed"
    case .up where state.view.taskPage != nil: "scroll"
    case .turnKnob where state.view.taskPage != nil: "other tasks"
    case .enter where state.view.taskPage != nil: "where it leads"
    case .enter where state.view.focus == .tasks: "details"
    default: binding.hint
    }
  }

  /// What comes after the last pitfall is the right form.
  private var pitfallWord: String {
    guard let pitfall = state.pitfall else { return "break it" }
    return state.description.pitfalls.last?.name == pitfall ? "right form" : "next pitfall"
  }

  private let always: [[KeyAction]] = [[.help], [.quit]]

  private let taskPageActions: [[KeyAction]] = [
    [.up, .down], [.turnKnob(.down), .turnKnob(.up)], [.enter], [.back], [.follow],
    [.slower, .faster],
  ]

  /// The most useful first, those that belong together side by side; they are cut off at the end.
  private var useful: [[KeyAction]] {
    let isOver = state.run.analysis.state != .running
    var actions: [[KeyAction]] = isOver ? [[.runAgain]] : [[.pauseOrGo]]
    if state.isPaused, !isOver { actions.append([.step]) }
    if state.view.taskPage != nil { return actions + taskPageActions }
    if state.pitfall != nil { actions.append([.nextPitfall]) }
    if !state.run.analysis.findings.isEmpty, state.view.focus != .warnings {
      actions.append([.panel(.warnings), .expandPanel])
    }
    switch state.view.focus {
    case .knobs:
      actions += [[.up, .down], [.turnKnob(.down), .turnKnob(.up)]]
    case .tasks:
      actions += [
        [.up, .down], [.enter], [.nextTasksView], [.filterEvents],
        [.previousSortColumn, .nextSortColumn], [.follow], [.zoomIn, .zoomOut], [.expandPanel],
      ]
    case .events: actions += [[.filterEvents], [.expandPanel]]
    case .depth, .latency: actions += [[.zoomIn, .zoomOut], [.expandPanel]]
    case .flow, .timeouts, .warnings: actions += [[.expandPanel]]
    }
    if state.pitfall == nil { actions.append([.nextPitfall]) }
    actions += state.description.triggers.indices.map { [.trigger($0)] }
    return actions + [
      [.chooseScenario], [.slower, .faster], [.enter], [.runAgainWithNewSeed],
      [.toggleRecording],
      [.nextPanel], [.nextPreset], [.defaultValue], [.nextDistribution], [.setMarker], [.nextTheme],
    ]
  }
}
