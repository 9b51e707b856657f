import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension Dashboard {
  /// Does what a line says, or says why it can't.
  mutating func carryOut(_ text: String) throws(CommandError) -> [Command] {
    let parts = CommandText(text)
    let name = String(parts.name)
    let argument = String(parts.argument)
    let isCommand = TypedCommand.all.contains { $0.answers(to: name) }
    if !isCommand, knobs[name] != nil {
      try demand(.turnKnobs)
      return try set(name, argument)
    }
    let command = try command(named: name)
    if argument.isEmpty, command.needsArgument { throw .missing(command) }
    if !argument.isEmpty, command.form.isEmpty { throw .superfluous(command) }
    if let need = command.action.need { try demand(need) }
    return try perform(command, argument)
  }

  /// Why a command has no effect here; nil if it has.
  func refusal(of command: TypedCommand) -> String? {
    command.action.need.flatMap { source.refusal(of: $0) }
  }

  private func demand(_ ability: RunAbility) throws(CommandError) {
    if let refusal = source.refusal(of: ability) { throw .refused(refusal) }
  }

  /// The command of that name, or the only one that begins so.
  func command(named name: String) throws(CommandError) -> TypedCommand {
    let all = TypedCommand.all
    if let exact = all.first(where: { $0.answers(to: name) }) { return exact }
    let near = all.filter { !name.isEmpty && $0.name.hasPrefix(name) }
    if let only = near.first, near.count == 1 { return only }
    guard near.isEmpty else { throw .ambiguous(name, known: near.map(\.name)) }
    throw .unknownCommand(name, known: all.map(\.name) + knobs.knobs.map(\.name))
  }

  private mutating func perform(
    _ command: TypedCommand, _ argument: String
  ) throws(CommandError) -> [Command] {
    switch command.action {
    case .set: try set(command, argument)
    case .goTo: try goTo(argument)
    case .pause: isPaused && journey == nil ? [] : perform(.pauseOrGo)
    case .go: goOn()
    case .speed: try speed(argument)
    case .mark: try mark(argument)
    case .seed: try seed(argument)
    case .pitfall: try pitfall(argument)
    case .trigger: try trigger(argument)
    case .preset: try preset(argument)
    case .scenario: try scenario(argument)
    default: try performOnProgram(command, argument)
    }
  }

  private mutating func performOnProgram(
    _ command: TypedCommand, _ argument: String
  ) throws(CommandError) -> [Command] {
    switch command.action {
    case .filter: filter(argument)
    case .record: try record(argument)
    case .export: try export(argument)
    case .layout: try layout(argument)
    case .theme: [.selectTheme(try find(argument, "theme", options.themes))]
    case .options: perform(.options)
    case .source: perform(.source)
    case .help: perform(.help)
    case .quit: perform(.quit)
    default: []
    }
  }

  /// The name itself, where it is known.
  private func find(
    _ name: String, _ kind: String, _ known: [String]
  ) throws(CommandError) -> String {
    guard !known.isEmpty else { throw .none(kind: kind) }
    guard known.contains(name) else { throw .unknownName(name, kind: kind, known: known) }
    return name
  }
}

// MARK: The run

extension Dashboard {
  private mutating func goTo(_ text: String) throws(CommandError) -> [Command] {
    let instant = try instant(text)
    if instant < run.analysis.now { try demand(.seek) }
    if source.ending != nil, instant > run.analysis.now {
      throw .endReached(TimeText.shortClock(run.analysis.now))
    }
    return go(to: instant)
  }

  private func instant(_ text: String) throws(CommandError) -> VirtualInstant {
    if let marker = markers.last(where: { $0.name == text }) { return marker.instant }
    switch text {
    case "start": return .zero
    case "end":
      guard canEnd else { throw .noEndOfRun }
      return VirtualInstant(nanoseconds: .max)
    default:
      guard let instant = InstantText.parse(text, from: destination) else {
        throw .noInstant(text)
      }
      return instant
    }
  }

  /// A name leads back to one instant, so it can neither be given twice nor mean an instant already.
  private mutating func mark(_ name: String) throws(CommandError) -> [Command] {
    guard !name.isEmpty else { return setMarker(nil) }
    let isInstant = ["start", "end"].contains(name) || InstantText.parse(name, from: .zero) != nil
    guard !isInstant, !markers.contains(where: { $0.name == name }) else {
      throw .nameTaken(name)
    }
    return setMarker(name)
  }

  /// Whether the run comes to an end of its own, with the knobs as they are.
  private var canEnd: Bool {
    source.capabilities.ends || run.analysis.state == .finished
      || knobs[description.lengthKnob] != .unlimited
  }

  /// On the way to an instant the way ends, and time goes on from there.
  private mutating func goOn() -> [Command] {
    guard journey != nil else { return isPaused ? perform(.pauseOrGo) : [] }
    isPaused = false
    return [.resume]
  }

  private mutating func speed(_ text: String) throws(CommandError) -> [Command] {
    let digits = text.hasPrefix("×") || text.hasPrefix("x") ? String(text.dropFirst()) : text
    guard let speed = Double(digits), SpeedRange.range.contains(speed) else {
      throw .noSpeed(text)
    }
    return setSpeed(speed)
  }

  private mutating func seed(_ text: String) throws(CommandError) -> [Command] {
    guard let seed = UInt64(text) else { throw .noSeed(text) }
    guard var next = repeated else { return [] }
    next.seed = seed
    return [.restart(next, newSeed: false)]
  }

  private mutating func pitfall(_ name: String) throws(CommandError) -> [Command] {
    let name = try find(name, "pitfall", description.pitfalls.map(\.name) + ["none"])
    return switchPitfall(to: name == "none" ? nil : name)
  }

  private mutating func trigger(_ name: String) throws(CommandError) -> [Command] {
    let names = description.triggers.map(\.name)
    let found = try find(name, "trigger", names)
    return perform(.trigger(names.firstIndex(of: found) ?? 0))
  }

  private mutating func preset(_ name: String) throws(CommandError) -> [Command] {
    let name = try find(name, "preset", description.presets.map(\.name))
    return description.preset(named: name).map(begin) ?? []
  }

  private mutating func scenario(_ name: String) throws(CommandError) -> [Command] {
    let name = try find(name, "scenario", options.scenarios.map(\.name))
    return options.scenarios.first { $0.name == name }.map { begin($0) } ?? []
  }

  /// A knob and its value, with a blank or `=` between them.
  private mutating func set(
    _ command: TypedCommand, _ text: String
  ) throws(CommandError) -> [Command] {
    let parts = CommandText(text)
    let name = try find(String(parts.name), "knob", description.knobs.map(\.name))
    guard !parts.argument.isEmpty else { throw .missing(command) }
    return try set(name, String(parts.argument))
  }

  private mutating func set(_ name: String, _ text: String) throws(CommandError) -> [Command] {
    guard !text.isEmpty else { throw .missing(TypedCommand.set) }
    do {
      let input = try knobs.set(name, from: text)
      show("\(name) is set to \(knobs[name]?.description ?? text).", aboutRun: true)
      return sending(input)
    } catch {
      throw .knob(error)
    }
  }
}

// MARK: The program

extension Dashboard {
  /// Filters the list that is in focus; from a panel without a list, the tasks. Says which, since
  /// it may not be in view.
  private mutating func filter(_ text: String) -> [Command] {
    let filter = Filter(text)
    guard !text.isEmpty else { return removeFilter() }
    if view.focus == .events {
      filterEvents(filter)
    } else {
      view.focus = .tasks
      filterTasks(filter)
    }
    let list = view.focus == .events ? "Events" : "Tasks"
    guard let problem = filter.problem else {
      show("\(list) shows only what passes “\(text)”. An empty :filter shows everything again.")
      return []
    }
    showProblem(problem)
    return []
  }

  /// Removes the filter of the list in focus; from another panel, all filters.
  private mutating func removeFilter() -> [Command] {
    if view.focus != .events { filterTasks(Filter()) }
    if view.focus != .tasks { filterEvents(Filter()) }
    show(
      view.focus == .events
        ? "Events shows everything again."
        : view.focus == .tasks
          ? "Tasks shows everything again." : "Tasks and Events show everything again.")
    return []
  }

  private mutating func layout(_ name: String) throws(CommandError) -> [Command] {
    let name = try find(name, "layout", LayoutPreset.allCases.map(\.rawValue))
    arrange(LayoutPreset(rawValue: name) ?? view.layout)
    return []
  }

  private mutating func record(_ path: String) throws(CommandError) -> [Command] {
    guard path == "off" else { return startRecording(path.isEmpty ? nil : path) }
    guard isRecording else { throw .notRecording }
    return [.stopRecording]
  }

  private func export(_ path: String) throws(CommandError) -> [Command] {
    guard let form = ScreenForm(path: path) else { throw .noEnding(path) }
    return [.export(form, path: path)]
  }
}

extension TypedCommand {
  /// Whether it is called so in full.
  fileprivate func answers(to name: String) -> Bool { self.name == name || aliases.contains(name) }

  fileprivate static var set: TypedCommand { all.first { $0.action == .set } ?? all[0] }
}
