import WeirAnalysis
public import WeirEvents
import WeirLog

/// The one command line that repeats a run, or opens the dashboard at an instant of it.
///
/// `weir run producer-consumer --preset live --seed 42 --set consumers=6 --set consumers=8@12.5s
/// --pitfall no-cancel --until 14s --paused`
public struct RepeatCommand: Hashable, Sendable, CustomStringConvertible {
  /// The program, its subcommand, and the options, unquoted.
  public let arguments: [String]

  /// Creates the command that repeats a run.
  ///
  /// - Parameters:
  ///   - specification: What to repeat.
  ///   - scenario: Its scenario, to omit parameters that have the preset's value; without it all
  ///     are written.
  ///   - subcommand: `run` or `simulate`.
  public init(
    _ specification: RunSpecification, scenario: ScenarioDescription? = nil,
    subcommand: String = "run"
  ) {
    var arguments = [
      "weir", subcommand, specification.scenario, "--preset", specification.preset, "--seed",
      "\(specification.seed)",
    ]
    for parameter in specification.parameters
    where !RepeatCommand.isDefault(parameter, of: specification.preset, scenario) {
      arguments += RepeatCommand.option("--set", "\(parameter.name)=\(parameter.value)")
    }
    if let pitfall = specification.pitfall {
      arguments += RepeatCommand.option("--pitfall", pitfall)
    }
    arguments += RepeatCommand.options(for: specification.inputs)
    self.arguments = arguments
  }

  /// Creates the command that opens the dashboard at an instant of a run, paused.
  ///
  /// - Parameters:
  ///   - specification: The run, with its inputs up to the instant.
  ///   - scenario: Its scenario, to omit parameters that have the preset's value.
  public init(
    _ specification: RunSpecification, scenario: ScenarioDescription? = nil,
    pausedAt instant: VirtualInstant
  ) {
    let run = RepeatCommand(specification, scenario: scenario)
    arguments = run.arguments + ["--until", instant.text, "--paused"]
  }

  /// Creates the command that opens the dashboard at an instant of a log, paused.
  ///
  /// - Parameter path: The path of the log.
  public init(replaying path: String, pausedAt instant: VirtualInstant) {
    let path = path.hasPrefix("-") ? "./" + path : path
    arguments = ["weir", "replay", path, "--at", instant.text, "--paused"]
  }

  /// Creates the command that opens the dashboard at an instant of two runs, paused.
  ///
  /// - Parameters:
  ///   - a: The base, as `operand(_:scenario:)` or `operand(log:)` writes it.
  ///   - b: What is compared with it.
  public init(comparing a: String, with b: String, pausedAt instant: VirtualInstant) {
    arguments = ["weir", "compare", a, b, "--at", instant.text, "--paused"]
  }

  /// The same command, which opens the dashboard right after an event and so also tells apart the
  /// events of one instant.
  ///
  /// - Parameter event: Its number, counted from 1.
  public func paused(atEvent event: Int) -> RepeatCommand {
    RepeatCommand(arguments: arguments.dropLast(3) + ["--at", "#\(event)", "--paused"])
  }

  private init(arguments: [String]) { self.arguments = arguments }

  /// One of two runs for `weir compare`: its scenario and its options as one argument.
  public static func operand(
    _ specification: RunSpecification, scenario: ScenarioDescription? = nil
  ) -> String {
    let run = RepeatCommand(specification, scenario: scenario)
    return run.arguments.dropFirst(2).map { ShellWord($0).description }.joined(separator: " ")
  }

  /// A log for `weir compare`, so that its path is not read as a scenario or as an option.
  public static func operand(log path: String) -> String {
    let first = path.prefix { !$0.isWhitespace }
    return path.contains("/") || (first.contains(".") && !path.hasPrefix("-")) ? path : "./" + path
  }

  /// The command as typed into any POSIX shell, on one line of printable text.
  public var description: String { words().joined(separator: " ") }

  /// The command in pure ASCII.
  public var asciiText: String { words(ascii: true).joined(separator: " ") }

  /// The words of the command as typed into any POSIX shell, with a blank between two of them.
  ///
  /// - Parameter ascii: Whether characters beyond ASCII are escaped.
  public func words(ascii: Bool = false) -> [String] {
    arguments.map { ShellWord($0, ascii: ascii).description }
  }

  /// An option and its value: two words, or one if the value looks like an option.
  private static func option(_ name: String, _ value: String) -> [String] {
    value.hasPrefix("-") ? ["\(name)=\(value)"] : [name, value]
  }

  private static func isDefault(
    _ parameter: RunSpecification.Parameter, of preset: String, _ scenario: ScenarioDescription?
  ) -> Bool {
    guard let scenario, let preset = scenario.preset(named: preset),
      let knob = scenario.knob(named: parameter.name)
    else { return false }
    return scenario.value(of: knob, in: preset) == parameter.value
  }
}

// MARK: Inputs

extension RepeatCommand {
  private static func options(for inputs: [TimedInput]) -> [String] {
    var options: [String] = []
    var rest = inputs[...]
    while let first = rest.first {
      let together = rest.prefix { $0.instant == first.instant }
      rest = rest.dropFirst(together.count)
      let ranks = together.map(\.input.rank)
      let isUsual = zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 }
      for (index, input) in together.enumerated() {
        let argument = TimedArgument(
          text: input.input.text, instant: input.instant, place: isUsual ? nil : index + 1)
        options += RepeatCommand.option(input.input.option, argument.description)
      }
    }
    return options
  }
}

extension RunInput {
  /// The option that repeats it.
  fileprivate var option: String {
    switch self {
    case .parameterChanged: "--set"
    case .pitfallSwitched: "--pitfall"
    case .triggered: "--trigger"
    case .markerSet: "--mark"
    }
  }

  /// The position of its option in the usual order.
  fileprivate var rank: Int {
    switch self {
    case .parameterChanged: 0
    case .pitfallSwitched: 1
    case .triggered: 2
    case .markerSet: 3
    }
  }

  fileprivate var text: String {
    switch self {
    case .parameterChanged(let name, let value): "\(name)=\(value)"
    case .pitfallSwitched(let name): name ?? "none"
    case .triggered(let name), .markerSet(let name): name
    }
  }
}
