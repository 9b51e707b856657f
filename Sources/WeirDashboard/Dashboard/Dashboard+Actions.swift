import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension Dashboard {
  /// Does what a key stands for, or says why it has no effect here.
  mutating func perform(_ action: KeyAction) -> [Command] {
    if let refusal = refusal(of: action) {
      show(refusal)
      return []
    }
    switch action {
    case .pauseOrGo: return pauseOrGo()
    case .step: return step()
    case .stepBack: return stepBack()
    case .faster: return setSpeed(speed * 2)
    case .slower: return setSpeed(speed / 2)
    case .realTime: return setSpeed(1)
    case .nextPitfall: return switchPitfall()
    case .nextPreset: return startNextPreset()
    case .chooseScenario: return openPicker()
    case .trigger(let index): return setOff(index)
    case .runAgain: return runAgain(newSeed: false)
    case .runAgainWithNewSeed: return runAgain(newSeed: true)
    case .toggleRecording: return isRecording ? [.stopRecording] : startRecording(nil)
    case .setMarker: return setMarker(nil)
    case .previousMarker: return goToMarker(forwards: false)
    case .nextMarker: return goToMarker(forwards: true)
    case .nextTheme: return nextTheme()
    case .quit: return [.quit]
    default: return performOnKnobs(action)
    }
  }

  private mutating func performOnKnobs(_ action: KeyAction) -> [Command] {
    if view.focus == .tasks || action.isAboutTasks, performOnTasks(action) { return [] }
    if view.focus == .events, performOnEvents(action) { return [] }
    switch action {
    case .turnKnob(let turn): return sending(knobs.turn(turn))
    case .nextDistribution: return sending(knobs.changeFamily())
    case .defaultValue: return sending(knobs.setDefault())
    case .enter where view.focus.scrolls: view.isExpanded = true
    case .enter: typeValue()
    case .up: move(rows: -1, knobs: knobs.selected - 1)
    case .down: move(rows: 1, knobs: knobs.selected + 1)
    case .toFirst: moveToEnd(first: true)
    case .toLast: moveToEnd(first: false)
    case .pageUp: return page(-1, .coarseUp)
    case .pageDown: return page(1, .coarseDown)
    default: return performOnView(action)
    }
    return []
  }

  private mutating func performOnView(_ action: KeyAction) -> [Command] {
    switch action {
    case .commandLine: beginCommand()
    case .nextLayout: arrange(view.layout.next(1))
    case .previousLayout: arrange(view.layout.next(-1))
    case .nextPanel: focusNext(1)
    case .previousPanel: focusNext(-1)
    case .panel(let panel): focus(on: panel)
    case .expandPanel: view.isExpanded.toggle()
    case .back: return goBack()
    case .nextTasksView: showNextTasksView()
    case .filterEvents: beginFilter()
    case .zoomIn: zoom(-1)
    case .zoomOut: zoom(1)
    case .source: view.sourcePage = .init()
    case .options: view.options = OptionsState()
    case .help: view.help = view.help == nil ? .init() : nil
    default: break
    }
    return []
  }

  /// Hands an input to the run; one that has ended keeps it for the next.
  mutating func sending(_ input: RunInput?) -> [Command] {
    guard let input else { return [] }
    if isOver { showEnd() }
    return [.send(input)]
  }

  /// Whether no more events come.
  var isOver: Bool { source.ending != nil || run.analysis.state == .finished }

  private mutating func showEnd() {
    let action = source.capabilities.begins ? KeyAction.runAgain : .pauseOrGo
    let key = options.keys.binding(for: action)?.keys.first?.name ?? ""
    if let refusal = source.refusal(of: .restart) {
      show("This is the end. \(refusal)", aboutRun: true)
    } else if source.capabilities.begins {
      show("The run has ended. \(key) begins it again with these knobs.", aboutRun: true)
    } else {
      show("This is the end. \(key) plays it again from the start.", aboutRun: true)
    }
  }
}

extension Dashboard {
  // What is asked for is remembered at once: the next key may come before the answer.

  /// A run that has ended neither goes on nor stops; one that can only be played begins again.
  private mutating func pauseOrGo() -> [Command] {
    guard journey == nil else { return stopOnTheWay() }
    guard !isOver else {
      let capabilities = source.capabilities
      guard capabilities.restarts, !capabilities.begins else {
        showEnd()
        return []
      }
      return playFromStart()
    }
    isPaused.toggle()
    return [isPaused ? .pause : .resume]
  }

  private mutating func playFromStart() -> [Command] {
    guard isPaused else { return [.beginAgain] }
    isPaused = false
    return [.beginAgain, .resume]
  }

  private mutating func step() -> [Command] {
    if isPaused, !isOver { return [.step] }
    guard journey == nil else { return stopOnTheWay() + [.step] }
    guard !isOver else {
      showEnd()
      return []
    }
    isPaused = true
    return [.pause, .step]
  }

  mutating func setSpeed(_ speed: Double) -> [Command] {
    let range = SpeedRange.range
    let speed = min(max(speed, range.lowerBound), range.upperBound)
    if speed == range.lowerBound { show("Slower than this it does not go.") }
    if speed == range.upperBound { show("Faster than this it does not go.") }
    guard speed != self.speed else { return [] }
    self.speed = speed
    return [.setSpeed(speed)]
  }

  private mutating func switchPitfall() -> [Command] {
    let names = description.pitfalls.map(\.name)
    let next = names.firstIndex { $0 == pitfall }.map { $0 + 1 } ?? 0
    guard !names.isEmpty else {
      show("This scenario has no pitfalls.")
      return []
    }
    return switchPitfall(to: next < names.count ? names[next] : nil)
  }

  /// Puts a pitfall in, or the right form, and says for a while what that means.
  mutating func switchPitfall(to name: String?) -> [Command] {
    let old = pitfall
    pitfall = name
    if let pitfall = description.pitfall(named: name) {
      let wait = DurationText(pitfall.warningAfter)
      tellPitfall(
        "\(pitfall.summary) Watch \(pitfall.watch)",
        title: "✗ \(pitfall.name): warning in about \(wait)")
    } else if let old {
      tellPitfall(
        "\(old) is off, the right form runs. Its warnings go when their causes are gone.",
        title: "✓ right form again")
    }
    return [.send(.pitfallSwitched(pitfall))]
  }

  /// How long the screen says what was broken, at least.
  private static let pitfallSeconds = 8.0

  private mutating func tellPitfall(_ text: String, title: String) {
    let seconds = max(Dashboard.pitfallSeconds, options.settings.noticeTime.seconds)
    view.notice = .init(text: text, secondsLeft: seconds, isAboutRun: true, title: title)
  }

  /// The present run from its start, with the knobs and the pitfall as they are now.
  /// Nil if this program can't repeat it.
  var repeated: RunSpecification? {
    guard var specification = start.specification else { return nil }
    specification.parameters = knobs.parameters
    specification.pitfall = pitfall
    specification.inputs = []
    return specification
  }

  /// A log is played again from its start; a simulation may have other knobs by now.
  private func runAgain(newSeed: Bool) -> [Command] {
    guard source.capabilities.begins, let repeated else { return [.beginAgain] }
    return [.restart(repeated, newSeed: newSeed)]
  }

  private mutating func startNextPreset() -> [Command] {
    let names = description.presets.map(\.name)
    guard let index = names.firstIndex(of: start.preset ?? "") else {
      show("This scenario has no other preset.")
      return []
    }
    return begin(description.presets[(index + 1) % names.count])
  }

  /// The present run from its start, with the knobs of a preset.
  func begin(_ preset: ScenarioDescription.Preset) -> [Command] {
    guard var next = repeated else { return [] }
    next.preset = preset.name
    next.parameters = description.parameters(of: preset)
    return [.restart(next, newSeed: false)]
  }

  /// What the key with this number sets off, where the scenario has so much.
  func trigger(_ index: Int) -> ScenarioDescription.Trigger? {
    description.triggers.indices.contains(index) ? description.triggers[index] : nil
  }

  private mutating func setOff(_ index: Int) -> [Command] {
    guard let trigger = trigger(index) else {
      show(
        index == 0
          ? "In this scenario there is nothing to set off."
          : "In this scenario there is no more to set off.")
      return []
    }
    guard !isOver else {
      showEnd()
      return []
    }
    show("\(trigger.name): \(trigger.summary)", aboutRun: true)
    return [.send(.triggered(trigger.name))]
  }

  mutating func setMarker(_ name: String?) -> [Command] {
    markerCount += 1
    let name = name ?? "mark-\(markerCount)"
    show("\(name) is set at \(TimeText.shortClock(run.analysis.now)).", aboutRun: true)
    return [.send(.markerSet(name))]
  }

  /// Whether a file is being written, or catches up with the run.
  var isRecording: Bool { recordingPath != nil || catchUpShare != nil }

  mutating func startRecording(_ path: String?) -> [Command] {
    catchUpShare = 0
    return [.startRecording(path: path)]
  }

  private mutating func nextTheme() -> [Command] {
    guard !options.themes.isEmpty else { return [] }
    let last = options.themes.firstIndex(of: awaitedTheme ?? theme.name)
    let next = options.themes[last.map { ($0 + 1) % options.themes.count } ?? 0]
    awaitedTheme = next
    return [.selectTheme(next)]
  }
}
