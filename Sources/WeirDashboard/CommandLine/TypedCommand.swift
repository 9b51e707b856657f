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
    case set, goTo, trigger, pitfall, preset, seed, scenario, pause, go, speed, mark
    case record, export, filter, layout, theme, options, source, help, quit
  }

  /// Whether it is incomplete without an argument.
  var needsArgument: Bool { !form.isEmpty && !form.hasPrefix("[") }
}

extension TypedCommand {
  /// All commands, in the order in which the help lists them.
  static let all: [TypedCommand] = run + pattern + program

  private static let run: [TypedCommand] = [
    .init(
      action: .goTo, name: "goto", form: "INSTANT",
      help: "Go to an instant and hold there: 8s, +5s, -2s, 1:30, start, end or a marker",
      example: "goto 8s"),
    .init(action: .pause, name: "pause", form: "", help: "Hold virtual time", example: "pause"),
    .init(
      action: .go, name: "go", form: "", help: "Let virtual time go on", example: "go",
      aliases: ["resume"]),
    .init(
      action: .speed, name: "speed", form: "NUMBER",
      help: "Let virtual time go at this many times real time", example: "speed 4"),
    .init(
      action: .mark, name: "mark", form: "[NAME]", help: "Mark this instant, by a name to go to",
      example: "mark burst"),
    .init(
      action: .seed, name: "seed", form: "NUMBER",
      help: "From the start, with this seed and these knobs", example: "seed 7"),
  ]

  private static let pattern: [TypedCommand] = [
    .init(
      action: .set, name: "set", form: "KNOB VALUE",
      help: "Set a knob; the knob's name alone will do as well", example: "set consumers 6"),
    .init(
      action: .pitfall, name: "pitfall", form: "NAME",
      help: "Put in a pitfall; none puts in the right form", example: "pitfall none"),
    .init(
      action: .trigger, name: "trigger", form: "NAME", help: "Set off what the scenario names so",
      example: "trigger burst"),
    .init(
      action: .preset, name: "preset", form: "NAME", help: "From the start, with this preset",
      example: "preset guide"),
    .init(
      action: .scenario, name: "scenario", form: "NAME", help: "Begin another scenario",
      example: "scenario pool"),
  ]

  private static let program: [TypedCommand] = [
    .init(
      action: .filter, name: "filter", form: "[TEXT]",
      help:
        "Show only tasks with this text, or only events where Events is in focus; without text, all",
      example: "filter role:worker"),
    .init(
      action: .record, name: "record", form: "[FILE]",
      help: "Write the run to a file, from its first instant; off completes the file",
      example: "record run.jsonl"),
    .init(
      action: .export, name: "export", form: "FILE",
      help: "Write the screen to a new file, by its ending as a picture or as text",
      example: "export screen.svg"),
    .init(
      action: .layout, name: "layout", form: "NAME", help: "Arrange the panels otherwise",
      example: "layout flow"),
    .init(
      action: .theme, name: "theme", form: "NAME", help: "Take other colours",
      example: "theme weir-light"),
    .init(
      action: .options, name: "options", form: "", help: "Change settings and keys, and keep them",
      example: "options"),
    .init(
      action: .source, name: "source", form: "",
      help: "What is shown, where it comes from, and what was lost in reading", example: "source"),
    .init(
      action: .help, name: "help", form: "", help: "Keys, commands, and what to try",
      example: "help"),
    .init(
      action: .quit, name: "quit", form: "", help: "Leave", example: "quit", aliases: ["q", "exit"]),
  ]
}
