import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios

@testable import WeirDashboard
@testable import WeirScreen

/// A dashboard over a real run, with another one beside it that follows it.
struct ComparedScreen {
  var dashboard: Dashboard
  private var shown: ScenarioRun
  private var beside: ScenarioRun?
  private let batches = Batches()
  /// The commands that the program has to carry out, apart from those of the runs.
  private(set) var commands: [Command] = []
  private var seconds = 0.0

  private final class Batches {
    var shown: [EventBatch] = []
    var beside: [EventBatch] = []
  }

  init(_ specification: RunSpecification) throws {
    let description = try ScenarioCatalog.description(of: specification.scenario)
    dashboard = Dashboard(
      description: description, start: RunStart(specification), theme: Sample.theme,
      options: .init(scenarios: ScenarioCatalog.descriptions))
    shown = try ScenarioRun(specification) { [batches] in batches.shown.append($0) }
  }

  /// Ends both simulations.
  func end() {
    shown.simulation.tearDown()
    beside?.simulation.tearDown()
  }

  mutating func press(_ keys: Key...) throws {
    for key in keys { try carryOut(dashboard.handle(.terminal(.keyPressed(key)))) }
  }

  mutating func type(_ text: String) throws {
    try press(.character(":"))
    for character in text { try press(.character(character)) }
    try press(.enter)
  }

  mutating func take(_ report: ComparedReport) throws {
    try carryOut(dashboard.handle(.compared(report)))
  }

  /// Reports that another run has begun, and returns the commands that come of it.
  mutating func restart(_ specification: RunSpecification) -> [Command] {
    dashboard.handle(.runStarted(RunStart(specification)))
  }

  /// Runs both up to an instant, as the program does, a frame at a time.
  mutating func run(to end: Double) throws {
    while seconds < end {
      seconds = min(seconds + 0.1, end)
      let instant = VirtualInstant(nanoseconds: Int64(seconds * 1e9))
      shown.simulation.run(until: instant)
      for batch in batches.shown { try carryOut(dashboard.handle(.batchArrived(batch))) }
      batches.shown = []
      try follow(to: instant)
      try carryOut(dashboard.handle(.frameDue(secondsPassed: 0.1)))
    }
  }

  /// Shows both as they were at an instant, as the program does.
  mutating func showPast(at instant: VirtualInstant) throws {
    let runs = (dashboard.run, dashboard.comparison?.other)
    guard let other = runs.1 else { return }
    let restored = try (past(of: runs.0, instant), past(of: other, instant))
    try carryOut(dashboard.handle(.run(.restored(restored.0, isPast: true))))
    try take(.run(.restored(restored.1, isPast: true)))
    try carryOut(dashboard.handle(.frameDue(secondsPassed: 0.5)))
  }

  /// A run up to an instant, repeated.
  private func past(of run: ShownRun, _ instant: VirtualInstant) throws -> RestoredRun {
    guard let specification = run.start.specification else { throw NothingRestored() }
    let spool = RunPast(
      of: RunHistory(RunModel(of: run.start, in: run.description.known)),
      spool: EventSpool(in: nil))
    let repeated = try ScenarioRun(specification) { spool.append($0) }
    repeated.simulation.run(until: instant)
    repeated.simulation.tearDown()
    guard let place = spool.position(at: instant), let restored = spool.restore(place) else {
      throw NothingRestored()
    }
    return restored
  }

  private struct NothingRestored: Error {}

  private mutating func follow(to instant: VirtualInstant) throws {
    beside?.simulation.run(until: instant)
    for batch in batches.beside { try take(.batchArrived(batch)) }
    batches.beside = []
  }

  mutating func carryOut(_ commands: [Command]) throws {
    for command in commands {
      switch command {
      case .compare(.run(let specification)):
        beside?.simulation.tearDown()
        batches.beside = []
        beside = try ScenarioRun(specification) { [batches] in batches.beside.append($0) }
        try take(.runStarted(RunStart(specification)))
        try follow(to: dashboard.instant)
      case .sendToCompared(let input): schedule(input, in: beside)
      case .send(let input): schedule(input, in: shown)
      case .stopComparing:
        beside?.simulation.tearDown()
        beside = nil
      default: self.commands.append(command)
      }
    }
  }

  private func schedule(_ input: RunInput, in run: ScenarioRun?) {
    guard let simulation = run?.simulation else { return }
    simulation.schedule(TimedInput(simulation.now, input))
    simulation.run(until: simulation.now)
  }

  /// The run that follows; `nil` if there is none.
  var other: ShownRun? { dashboard.comparison?.other }

  mutating func frame(_ columns: Int, _ rows: Int, ascii: Bool = false) -> Frame {
    let size = Size(columns: columns, rows: rows)
    _ = dashboard.handle(.terminal(.resized(size)))
    dashboard.options.needsASCII = ascii
    return Sample.frame(dashboard, columns, rows)
  }
}
