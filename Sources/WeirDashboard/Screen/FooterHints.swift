import WeirAnalysis
import WeirEvents
import WeirScreen

/// The keys that are of use now, the most useful first: by what lies over the panels, by the state of the run, and by the
/// panel in focus.
struct FooterHints {
  let state: Dashboard

  /// As many as fit into some columns.
  func line(_ columns: Int) -> TouchLine { line(useful, columns) }

  /// Those at the right, which are always there.
  func always(_ columns: Int) -> TouchLine { line([[.help], [.quit]], columns) }

  private func line(_ groups: [[KeyAction]], _ columns: Int) -> TouchLine {
    var line = TouchLine()
    var shown: Set<[KeyAction]> = []
    for group in groups where shown.insert(group).inserted {
      let hint = hint(group)
      let gap = line.width == 0 || hint.width == 0 ? 0 : 2
      guard line.width + gap + hint.width <= columns else { break }
      line.add(String(repeating: " ", count: gap), .dim)
      line.add(hint)
    }
    return line
  }

  /// The keys of actions that belong together, each to be clicked by itself, and one word for them.
  private func hint(_ group: [KeyAction]) -> TouchLine {
    var line = TouchLine()
    let bindings = group.filter(isOffered).compactMap(state.options.keys.binding)
    guard let last = bindings.last else { return line }
    let isSequence = bindings.count > 1 && last.action == .expandPanel
    for (index, binding) in bindings.enumerated() {
      if isSequence, index > 0 { line.add(" ", .dim) }
      line.add(binding.keys.first?.name ?? "", .strongAccent, .action(binding.action))
    }
    line.add(" \(word(for: bindings[0]))", .dim, .action(last.action))
    return line
  }

  /// Whether an action has an effect now: what lies over the panels takes some keys for itself.
  private func isOffered(_ action: KeyAction) -> Bool {
    if let overlay = state.view.overlay {
      if case .options = overlay { return true }
      if word(for: action, in: overlay) != nil { return true }
    }
    return state.refusal(of: action) == nil
  }

  private func word(for binding: KeyBinding) -> String {
    if let overlay = state.view.overlay, let word = word(for: binding.action, in: overlay) {
      return word
    }
    return switch binding.action {
    case .pauseOrGo where state.isOver: "from the start"
    case .pauseOrGo: state.isPaused ? "go" : "pause"
    case .toggleRecording where state.catchUpShare != nil: "give up recording"
    case .toggleRecording: state.recordingPath == nil ? "record" : "stop recording"
    case .nextPitfall: pitfallWord
    case .trigger(let index): state.trigger(index)?.name ?? binding.hint
    case .slower: "speed"
    case .expandPanel where state.view.isExpanded: "all panels"
    case .back where state.journey != nil: "hold here"
    case .enter where state.view.focus == .tasks: "details"
    case .enter where state.view.focus == .events: "its task"
    case .enter where state.view.focus.scrolls: "large"
    case .runAgain where standsStill: "begin again"
    default: binding.hint
    }
  }

  private func word(for action: KeyAction, in overlay: Overlay) -> String? {
    switch (action, overlay) {
    case (.enter, .help): "do it"
    case (.enter, .scenarios): "begin it"
    case (.enter, .task): "where it leads"
    case (.up, .task), (.down, .task), (.up, .source), (.down, .source): "scroll"
    case (.turnKnob, .task): "other tasks"
    case (.nextPanel, .help(let help)): help.showsNotes ? "keys" : "what to try"
    case (.up, .options), (.down, .options): "choose"
    case (.turnKnob, .options): "change"
    case (.nextPanel, .options): "page"
    case (.back, _): "close"
    default: nil
    }
  }

  /// What comes after the last pitfall is the right form.
  private var pitfallWord: String {
    guard let pitfall = state.pitfall else { return "break it" }
    return state.description.pitfalls.last?.name == pitfall ? "right form" : "next pitfall"
  }

  private var standsStill: Bool { state.run.analysis.state != .running }
}

extension FooterHints {
  /// Those that belong together side by side.
  private var useful: [[KeyAction]] {
    if let overlay = state.view.overlay { return useful(in: overlay) }
    if state.journey != nil { return [[.back], [.slower, .faster], [.commandLine]] }
    if state.catchUpShare != nil { return [[.toggleRecording]] + ofRun + ofPanel }
    return ofRun + ofPanel + ofPattern + others
  }

  private func useful(in overlay: Overlay) -> [[KeyAction]] {
    switch overlay {
    case .help: [[.up, .down], [.enter], [.nextPanel], [.back]]
    case .scenarios: [[.up, .down], [.enter], [.back]]
    case .source: [[.up, .down], [.back]] + ofPace
    case .options:
      [
        [.up, .down], [.turnKnob(.down), .turnKnob(.up)], [.enter], [.defaultValue], [.nextPanel],
        [.back],
      ]
    case .task:
      ofPace + [
        [.up, .down], [.turnKnob(.down), .turnKnob(.up)], [.enter], [.back], [.follow],
        [.slower, .faster],
      ]
    }
  }

  private var ofPace: [[KeyAction]] {
    if standsStill, state.source.capabilities.begins { return [[.runAgain]] }
    if state.isOver { return state.source.capabilities.restarts ? [[.pauseOrGo]] : [] }
    return state.isPaused ? [[.pauseOrGo], [.step]] : [[.pauseOrGo]]
  }

  private var ofRun: [[KeyAction]] {
    var actions = ofPace
    if state.pitfall != nil { actions.append([.nextPitfall]) }
    if state.view.isExpanded { actions.append([.expandPanel]) }
    if !state.run.analysis.findings.isEmpty, state.view.focus != .warnings {
      actions.append([.panel(.warnings), .expandPanel])
    }
    return actions
  }

  private var ofPanel: [[KeyAction]] {
    let expand: [[KeyAction]] = state.view.isExpanded ? [] : [[.expandPanel]]
    return switch state.view.focus {
    case .knobs: [[.up, .down], [.turnKnob(.down), .turnKnob(.up)]]
    case .tasks:
      [
        [.up, .down], [.enter], [.nextTasksView], [.filterEvents],
        [.previousSortColumn, .nextSortColumn], [.follow], [.zoomIn, .zoomOut],
      ] + expand
    case .events: [[.up, .down], [.enter], [.filterEvents]] + expand
    case .depth, .latency: [[.zoomIn, .zoomOut]] + expand
    case .flow, .timeouts, .warnings: expand
    }
  }

  private var ofPattern: [[KeyAction]] {
    (state.pitfall == nil ? [[.nextPitfall]] : [])
      + state.description.triggers.indices.map { [.trigger($0)] }
  }

  private var others: [[KeyAction]] {
    (state.knobs.isLocked ? [[.source]] : []) + [
      [.chooseScenario], [.commandLine], [.slower, .faster], [.enter], [.runAgainWithNewSeed],
      [.toggleRecording], [.nextLayout], [.nextPanel], [.nextPreset], [.defaultValue],
      [.nextDistribution], [.setMarker], [.nextTheme],
    ]
  }
}
