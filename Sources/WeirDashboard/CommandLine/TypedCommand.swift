/// A command that can be typed after `:`, with its syntax and help: the one source for parsing,
/// completion, help and messages.
struct TypedCommand: Sendable, Hashable {
  var action: Action
  var name: String
  /// The argument as the help writes it: in brackets if it is optional, empty if there is none.
  var form: String
  /// One sentence without a full stop.
  var help: String
  /// A complete example.
  var example: String
  /// Other names of the same command.
  var aliases: [String] = []

  /// What a command does.
  enum Action: Sendable, Hashable, CaseIterable {
    case set, compare, goTo, trigger, pitfall, preset, seed, scenario, pause, go, speed, mark
    case branches, branch
    case record, export, filter, layout, theme, options, source, copy, help, quit
  }

  /// Whether it is incomplete without an argument.
  var needsArgument: Bool { !form.isEmpty && !form.hasPrefix("[") }
}

extension TypedCommand {
  /// All commands, in the order in which the help lists them.
  static let all: [TypedCommand] = run + pattern + program

  private static let run: [TypedCommand] = [
    .init(
      action: .goTo, name: "goto", form: "PLACE",
      help: "Go to a place: 8s, +5s, 1:30, 40%, #1200, warning 3, start, end or a marker",
      example: "goto 8s"),
    .init(action: .pause, name: "pause", form: "", help: "Pause the run", example: "pause"),
    .init(
      action: .go, name: "go", form: "", help: "Resume the run", example: "go",
      aliases: ["resume"]),
    .init(
      action: .speed, name: "speed", form: "NUMBER",
      help: "Set the speed, in multiples of real time", example: "speed 4"),
    .init(
      action: .mark, name: "mark", form: "[NAME]",
      help: "Set a marker here, optionally with a name",
      example: "mark burst"),
    .init(
      action: .branches, name: "branches", form: "", help: "List the branches of the run",
      example: "branches"),
    .init(
      action: .branch, name: "branch", form: "[BRANCH] NAME",
      help: "Name a branch, by default the one that was left last", example: "branch calm"),
    .init(
      action: .seed, name: "seed", form: "NUMBER",
      help: "Restart with this seed and these knobs", example: "seed 7"),
  ]

  private static let pattern: [TypedCommand] = [
    .init(
      action: .set, name: "set", form: "KNOB VALUE",
      help: "Set a knob; the word set can be left out", example: "set consumers 6"),
    .init(
      action: .pitfall, name: "pitfall", form: "NAME",
      help: "Enable a pitfall; none disables it", example: "pitfall none"),
    .init(
      action: .trigger, name: "trigger", form: "NAME", help: "Fire a trigger of the scenario",
      example: "trigger burst"),
    .init(
      action: .preset, name: "preset", form: "NAME", help: "Restart with this preset",
      example: "preset guide"),
    .init(
      action: .compare, name: "compare", form: "[WITH]",
      help:
        "Show a run beside this one: a knob and a value, pitfall, preset, seed or branch and its name, a log; or off",
      example: "compare pitfall none"),
    .init(
      action: .scenario, name: "scenario", form: "NAME", help: "Start another scenario",
      example: "scenario pool"),
  ]

  private static let program: [TypedCommand] = [
    .init(
      action: .filter, name: "filter", form: "[TEXT]",
      help:
        "Show only tasks with this text, or events if Events is in focus; without text, all",
      example: "filter role:worker"),
    .init(
      action: .record, name: "record", form: "[FILE]",
      help: "Record the run to a file, from its first instant; off stops recording",
      example: "record run.jsonl"),
    .init(
      action: .export, name: "export", form: "FILE",
      help: "Write the screen to a new file, as a picture (.svg) or as text (.txt)",
      example: "export screen.svg"),
    .init(
      action: .layout, name: "layout", form: "NAME", help: "Switch to another layout",
      example: "layout flow"),
    .init(
      action: .theme, name: "theme", form: "NAME", help: "Switch to another theme",
      example: "theme weir-light"),
    .init(
      action: .options, name: "options", form: "", help: "Change and save settings and keys",
      example: "options"),
    .init(
      action: .source, name: "source", form: "",
      help: "Show the source of the events, and what was lost in reading it", example: "source"),
    .init(
      action: .copy, name: "copy", form: "",
      help: "Copy the command that repeats the run up to here", example: "copy"),
    .init(
      action: .help, name: "help", form: "", help: "Show keys, commands, and what to try",
      example: "help"),
    .init(
      action: .quit, name: "quit", form: "", help: "Quit", example: "quit", aliases: ["q", "exit"]),
  ]
}

extension TypedCommand.Action {
  /// The ability that the source of the run needs for it; `nil` if the dashboard does it alone.
  ///
  /// Going to a past instant needs `seek` as well.
  var need: RunAbility? {
    switch self {
    case .goTo, .pause, .go, .speed: .pace
    case .seed, .preset, .scenario: .begin
    case .set: .turnKnobs
    case .pitfall: .switchPitfalls
    case .trigger: .fireTriggers
    case .mark: .mark
    case .record: .record
    case .copy: .reopen
    case .compare, .export, .filter, .layout, .theme, .options, .source, .help, .quit: nil
    case .branches, .branch: nil
    }
  }
}

extension SourceStatus {
  /// Why a command has no effect here; `nil` if it has one.
  func refusal(of command: TypedCommand) -> String? {
    command.action.need.flatMap { refusal(of: $0) }
  }
}
