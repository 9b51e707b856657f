import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What can come next in the command being typed, and a note about it.
struct Completion: Sendable, Hashable {
  /// What the candidates are, such as `themes`.
  var title: String
  /// The text before the word being typed.
  var stem: String
  var candidates: [Candidate]
  /// A note about what can be typed here.
  var note = ""

  struct Candidate: Sendable, Hashable {
    var text: String
    var note: String
    /// Whether an argument follows it.
    var takesArgument = false
  }

  /// The line with one of the candidates in it.
  func text(with candidate: Candidate) -> String {
    stem + candidate.text + (candidate.takesArgument ? " " : "")
  }
}

extension CommandGrammar {
  /// What can come next after this text.
  func completion(of text: String) -> Completion {
    let parts = CommandText(text)
    guard parts.hasArgument else { return names(beginningWith: String(parts.name)) }
    guard let command = try? command(named: String(parts.name)) else {
      return values(ofKnob: String(parts.name), text)
    }
    return command.action == .set ? knobs(text, parts) : arguments(of: command, text)
  }

  private func names(beginningWith text: String) -> Completion {
    let commands = TypedCommand.all.filter { refusal(of: $0) == nil }.map {
      Completion.Candidate(text: $0.name, note: $0.help, takesArgument: !$0.form.isEmpty)
    }
    let names = text.isEmpty ? [] : knobNames
    let found = (commands + names).filter { $0.text.hasPrefix(text) }
    return Completion(title: "Commands", stem: "", candidates: found)
  }

  private var knobNames: [Completion.Candidate] {
    turned.knobs.isLocked
      ? [] : turned.knobs.knobs.map { .init(text: $0.name, note: $0.help, takesArgument: true) }
  }

  /// First a knob, then a value for it.
  private func knobs(_ text: String, _ parts: CommandText) -> Completion {
    let inner = CommandText(parts.argument)
    guard !inner.hasArgument, !(text.hasSuffix(" ") && !inner.name.isEmpty) else {
      return values(ofKnob: String(inner.name), text)
    }
    let found = knobNames.filter { $0.text.hasPrefix(inner.name) }
    return Completion(
      title: "Knobs", stem: String(text.dropLast(inner.name.count)), candidates: found)
  }

  private func values(ofKnob name: String, _ text: String) -> Completion {
    guard let knob = turned.description.knob(named: name), let value = turned.knobs[name] else {
      return Completion(title: "", stem: text, candidates: [])
    }
    let note = "\(knob.help) \(knob.kind.rangeText.capitalizedFirst); now \(value)."
    return list(knob.kind.words.map { .init(text: $0, note: "") }, "Values of \(name)", text, note)
  }

  private func arguments(of command: TypedCommand, _ text: String) -> Completion {
    let note =
      command.form.isEmpty ? command.help : "\(command.name) \(command.form): \(command.help)"
    return list(words(for: command.action), command.title, text, "\(note).")
  }

  /// The words that begin like the last word of the text.
  private func list(
    _ words: [Completion.Candidate], _ title: String, _ text: String, _ note: String
  ) -> Completion {
    let typed = text.suffix(while: { $0 != " " && $0 != "=" })
    let found = words.filter { $0.text.hasPrefix(typed) }
    return Completion(
      title: title, stem: String(text.dropLast(typed.count)), candidates: found, note: note)
  }

  private func words(for action: TypedCommand.Action) -> [Completion.Candidate] {
    switch action {
    case .goTo: instants
    case .trigger: turned.description.triggers.map { .init(text: $0.name, note: $0.summary) }
    case .pitfall:
      turned.description.pitfalls.map { .init(text: $0.name, note: $0.summary) }
        + [.init(text: "none", note: "The right form, without a pitfall.")]
    case .preset: run.description.presets.map { .init(text: $0.name, note: $0.summary) }
    case .scenario: options.scenarios.map { .init(text: $0.name, note: $0.summary) }
    case .layout: LayoutPreset.allCases.map { .init(text: $0.rawValue, note: "\($0.reason).") }
    case .theme: options.themes.map { .init(text: $0, note: "") }
    case .compare: comparisons
    case .record:
      run.recording.path.map { [.init(text: "off", note: "Stop recording to \($0).")] } ?? []
    case .branch:
      run.branches.branches.map { .init(text: $0.name, note: "", takesArgument: true) }
    case .set, .pause, .go, .speed, .mark, .seed, .export, .filter, .options, .source,
      .branches, .copy, .help, .quit:
      []
    }
  }

  private var comparisons: [Completion.Candidate] {
    [
      .init(text: "pitfall", note: "The same run with another pitfall, or none."),
      .init(text: "preset", note: "Another preset of the scenario."),
      .init(text: "seed", note: "The same run with another seed."),
      .init(text: "off", note: "Show this run alone."),
    ] + branchWords + comparedNames
      + run.description.knobs.map { .init(text: $0.name, note: $0.help, takesArgument: true) }
  }

  private var branchWords: [Completion.Candidate] {
    run.branches.isEmpty ? [] : [.init(text: "branch", note: "A branch that left this run.")]
  }

  /// What can be compared by its name alone.
  private var comparedNames: [Completion.Candidate] {
    let branches = run.branches.isEmpty ? [] : run.branches.branches
    return branches.map { .init(text: $0.name, note: "This branch.") }
      + run.description.pitfalls.map { .init(text: $0.name, note: $0.summary) }
  }

  private var instants: [Completion.Candidate] {
    run.markers.markers.map {
      .init(text: $0.name, note: "The marker at \(run.clock.short($0.instant)).")
    }
      + [
        .init(text: "warning", note: "Where a warning was raised.", takesArgument: true),
        .init(text: "start", note: "The first instant of this run."),
        .init(
          text: "end",
          note: run.source.capabilities.ends
            ? "The last event of the log."
            : "The end of the run, or the newest instant if it never ends."),
      ]
  }
}

extension TypedCommand {
  /// The heading of the words that can follow.
  fileprivate var title: String {
    switch action {
    case .goTo: "Instants"
    case .trigger: "Triggers"
    case .pitfall: "Pitfalls"
    case .preset: "Presets"
    case .scenario: "Scenarios"
    case .layout: "Layouts"
    case .compare: "Compare with"
    case .theme: "Themes"
    case .branch: "Branches"
    default: name
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  fileprivate func suffix(while holds: (Character) -> Bool) -> Substring {
    self[(lastIndex { !holds($0) }.map(index(after:)) ?? startIndex)...]
  }
}
