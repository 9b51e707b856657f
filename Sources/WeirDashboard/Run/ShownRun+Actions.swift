import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

// What is requested takes effect here at once: the next key may come before the answer.

extension ShownRun {
  /// Performs an action.
  ///
  /// - Parameter keys: The present keys, for hints.
  mutating func perform(_ action: RunAction, keys: KeyMap) -> [Effect] {
    switch action {
    case .pauseOrResume: return pauseOrResume(keys)
    case .step: return step(keys)
    case .stepBack: return stepBack()
    case .faster: return setSpeed(playback.speed * 2)
    case .slower: return setSpeed(playback.speed / 2)
    case .realTime: return setSpeed(1)
    case .nextPitfall: return switchToNextPitfall()
    case .nextPreset: return startNextPreset()
    case .trigger(let index): return fire(index, keys)
    case .runAgain: return runAgain(newSeed: false)
    case .runAgainWithNewSeed: return runAgain(newSeed: true)
    case .toggleRecording: return recording.isActive ? [.command(.stopRecording)] : record(to: nil)
    case .setMarker: return setMarker(nil)
    case .previousMarker: return goToMarker(isLater: false, keys)
    case .nextMarker: return goToMarker(isLater: true, keys)
    case .previousWarning: return goToWarning(isLater: false, among: timeline.marks.warnings)
    case .nextWarning: return goToWarning(isLater: true, among: timeline.marks.warnings)
    case .jumpBack: return jumpBack()
    }
  }

  /// Does what a command says.
  ///
  /// - Parameter keys: The present keys, for hints.
  mutating func perform(_ call: RunCall, keys: KeyMap) -> [Effect] {
    switch call {
    case .goTo(let target): return jump(to: target)
    case .pause:
      return playback.isPaused && seek == nil ? [] : perform(.pauseOrResume, keys: keys)
    case .go: return resume(keys: keys)
    case .speed(let speed): return setSpeed(speed)
    case .mark(let name): return setMarker(name)
    case .seed(let seed):
      guard var next = repeated else { return [] }
      next.seed = seed
      return [.command(.restart(next, newSeed: false))]
    case .pitfall(let name): return switchPitfall(to: name)
    case .trigger(let index): return fire(index, keys)
    case .preset(let preset): return begin(preset)
    case .record(let path): return record(to: path)
    case .stopRecording: return [.command(.stopRecording)]
    case .goToBranch(let number): return goToBranch(number)
    case .nameBranch(let number, let name): return nameBranch(number, name)
    }
  }

  /// Passes an input to the run. If the run has ended, the input is kept for the next one.
  func sending(_ input: RunInput?, keys: KeyMap) -> [Effect] {
    guard let input else { return [] }
    return (isOver ? [endNotice(keys)] : []) + [.command(.send(input))]
  }

  private func endNotice(_ keys: KeyMap) -> Effect {
    let action = source.capabilities.begins ? RunAction.runAgain : .pauseOrResume
    let key = keys.binding(for: .run(action))?.keys.first?.name ?? ""
    if let refusal = source.refusal(of: .restart) {
      return .say(aboutRun: "The log has ended. \(refusal)")
    }
    return source.capabilities.begins
      ? .say(aboutRun: "The run has ended. \(key) restarts it with these knobs.")
      : .say(aboutRun: "The log has ended. \(key) plays it again from the start.")
  }
}

// MARK: Time

extension ShownRun {
  /// Pauses or continues. A run that has ended does neither; one that can only be played restarts.
  private mutating func pauseOrResume(_ keys: KeyMap) -> [Effect] {
    guard seek == nil else { return stopSeek() }
    guard !isOver else {
      let capabilities = source.capabilities
      guard capabilities.restarts, !capabilities.begins else { return [endNotice(keys)] }
      return playFromStart()
    }
    playback.isPaused.toggle()
    return [.command(playback.isPaused ? .pause : .resume)]
  }

  private mutating func playFromStart() -> [Effect] {
    guard playback.isPaused else { return [.command(.beginAgain)] }
    playback.isPaused = false
    return [.command(.beginAgain), .command(.resume)]
  }

  /// Continues if paused; ends a seek.
  mutating func resume(keys: KeyMap) -> [Effect] {
    guard seek != nil else { return playback.isPaused ? pauseOrResume(keys) : [] }
    playback.isPaused = false
    return [.command(.resume)]
  }

  private mutating func step(_ keys: KeyMap) -> [Effect] {
    if isInPast || seek?.isStep == true { return go(to: .event(destinationEvent).next) }
    if playback.isPaused, !isOver { return [.command(.step)] }
    guard seek == nil else { return stopSeek() + [.command(.step)] }
    guard !isOver else { return [endNotice(keys)] }
    playback.isPaused = true
    return [.command(.pause), .command(.step)]
  }

  mutating func setSpeed(_ speed: Double) -> [Effect] {
    let range = SpeedRange.range
    let speed = speed.clamped(to: range)
    var effects: [Effect] = []
    if speed == range.lowerBound { effects.append(.say("Already at the lowest speed.")) }
    if speed == range.upperBound { effects.append(.say("Already at the highest speed.")) }
    guard speed != playback.speed else { return effects }
    playback.speed = speed
    return effects + [.command(.setSpeed(speed))]
  }

  /// Steps back by one event.
  private mutating func stepBack() -> [Effect] {
    guard seek?.isStep != false else { return stopSeek() }
    let event = destinationEvent
    guard event > 0 else { return [.say("Nothing has happened before this.")] }
    playback.isPaused = true
    return go(to: .event(event - 1))
  }

  /// Requests a seek.
  mutating func go(to target: SeekTarget) -> [Effect] {
    seek = Seek(from: newest, to: target)
    return [.command(.goTo(target))]
  }

  /// Seeks to the nearest marker before or after the present instant.
  private mutating func goToMarker(isLater: Bool, _ keys: KeyMap) -> [Effect] {
    guard let found = markers.nearest(to: destination, isLater: isLater) else {
      let side = isLater ? "later" : "earlier"
      let key = keys.binding(for: .run(.setMarker))?.keys.first?.name ?? ":mark"
      let hint = source.refusal(of: .mark) == nil ? " \(key) sets one." : ""
      return [.say("There is no \(side) marker.\(hint)")]
    }
    return jump(to: .instant(found.instant))
  }

  /// Leaves a seek, the repetition of the run, or a recording that catches up; `nil` if there is
  /// none.
  mutating func leave() -> [Effect]? {
    if seek != nil || repeatedShare != nil { return stopSeek() }
    return recording.catchUpShare.map { _ in [.command(.stopRecording)] }
  }

  /// Ends a seek where the run is, and pauses there.
  private mutating func stopSeek() -> [Effect] {
    playback.isPaused = true
    return [.command(.pause)]
  }
}

// MARK: What runs

extension ShownRun {
  private mutating func switchToNextPitfall() -> [Effect] {
    let names = description.pitfalls.map(\.name)
    let next = names.firstIndex { $0 == pitfall }.map { $0 + 1 } ?? 0
    guard !names.isEmpty else { return [.say("This scenario has no pitfalls.")] }
    return switchPitfall(to: next < names.count ? names[next] : nil)
  }

  /// Enables a pitfall, or disables it if `nil`, and shows for a while what that means.
  mutating func switchPitfall(to name: String?) -> [Effect] {
    let old = pitfall
    usePitfall(name)
    return explanation(of: name, after: old) + [.command(.send(.pitfallSwitched(name)))]
  }

  private func explanation(of name: String?, after old: String?) -> [Effect] {
    if let pitfall = description.pitfall(named: name) {
      let wait = DurationText(pitfall.warningAfter)
      return [
        .notice(
          Notice(
            text: "\(pitfall.summary) Watch \(pitfall.watch)", topic: .run,
            title: "✗ \(pitfall.name): warning in about \(wait)"))
      ]
    }
    guard let old else { return [] }
    return [
      .notice(
        Notice(
          text:
            "\(old) is disabled; the right form runs. Warnings clear when their causes are gone.",
          topic: .run, title: "✓ right form restored"))
    ]
  }

  /// Restarts the run: a log from its start, a simulation with the present knobs.
  private func runAgain(newSeed: Bool) -> [Effect] {
    guard source.capabilities.begins, let repeated else { return [.command(.beginAgain)] }
    return [.command(.restart(repeated, newSeed: newSeed))]
  }

  private func startNextPreset() -> [Effect] {
    let presets = description.presets
    guard let index = presets.firstIndex(where: { $0.name == start.preset ?? "" }) else {
      return [.say("This scenario has no other preset.")]
    }
    return begin(presets[(index + 1) % presets.count])
  }

  /// Restarts with the knobs of a preset.
  func begin(_ preset: ScenarioDescription.Preset) -> [Effect] {
    specification(of: preset).map { [.command(.restart($0, newSeed: false))] } ?? []
  }

  /// Fires the trigger with this number.
  func fire(_ index: Int, _ keys: KeyMap) -> [Effect] {
    guard let trigger = trigger(index) else {
      return [
        .say(
          description.triggers.isEmpty
            ? "This scenario has no triggers."
            : "This scenario has no more triggers.")
      ]
    }
    guard !isOver else { return [endNotice(keys)] }
    return [
      .say(aboutRun: "\(trigger.name): \(trigger.summary)"),
      .command(.send(.triggered(trigger.name))),
    ]
  }

  /// Marks the present instant: in the log of the run, or, in its past, only on the screen.
  mutating func setMarker(_ name: String?) -> [Effect] {
    let next = nextMarkerName()
    let name = name ?? next
    if isInPast {
      noteMarker(name)
      let place = clock.short(now)
      return [.say(aboutRun: "\(name) is set at \(place), on the screen only.")]
    }
    return [
      .say(aboutRun: "\(name) is set at \(clock.short(now))."),
      .command(.send(.markerSet(name))),
    ]
  }

  mutating func record(to path: String?) -> [Effect] {
    recording.catchUpShare = 0
    return [.command(.startRecording(path: path))]
  }
}
