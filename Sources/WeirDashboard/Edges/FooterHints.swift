import WeirAnalysis
import WeirEvents
import WeirScreen

/// The keys that are useful now, the most useful first. They depend on the page over the panels,
/// the state of the run, and the panel in focus.
struct FooterHints {
  let scene: FooterScene

  /// As many hints as fit into some columns.
  func line(_ columns: Int) -> TouchLine { line(useful, columns) }

  /// The hints at the right, which are always shown.
  func always(_ columns: Int) -> TouchLine { line([[.page(.help)], [.screen(.quit)]], columns) }

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

  /// The keys of actions that belong together, each of which can be clicked, and one word for all.
  private func hint(_ group: [KeyAction]) -> TouchLine {
    var line = TouchLine()
    let bindings = group.filter(isOffered).compactMap(scene.keys.binding)
    guard let last = bindings.last else { return line }
    let hasLongNames = bindings.contains { ($0.keys.first?.name.count ?? 0) > 1 }
    let isSequence =
      bindings.count > 1 && (hasLongNames || last.action == .screen(.expandPanel))
    for (index, binding) in bindings.enumerated() {
      if isSequence, index > 0 { line.add(" ", .dim) }
      line.add(binding.keys.first?.name ?? "", .strongAccent, .action(binding.action))
    }
    line.add(" \(word(for: bindings[0]))", .dim, .action(last.action))
    return line
  }

  /// Whether an action has an effect now; a page over the panels uses some keys itself.
  private func isOffered(_ action: KeyAction) -> Bool {
    if scene.turned != nil, action != .page(.command) { return isOfferedComparing(action) }
    if let overlay = scene.overlay, overlay.takesAll || overlay.word(for: action) != nil {
      return true
    }
    return scene.refusals.refusal(of: action) == nil
  }

  /// Knobs and pitfalls are those of the run that keys turn.
  private func isOfferedComparing(_ action: KeyAction) -> Bool {
    switch action {
    case .knob, .run(.nextPitfall), .run(.trigger):
      action.need.flatMap { scene.turnedRun?.source.refusal(of: $0) } == nil
        || scene.refusals.isOnTimeLine
    case .move: scene.turnedRun?.knobs.isLocked == false || scene.refusals.isOnTimeLine
    case .page(.source), .run, .tasks, .screen, .page: true
    }
  }

  private func word(for binding: KeyBinding) -> String {
    scene.overlay?.word(for: binding.action) ?? word(for: binding.action) ?? binding.hint
  }

  /// The word for an action whose effect depends on the situation; `nil` for all others.
  private func word(for action: KeyAction) -> String? {
    switch action {
    case .screen(.back) where run.seek != nil: "pause here"
    case _ where scene.refusals.isOnTimeLine: FooterHints.wordOnTimeLine(for: action)
    case .run(let action): word(for: action)
    case .move(.enter):
      switch scene.focus {
      case .tasks: "details"
      case .events, .waits: "its task"
      case .flow, .depth, .timeouts, .knobs, .warnings, .latency:
        scene.focus.scrolls ? "expand" : nil
      }
    case .screen(.expandPanel): scene.isExpanded ? "all panels" : nil
    case .screen(.nextPanel): scene.turned.map { "turn \($0.other.rawValue)" }
    case .page(.source): scene.turned.map { _ in "swap A and B" }
    case .screen(.compare): scene.turned.map { _ in "leave" }
    case .screen(.back): run.isInPast ? "back to live" : scene.turned.map { _ in "leave" }
    case .move, .knob, .tasks, .screen, .page: nil
    }
  }

  /// The word for a key that has an effect of its own on the time line; `nil` for all others.
  private static func wordOnTimeLine(for action: KeyAction) -> String? {
    switch action {
    case .knob(.turn(let turn)): turn.isCoarse ? "10 s" : "1 s"
    case .move(.pageUp), .move(.pageDown): "10%"
    case .move(.first): "start"
    case .move(.last): "newest"
    case .move(.enter): "fold"
    case .screen(.back): "panels"
    default: nil
    }
  }

  private func word(for action: RunAction) -> String? {
    switch action {
    case .pauseOrResume: run.isOver ? "restart" : run.playback.isPaused ? "resume" : "pause"
    case .toggleRecording:
      run.recording.catchUpShare != nil
        ? "cancel recording" : run.recording.path == nil ? "record" : "stop recording"
    case .nextPitfall: pitfallWord
    case .trigger(let index): run.trigger(index)?.name
    case .slower: "speed"
    case .runAgain: hasStopped ? "restart" : nil
    case .step, .stepBack, .faster, .realTime, .nextPreset, .runAgainWithNewSeed, .setMarker,
      .previousMarker, .nextMarker, .previousWarning, .nextWarning, .jumpBack:
      nil
    }
  }

  /// After the last pitfall, the key returns to the right form.
  private var pitfallWord: String {
    let run = scene.turnedRun ?? run
    guard let pitfall = run.pitfall else { return "break it" }
    return run.description.pitfalls.last?.name == pitfall ? "right form" : "next pitfall"
  }

  private var hasStopped: Bool { run.analysis.state != .running }
}

extension FooterHints {
  private var run: ShownRun { scene.run }

  /// All hints; actions that belong together share a group.
  private var useful: [[KeyAction]] {
    if let overlay = scene.overlay { return overlay.hints(pace: ofPace) }
    if run.seek != nil {
      return [[.screen(.back)], [.run(.slower), .run(.faster)], [.screen(.commandLine)]]
    }
    if scene.refusals.isOnTimeLine { return ofPace + onTimeLine }
    if scene.turned != nil { return ofComparison }
    if run.isInPast { return [[.screen(.back)]] + ofRun + ofPanel + inPast }
    if run.recording.catchUpShare != nil {
      return [[.run(.toggleRecording)]] + ofRun + ofPanel
    }
    return ofRun + ofPanel + ofPattern + others
  }

  private var ofComparison: [[KeyAction]] {
    (run.isInPast ? [[.screen(.back)]] : []) + ofPace + [
      [.screen(.nextPanel)], [.move(.up), .move(.down)],
      [.knob(.turn(.down)), .knob(.turn(.up))], [.screen(.goToParting)],
      [.screen(.compare)], [.page(.source)], [.page(.command)], [.run(.nextWarning)],
      [.screen(.timeLine)], [.run(.slower), .run(.faster)], [.screen(.zoomIn), .screen(.zoomOut)],
      [.run(.nextPitfall)], [.screen(.commandLine)],
    ]
  }

  private var ofPace: [[KeyAction]] {
    let capabilities = run.source.capabilities
    if hasStopped, capabilities.begins { return [[.run(.runAgain)]] }
    if run.isOver { return capabilities.restarts ? [[.run(.pauseOrResume)]] : [] }
    return run.playback.isPaused
      ? [[.run(.pauseOrResume)], [.run(.step)]] : [[.run(.pauseOrResume)]]
  }

  private var onTimeLine: [[KeyAction]] {
    [
      [.knob(.turn(.down)), .knob(.turn(.up))],
      [.knob(.turn(.coarseDown)), .knob(.turn(.coarseUp))], [.move(.last)], [.screen(.back)],
      [.move(.pageUp), .move(.pageDown)], [.move(.first)], [.move(.enter)],
    ] + inPast
  }

  private var inPast: [[KeyAction]] {
    [
      [.run(.stepBack), .run(.step)], [.run(.nextWarning)], [.run(.jumpBack)],
      [.page(.command)], [.screen(.commandLine)],
    ]
  }

  private var ofRun: [[KeyAction]] {
    var actions = ofPace
    if run.pitfall != nil { actions.append([.run(.nextPitfall)]) }
    if scene.isExpanded { actions.append([.screen(.expandPanel)]) }
    if !run.analysis.findings.isEmpty, scene.focus != .warnings {
      actions.append([.screen(.panel(.warnings)), .screen(.expandPanel)])
    }
    return actions
  }

  private var ofPanel: [[KeyAction]] {
    scene.focus.row.hints.filter { $0 != .expand || !scene.isExpanded }.map(\.actions)
  }

  private var ofPattern: [[KeyAction]] {
    (run.pitfall == nil ? [[.run(.nextPitfall)]] : [])
      + run.description.triggers.indices.map { [.run(.trigger($0))] }
  }

  private var others: [[KeyAction]] {
    (run.source.capabilities.printsHere ? [[.page(.output)]] : [])
      + (run.knobs.isLocked ? [[.page(.source)]] : []) + [
        [.page(.scenarios)], [.screen(.commandLine)], [.run(.slower), .run(.faster)],
        [.move(.enter)], [.run(.runAgainWithNewSeed)], [.run(.toggleRecording)],
        [.screen(.nextLayout)], [.screen(.nextPanel)], [.run(.nextPreset)], [.knob(.setDefault)],
        [.knob(.nextDistribution)], [.run(.setMarker)], [.page(.command)],
        [.screen(.nextTheme)],
      ]
  }
}

extension PanelRow.Hint {
  /// The actions that the hint is about.
  fileprivate var actions: [KeyAction] {
    switch self {
    case .choose: [.move(.up), .move(.down)]
    case .turn: [.knob(.turn(.down)), .knob(.turn(.up))]
    case .zoom: [.screen(.zoomIn), .screen(.zoomOut)]
    case .open: [.move(.enter)]
    case .nextView: [.tasks(.nextView)]
    case .filter: [.screen(.filter)]
    case .sort: [.tasks(.previousSortColumn), .tasks(.nextSortColumn)]
    case .follow: [.tasks(.follow)]
    case .expand: [.screen(.expandPanel)]
    }
  }
}
