import WeirAnalysis
import WeirEvents
import WeirScreen

/// Another run beside the shown one: when it comes and goes, and which keys are its own.
extension Dashboard {
  /// Shows another run beside the present one, in place of what was there, or with `nil` no longer.
  mutating func compare(_ request: ComparisonRequest?) -> [Command] {
    guard let request else {
      guard isComparing else {
        show(Notice(text: "No other run is shown. Type compare to show one beside this."))
        return []
      }
      return leaveComparison()
    }
    switch run.compared(request) {
    case .failure(let refusal):
      show(Notice(text: refusal.text))
      return []
    case .success(.log(let path)):
      awaitedLog = request
      return [.compare(.log(path: path))]
    case .success(.run(let specification)):
      awaitedLog = nil
      let start = RunStart(specification)
      let scenario = options.scenarios.first { $0.isOf(start) } ?? run.description
      let other = ShownRun(
        start, of: scenario, from: .simulation, thresholds: run.history.thresholds)
      return begin(ComparedRuns(other, beside: run, for: request))
        + [.compare(.run(specification))]
    }
  }

  private mutating func begin(_ comparison: ComparedRuns) -> [Command] {
    self.comparison = comparison
    if beginsSwapped { self.comparison?.swap(run) }
    beginsSwapped = false
    overlay = nil
    places.isExpanded = false
    panels.knobs.stopTyping()
    panels.knobs.select(panels.knobs.selected, of: turnedRun.knobs)
    return continueTime(
      until: run.source.kind == .simulation ? nil : comparison.other.source.length)
  }

  /// Lets time continue to the end of the log beside the shown one, if that is later.
  private mutating func continueTime(until length: VirtualInstant?) -> [Command] {
    guard length != run.continuesUntil else { return [] }
    run.continuesUntil = length
    return [.continueTime(until: length)]
  }

  /// Compares the run that has just begun in the same way as the one before, unless it is of
  /// another scenario.
  mutating func compareAgain(
    _ request: ComparisonRequest?, isOtherScenario: Bool
  ) -> [Command] {
    guard let request else { return [] }
    if isOtherScenario { return [.stopComparing] }
    // A log that is played again is the same.
    if case .log = request, run.source.kind == .log { return [] }
    return compare(request)
  }

  /// Shows a run or a log beside the present run, from the start.
  ///
  /// - Parameter isFirst: Whether that is A, and the present run B: the present run decides how far
  ///   time goes.
  public mutating func show(beside other: ComparedWith, isFirst: Bool = false) -> [Command] {
    let request: ComparisonRequest =
      switch other {
      case .run(let specification): .run(specification)
      case .log(let path): .log(path: path)
      }
    beginsSwapped = isFirst
    defer { if case .run = other { beginsSwapped = false } }
    return compare(request)
  }

  /// Whether the shown run is B, and the one beside it A.
  public var isShownRunB: Bool { comparison?.isSwapped ?? false }

  mutating func leaveComparison() -> [Command] {
    guard isComparing else { return [] }
    return endComparison() + [.stopComparing]
  }

  /// Forgets the other run, and chooses a knob of the shown one.
  mutating func endComparison() -> [Command] {
    (comparison, awaitedLog, beginsSwapped) = (nil, nil, false)
    panels.knobs.stopTyping()
    panels.knobs.select(panels.knobs.selected, of: run.knobs)
    return continueTime(until: nil)
  }

  mutating func take(_ report: ComparedReport) -> [Command] {
    if case .opened(let start, let source) = report, let request = awaitedLog {
      awaitedLog = nil
      let scenario = options.scenarios.first { $0.isOf(start) } ?? .unknown(start)
      let other = ShownRun(start, of: scenario, from: source, thresholds: run.history.thresholds)
      return begin(ComparedRuns(other, beside: run, for: request))
    }
    if case .failed(let message) = report {
      show(Notice(text: message, isProblem: true))
      return endComparison()
    }
    for notice in comparison?.take(report, scenarios: options.scenarios) ?? [] { show(notice) }
    return []
  }

  /// A and B up to the present instant; `nil` unless both can be opened again.
  var comparedRuns: (a: ComparedWith, b: ComparedWith)? {
    guard let comparison, let a = comparison.run(.a, run).reopened,
      let b = comparison.run(.b, run).reopened
    else { return nil }
    return (a, b)
  }

  /// Applies thresholds to both runs.
  mutating func use(_ thresholds: LintThresholds) {
    run.use(thresholds)
    comparison?.use(thresholds)
  }
}

// MARK: Keys

extension Dashboard {
  /// The run whose knobs are turned.
  var turnedRun: ShownRun {
    comparison.map { $0.turnsOther ? $0.other : run } ?? run
  }

  /// Performs an action that has a meaning of its own while two runs are shown; `nil` for the
  /// others.
  mutating func performComparing(_ action: KeyAction) -> [Command]? {
    switch action {
    case .screen(.compare): return comparison == nil ? compare(.opposite) : leaveComparison()
    case .screen(.goToParting): return goToParting()
    case _ where comparison == nil: return nil
    case .screen(.expandPanel) where places.timeLine.isFocused: return nil
    case .screen(.nextPanel) where places.timeLine.isFocused,
      .screen(.previousPanel) where places.timeLine.isFocused:
      places.timeLine.isFocused = false
    case .screen(.nextPanel), .screen(.previousPanel):
      comparison?.turnNextKnobs()
      panels.knobs.stopTyping()
      panels.knobs.select(panels.knobs.selected, of: turnedRun.knobs)
    case .page(.source): comparison?.swap(run)
    case .screen(.back):
      if let effects = run.leave() { return apply(effects) }
      // As with one run, these are left first.
      return places.timeLine.isFocused || run.isInPast ? nil : leaveComparison()
    case .run(.nextWarning): return goToWarning(isLater: true)
    case .run(.previousWarning): return goToWarning(isLater: false)
    case .run(.nextPitfall), .run(.trigger):
      guard comparison?.turnsOther == true, case .run(let action) = action else { return nil }
      return performOnOther(action)
    case .move, .knob: return places.timeLine.isFocused ? nil : turn(action)
    case .screen(.panel), .screen(.expandPanel), .screen(.filter), .tasks,
      .screen(.nextLayout), .screen(.previousLayout):
      let key = options.keys.binding(for: .screen(.compare))?.keys.first?.name ?? ":compare off"
      show(Notice(text: "Two runs are shown. \(key) returns to the panels of one."))
    case .run, .screen, .page: return nil
    }
    return []
  }

  private mutating func performOnOther(_ action: RunAction) -> [Command] {
    guard let other = comparison?.other,
      let refusal = other.source.refusal(of: action.need)
    else { return apply(comparison?.perform(action, keys: options.keys) ?? []) }
    return apply([.say(refusal)])
  }

  /// Does what a typed command says: what is done to a run, to the one whose knobs are turned.
  mutating func perform(_ call: RunCall) -> [Command] {
    switch call {
    case .pitfall where comparison?.turnsOther == true,
      .trigger where comparison?.turnsOther == true:
      apply(comparison?.perform(call, keys: options.keys) ?? [])
    case .pitfall, .trigger, .goTo, .pause, .go, .speed, .mark, .seed, .preset, .record,
      .stopRecording, .goToBranch, .nameBranch:
      apply(run.perform(call, keys: options.keys))
    }
  }

  /// Turns a knob of the run beside the shown one.
  mutating func changeOther(_ knob: Int, _ change: KnobChange) -> [Command] {
    guard let input = comparison?.change(knob, change) else { return [] }
    if let notice = comparison?.endNotice { show(notice) }
    return [.sendToCompared(input)]
  }

  private mutating func turn(_ action: KeyAction) -> [Command] {
    let turned = turnedRun
    if case .knob = action, let refusal = turned.source.refusal(of: .turnKnobs) {
      return apply([.say(refusal)])
    }
    let scene = PanelScene(run: turned, axes: axes, signs: options.graphSigns)
    let input: PanelAction
    switch action {
    case .move(let move): input = .move(move)
    case .knob(let knob): input = .knob(knob)
    case .run, .tasks, .screen, .page: return []
    }
    return apply(panels.knobs.perform(input, in: nil, scene) ?? [])
  }

  /// Goes to the nearest finding of either run.
  private mutating func goToWarning(isLater: Bool) -> [Command] {
    let warnings = comparison?.warnings(run) ?? []
    if let refusal = run.source.refusal(of: .seek) { return apply([.say(refusal)]) }
    return apply(run.goToWarning(isLater: isLater, among: warnings))
  }

  private mutating func goToParting() -> [Command] {
    guard let comparison else {
      let key = options.keys.binding(for: .screen(.compare))?.keys.first?.name ?? ":compare"
      show(Notice(text: "One run is shown alone. \(key) shows another one beside it."))
      return []
    }
    guard let parting = comparison.parting else {
      show(
        Notice(
          text: comparison.isPartingUnknown
            ? "It is not known where the runs part. Save what came through a pipe to a file first."
            : "The two runs have not differed yet."))
      return []
    }
    if parting.instant < run.now, let refusal = run.source.refusal(of: .seek) {
      show(Notice(text: refusal))
      return []
    }
    let texts = RunSide.allCases.map { "\($0.rawValue): \(comparison.partingText($0) ?? "")" }
    show(Notice(text: texts.joined(separator: "  "), title: "◆ event \(parting.event)"))
    return apply(run.jump(to: .instant(parting.instant)))
  }
}

extension ComparisonScene {
  init?(_ dashboard: Dashboard) {
    guard let comparison = dashboard.comparison else { return nil }
    self.init(
      runs: comparison, shown: dashboard.run, axes: dashboard.axes,
      signs: dashboard.options.graphSigns, isStill: dashboard.isStill, rate: dashboard.wallRate,
      knobs: dashboard.panels.knobs, isASCII: dashboard.options.ascii,
      taskRows: dashboard.places.notedRows(of: .tasks)?.upperBound)
  }
}
