import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Parses a typed command: by the table of commands, and the names known to the run and the
/// program.
struct CommandGrammar {
  let run: ShownRun
  /// The run whose knobs are turned: the same, unless it is the one beside it.
  let turned: ShownRun
  /// The letter of that run; `nil` if one run is shown.
  let turnedSide: RunSide?
  let options: ProgramOptions
  /// The panel in focus, whose list is filtered.
  let focus: Panel
  /// The findings that can be gone to by number, in order of time.
  let warnings: [TimelineMark]

  /// Parses a line.
  ///
  /// - Throws: a `CommandError` if the line can't be run.
  func call(_ text: String) throws(CommandError) -> CommandCall {
    let parts = CommandText(text)
    let name = String(parts.name)
    let argument = String(parts.argument)
    let isCommand = TypedCommand.all.contains { $0.answers(to: name) }
    if !isCommand, turned.knobs[name] != nil {
      try demand(.turnKnobs, of: turned)
      return try set(name, argument)
    }
    let command = try command(named: name)
    if argument.isEmpty, command.needsArgument { throw .missing(command) }
    if !argument.isEmpty, command.form.isEmpty { throw .superfluous(command) }
    if let need = command.action.need { try demand(need, of: target(of: command)) }
    return try call(command, argument)
  }

  private func demand(_ ability: RunAbility, of run: ShownRun) throws(CommandError) {
    if let refusal = run.source.refusal(of: ability) { throw .refused(refusal) }
  }

  /// The run that a command is about: as with keys, what is done to a run is done to the one whose
  /// knobs are turned.
  private func target(of command: TypedCommand) -> ShownRun {
    switch command.action {
    case .set, .pitfall, .trigger: turned
    case .compare, .goTo, .preset, .seed, .scenario, .pause, .go, .speed, .mark, .branches,
      .branch, .record, .export, .filter, .layout, .theme, .options, .source, .copy, .help, .quit:
      run
    }
  }

  /// Why a command has no effect here; `nil` if it has one.
  func refusal(of command: TypedCommand) -> String? {
    target(of: command).source.refusal(of: command)
  }

  /// What opening the line with the beginning of a command in it comes to: why the command has no
  /// effect here, if it has none.
  func opening(_ text: String) -> Effect {
    let command = try? command(named: String(CommandText(text).name))
    return command.flatMap(refusal(of:)).map { .say($0) } ?? .typeCommand(text)
  }

  /// The command with that name, or the only one whose name begins with it.
  func command(named name: String) throws(CommandError) -> TypedCommand {
    let all = TypedCommand.all
    if let exact = all.first(where: { $0.answers(to: name) }) { return exact }
    let near = all.filter { !name.isEmpty && $0.name.hasPrefix(name) }
    if let only = near.first, near.count == 1 { return only }
    guard near.isEmpty else { throw .ambiguous(name, known: near.map(\.name)) }
    throw .unknownCommand(name, known: all.map(\.name) + turned.knobs.knobs.map(\.name))
  }

  private func call(
    _ command: TypedCommand, _ argument: String
  ) throws(CommandError) -> CommandCall {
    switch command.action {
    case .set: try set(command, argument)
    case .goTo: try goTo(argument)
    case .pause: .run(.pause)
    case .go: .run(.go)
    case .speed: try speed(argument)
    case .mark: try mark(argument)
    case .branches: .page(.branches)
    case .branch: try branch(command, argument)
    case .seed: try seed(argument)
    case .pitfall: try pitfall(argument)
    case .trigger: try trigger(argument)
    case .preset: try preset(argument)
    case .scenario: try scenario(argument)
    case .filter: .filter(FilterCommand(text: argument, focus: focus))
    case .compare: .compare(try compare(argument))
    case .record: try record(argument)
    case .export: try export(argument)
    case .layout: try layout(argument)
    case .theme: .theme(try find(argument, "theme", options.themes))
    case .options: .page(.options)
    case .source: .page(.source)
    case .copy: .page(.command)
    case .help: .page(.help)
    case .quit: .quit
    }
  }

  /// Returns the name if it is known.
  private func find(
    _ name: String, _ kind: String, _ known: [String]
  ) throws(CommandError) -> String {
    guard !known.isEmpty else { throw .none(kind: kind) }
    guard known.contains(name) else { throw .unknownName(name, kind: kind, known: known) }
    return name
  }
}

// MARK: The run

extension CommandGrammar {
  private func goTo(_ text: String) throws(CommandError) -> CommandCall {
    let target = try target(text)
    let hasEnded = run.source.ending != nil
    switch target {
    case .instant(let instant):
      if instant < run.now { try demand(.seek, of: run) }
      if hasEnded, instant > run.end { throw .endReached(run.clock.short(run.end)) }
    case .end: if hasEnded { throw .endReached(run.clock.short(run.end)) }
    case .event, .share, .warning, .cause: break
    }
    return .run(.goTo(target))
  }

  func target(_ text: String) throws(CommandError) -> SeekTarget {
    if let marker = run.markers[text] { return .instant(marker.instant) }
    if let instant = InstantText.parse(text, run.clock) { return .instant(instant) }
    switch SeekPlace(text) {
    case nil: throw .noPlace(text)
    case .start: return .instant(.zero)
    case .end where run.source.capabilities.ends || run.isInPast: return .end
    case .end: return canEnd ? .instant(.endOfTime) : .end
    case .instant(let instant): return .instant(instant)
    case .offset(let offset):
      return .instant(max(run.destination.advanced(by: offset), .zero))
    case .share(let share): return .instant(run.instant(at: share))
    case .event(let number): return .event(number)
    case .warning(let number):
      guard warnings.indices.contains(number - 1) else {
        throw .noWarning(number, count: warnings.count)
      }
      return SeekTarget(warnings[number - 1])
    }
  }

  /// Whether the run ends by itself, with the knobs as they are.
  private var canEnd: Bool {
    run.source.capabilities.ends || run.analysis.state == .finished
      || run.knobs[run.description.lengthKnob] != .unlimited
  }

  /// A name leads back to one instant, so it must be unused and must not read as a place.
  private func mark(_ name: String) throws(CommandError) -> CommandCall {
    guard !name.isEmpty else { return .run(.mark(nil)) }
    guard SeekPlace(name) == nil, run.markers[name] == nil else { throw .nameTaken(name) }
    return .run(.mark(name))
  }

  /// A branch and its new name, or only the name of the branch that was left last.
  private func branch(
    _ command: TypedCommand, _ text: String
  ) throws(CommandError) -> CommandCall {
    let branches = run.branches
    guard !branches.isEmpty, let last = branches.lastLeft else { throw .noBranches }
    guard !text.isEmpty else { throw .missing(command) }
    let parts = CommandText(text)
    var (number, name) = (last, String(parts.name))
    if !parts.argument.isEmpty {
      let known = try find(name, "branch", branches.branches.map(\.name))
      number = branches[known]?.number ?? last
      name = String(parts.argument)
    }
    guard name.count <= BranchList.longestName, !name.contains(" "), branches[name] == nil else {
      throw .noBranchName(name)
    }
    return .run(.nameBranch(number, name))
  }

  private func speed(_ text: String) throws(CommandError) -> CommandCall {
    let digits = text.hasPrefix("×") || text.hasPrefix("x") ? String(text.dropFirst()) : text
    guard let speed = Double(digits), SpeedRange.range.contains(speed) else {
      throw .noSpeed(text)
    }
    return .run(.speed(speed))
  }

  private func seed(_ text: String) throws(CommandError) -> CommandCall {
    guard let seed = UInt64(text) else { throw .noSeed(text) }
    return .run(.seed(seed))
  }

  private func pitfall(_ name: String) throws(CommandError) -> CommandCall {
    let name = try find(name, "pitfall", turned.description.pitfalls.map(\.name) + ["none"])
    return .run(.pitfall(name == "none" ? nil : name))
  }

  private func trigger(_ name: String) throws(CommandError) -> CommandCall {
    let names = turned.description.triggers.map(\.name)
    let found = try find(name, "trigger", names)
    return .run(.trigger(names.firstIndex(of: found) ?? 0))
  }

  private func preset(_ name: String) throws(CommandError) -> CommandCall {
    let known = run.description.presets.map(\.name)
    guard let preset = run.description.preset(named: try find(name, "preset", known)) else {
      throw .unknownName(name, kind: "preset", known: known)
    }
    return .run(.preset(preset))
  }

  private func scenario(_ name: String) throws(CommandError) -> CommandCall {
    let known = options.scenarios.map(\.name)
    let found = try find(name, "scenario", known)
    guard let scenario = options.scenarios.first(where: { $0.name == found }) else {
      throw .unknownName(name, kind: "scenario", known: known)
    }
    return .scenario(scenario)
  }

  /// A knob and its value, with a blank or `=` between them.
  private func set(_ command: TypedCommand, _ text: String) throws(CommandError) -> CommandCall {
    let parts = CommandText(text)
    let name = try find(String(parts.name), "knob", turned.description.knobs.map(\.name))
    guard !parts.argument.isEmpty else { throw .missing(command) }
    return try set(name, String(parts.argument))
  }

  private func set(_ name: String, _ text: String) throws(CommandError) -> CommandCall {
    guard !text.isEmpty else { throw .missing(TypedCommand.set) }
    guard let index = turned.knobs.index(of: name) else {
      throw .unknownName(name, kind: "knob", known: turned.description.knobs.map(\.name))
    }
    do {
      let knob = turned.knobs.knobs[index]
      return .set(
        knob: index, name: turnedSide.map { "\(name) of \($0.rawValue)" } ?? name,
        try knob.value(from: text.filter { $0 != " " }))
    } catch {
      throw .knob(error)
    }
  }
}

// MARK: Comparing

extension CommandGrammar {
  /// What to show beside the run; `nil` for `off`.
  private func compare(_ text: String) throws(CommandError) -> ComparisonRequest? {
    guard text != "off" else { return nil }
    guard !text.isEmpty else { return .opposite }
    let parts = CommandText(text)
    let (word, name) = (String(parts.name), String(parts.argument))
    if let index = run.knobs.index(of: word), run.description.known != nil {
      guard !name.isEmpty else { throw .missing(TypedCommand.compare) }
      do {
        let value = try run.knobs.knobs[index].value(from: name.filter { $0 != " " })
        return .knob(word, value)
      } catch {
        throw .knob(error)
      }
    }
    switch word {
    case "pitfall":
      let found = try find(name, "pitfall", run.description.pitfalls.map(\.name) + ["none"])
      return .pitfall(found == "none" ? nil : found)
    case "preset": return .preset(try find(name, "preset", run.description.presets.map(\.name)))
    case "seed":
      guard let seed = UInt64(name) else { throw .noSeed(name) }
      return .seed(seed)
    case "branch":
      let branches = run.presentBranches
      guard !branches.isEmpty else { throw .noBranches }
      let found = try find(name, "branch", branches.branches.map(\.name))
      return branches[found].flatMap(run.comparison(with:)) ?? .opposite
    default: return try compare(named: text)
    }
  }

  /// A branch, a pitfall or a preset by its name alone, or the path of a log, which has a dot or a
  /// slash in it.
  private func compare(named name: String) throws(CommandError) -> ComparisonRequest {
    if let branch = run.presentBranches[name], let request = run.comparison(with: branch) {
      return request
    }
    let pitfalls = run.description.pitfalls.map(\.name)
    if pitfalls.contains(name) { return .pitfall(name) }
    if name == "none", !pitfalls.isEmpty { return .pitfall(nil) }
    if run.description.preset(named: name) != nil { return .preset(name) }
    guard name.contains(".") || name.contains("/") else {
      throw .nothingToCompare(name, known: comparableNames)
    }
    return .log(path: name)
  }

  /// What can be compared by its name alone.
  private var comparableNames: [String] {
    let branches = run.presentBranches
    return (branches.isEmpty ? [] : branches.branches.map(\.name))
      + run.description.pitfalls.map(\.name) + run.description.presets.map(\.name)
      + run.description.knobs.map(\.name)
  }
}

// MARK: The program

extension CommandGrammar {
  private func layout(_ name: String) throws(CommandError) -> CommandCall {
    let known = LayoutPreset.allCases.map(\.rawValue)
    guard let layout = LayoutPreset(rawValue: name) else {
      throw .unknownName(name, kind: "layout", known: known)
    }
    return .layout(layout)
  }

  private func record(_ path: String) throws(CommandError) -> CommandCall {
    guard path == "off" else { return .run(.record(path: path.isEmpty ? nil : path)) }
    guard run.recording.isActive else { throw .notRecording }
    return .run(.stopRecording)
  }

  private func export(_ path: String) throws(CommandError) -> CommandCall {
    guard let form = ScreenForm(path: path) else { throw .noEnding(path) }
    return .export(form, path: path)
  }
}

extension TypedCommand {
  /// Whether that is its full name or one of its aliases.
  fileprivate func answers(to name: String) -> Bool { self.name == name || aliases.contains(name) }

  fileprivate static var set: TypedCommand { all.first { $0.action == .set } ?? all[0] }

  fileprivate static var compare: TypedCommand { all.first { $0.action == .compare } ?? all[0] }
}

/// A typed line in two parts: its first word, and the rest.
///
/// `set consumers 6`, `:set consumers=6` and `consumers=6` are all understood: a word ends at a
/// blank or at `=`.
struct CommandText: Sendable, Hashable {
  var name: Substring
  /// The rest, without blanks at its ends.
  var argument: Substring
  /// Whether anything follows the name, even just a blank.
  var hasArgument: Bool

  init(_ text: some StringProtocol) {
    let line = Substring(text).drop { $0 == " " || $0 == ":" }
    name = line.prefix { $0 != " " && $0 != "=" }
    let rest = line[name.endIndex...]
    hasArgument = !rest.isEmpty
    argument = rest.drop { $0 == " " || $0 == "=" }
    while argument.last == " " { argument.removeLast() }
  }
}
