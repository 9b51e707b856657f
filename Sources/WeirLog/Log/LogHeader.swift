public import WeirEvents

/// The first line of a session log: which program recorded what.
///
/// The values of knobs are kept as they are written on the command line; only the scenario knows what they mean.
public struct LogHeader: Hashable, Sendable {
  /// The version of the format that this program writes.
  public static let format = 2
  /// The versions that it reads.
  public static let readableFormats = 1...2

  /// The version of the format that the log has.
  public internal(set) var format = LogHeader.format
  /// The version of the program that wrote the log.
  public var version: String
  /// What ran; of a real program, whatever its source calls that.
  public var scenario: String
  /// Nil only where the clock is real, as with the seed.
  public var preset: String?
  public var pitfall: String?
  /// What repeats the run, with the parameters and inputs; nil if nothing does.
  public var seed: UInt64?
  /// In the scenario's order of knobs.
  public var parameters: [Parameter] = []
  /// When the recording began, by the wall clock, such as `2026-11-22T09:00:00Z`.
  public var started: String

  /// Where the events come from: `weir`, or what watches a real program, such as `asyncio`.
  public var source = LogHeader.ownSource
  public var clock = Clock.virtual
  /// The name of the program that was watched.
  public var program: String?
  /// How it was started; empty where that is not told.
  public var command: [String] = []
  /// The number of its process.
  public var pid: UInt32?
  /// The machine on which it ran.
  public var host: String?
  /// What ran it, such as `CPython 3.13.1`.
  public var runtime: String?
  public var level = Level.steps
  public var parents = Parents.structured

  /// The source of the logs of this program's own runs.
  public static let ownSource = "weir"

  /// Whether it is the log of a run of this program, and of no other one.
  public var isOwn: Bool { source == LogHeader.ownSource && clock == .virtual }

  public typealias Parameter = RunStart.Parameter
  public typealias Clock = RunClock
  public typealias Level = RunLevel

  /// What the parent of a task is.
  public enum Parents: String, Hashable, Sendable, CaseIterable {
    /// A task that should outlive it.
    case structured
    /// Only the task that started it, which may end before.
    case creator
  }

  /// The header of a run; its inputs come as events.
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

  /// The header of a real program that is watched, which can't be repeated.
  public init(watching scenario: String, source: String, version: String, started: String) {
    self.version = version
    self.started = started
    self.scenario = scenario
    self.source = source
    clock = .real
  }

  /// What is known of the run before its first event.
  ///
  /// - Parameter scenario: the scenario of that name, if this program has it. A run with knobs or
  ///   values that it does not have can't be repeated.
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
    if source != LogHeader.ownSource { start.program = watchedProgram }
    return start
  }

  private var watchedProgram: WatchedProgram {
    var watched = WatchedProgram(source: source, name: program)
    (watched.command, watched.pid) = (command, pid)
    (watched.host, watched.runtime) = (host, runtime)
    return watched
  }

  /// What repeats the run, but for its inputs; nil if nothing does.
  ///
  /// - Throws: `KnobError` if a knob does not take its value. Knobs that the scenario lacks are left out.
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
  /// The header as its line has it, in the version of the format that this program writes.
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
