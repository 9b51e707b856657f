public import WeirEvents

/// The first line of a session log: what was recorded, and by which program.
///
/// The values of knobs are kept as written on the command line; only the scenario knows what they
/// mean.
public struct LogHeader: Hashable, Sendable {
  /// The version of the format that this program writes.
  public static let format = 2
  /// The versions of the format that this program reads.
  public static let readableFormats = 1...2

  /// The version of the format of the log.
  public internal(set) var format = LogHeader.format
  /// The version of the program that wrote the log.
  public var version: String
  /// The name of the scenario; for a real program, the name that its source gives.
  public var scenario: String
  /// The preset; `nil` only if the clock is real, like the seed.
  public var preset: String?
  /// The pitfall that was on at the start; `nil` if there was none.
  public var pitfall: String?
  /// The seed that, with the parameters and inputs, repeats the run; `nil` if the run can't be
  /// repeated.
  public var seed: UInt64?
  /// The knobs and their values at the start, in the scenario's order.
  public var parameters: [Parameter] = []
  /// The wall-clock time at which the recording began, such as `2026-11-22T09:00:00Z`.
  public var started: String

  /// The source of the events: `weir`, or what watches a real program, such as `asyncio`.
  public var source = LogHeader.ownSource
  /// The clock of the instants.
  public var clock = Clock.virtual
  /// The name of the watched program.
  public var program: String?
  /// The command that started it; empty if unknown.
  public var command: [String] = []
  /// Its process ID.
  public var pid: UInt32?
  /// The machine on which it ran.
  public var host: String?
  /// Its runtime, such as `CPython 3.13.1`.
  public var runtime: String?
  /// How detailed the events are.
  public var level = Level.steps
  /// What the parent of a task means.
  public var parents = Parents.structured

  /// The source of the logs of this program's own runs.
  public static let ownSource = "weir"

  /// Whether it is the log of a run of weir itself.
  public var isOwn: Bool { source == LogHeader.ownSource && clock == .virtual }

  /// A knob and its value as a text.
  public typealias Parameter = RunStart.Parameter
  /// The kind of clock of a run.
  public typealias Clock = RunClock
  /// The level of detail of a run.
  public typealias Level = RunLevel

  /// What the parent of a task means.
  public enum Parents: String, Hashable, Sendable, CaseIterable {
    /// A task that has to outlive it.
    case structured
    /// Only the task that started it, which may end first.
    case creator
  }

  /// Creates the header of a run; its inputs follow as events.
  public init(_ specification: RunSpecification, version: String, started: String) {
    self.version = version
    self.started = started
    scenario = specification.scenario
    preset = specification.preset
    pitfall = specification.pitfall
    seed = specification.seed
    parameters = specification.parameters.map {
      Parameter(name: $0.name, text: $0.value.description)
    }
  }

  /// Creates the header of a watched real program, which can't be repeated.
  public init(watching scenario: String, source: String, version: String, started: String) {
    self.version = version
    self.started = started
    self.scenario = scenario
    self.source = source
    clock = .real
  }

  /// Returns what is known about the run before its first event.
  ///
  /// - Parameter scenario: The scenario of that name, if this program has it. A run with unknown
  ///   knobs or values can't be repeated.
  public func start(in scenario: ScenarioDescription?) -> RunStart {
    var start = RunStart(
      scenario: self.scenario, preset: preset, pitfall: pitfall, seed: seed,
      parameters: parameters)
    if isOwn, let scenario,
      parameters.allSatisfy({ scenario.knob(named: $0.name) != nil })
    {
      start.specification = try? specification(for: scenario)
    }
    (start.clock, start.areParentsScopes) = (clock, parents == .structured)
    start.level = level
    if clock == .real { start.wall = WallClock(started: started) }
    if source != LogHeader.ownSource { start.program = watchedProgram }
    return start
  }

  private var watchedProgram: WatchedProgram {
    var watched = WatchedProgram(source: source, name: program)
    (watched.command, watched.pid) = (command, pid)
    (watched.host, watched.runtime) = (host, runtime)
    return watched
  }

  /// Returns what repeats the run, except for its inputs; `nil` if the run can't be repeated.
  ///
  /// Knobs that the scenario lacks are left out.
  ///
  /// - Throws: `KnobError` if a knob does not accept its value.
  public func specification(for scenario: ScenarioDescription) throws(KnobError)
    -> RunSpecification?
  {
    guard let seed, let preset else { return nil }
    var values: [RunSpecification.Parameter] = []
    for parameter in parameters {
      guard let knob = scenario.knob(named: parameter.name) else { continue }
      let value = try knob.value(from: parameter.text)
      values.append(.init(name: parameter.name, value: value))
    }
    return RunSpecification(
      scenario: self.scenario, preset: preset, pitfall: pitfall, seed: seed, parameters: values)
  }
}

// MARK: Writing

extension LogHeader {
  /// The header as written to its line, in the version of the format that this program writes.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("weir", .count(LogHeader.format)),
      .init("version", .string(version)),
      .init("scenario", .string(scenario)),
    ]
    func add(_ key: String, _ value: JSONValue?, unless isUsual: Bool = false) {
      if let value, !isUsual { members.append(.init(key, value)) }
    }
    let isReal = clock == .real
    add("preset", preset.map { .string($0) })
    add("pitfall", .optional(pitfall), unless: isReal && pitfall == nil)
    add("seed", seed.map { .integer(Int128($0)) })
    add(
      "parameters", .object(parameters.map { .init($0.name, .scalar($0.text)) }),
      unless: isReal && parameters.isEmpty)
    add("started", .string(started))
    add("source", .string(source), unless: source == LogHeader.ownSource)
    add("clock", .string(clock.rawValue), unless: clock == .virtual)
    add("program", program.map { .string($0) })
    add("command", .array(command.map { .string($0) }), unless: command.isEmpty)
    add("pid", pid.map { .integer(Int128($0)) })
    add("host", host.map { .string($0) })
    add("runtime", runtime.map { .string($0) })
    add("level", .string(level.rawValue), unless: level == .steps)
    add("parents", .string(parents.rawValue), unless: parents == .structured)
    return .object(members)
  }
}
