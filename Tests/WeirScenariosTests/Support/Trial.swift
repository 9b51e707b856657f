import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// A scenario run up to an instant, and its results.
struct Trial {
  let specification: RunSpecification
  private(set) var events: [Event] = []
  private(set) var analysis = Analysis()
  /// The lints with findings at each glance at the run, in order.
  private(set) var glimpsed: [[Lint]] = []
  /// All findings that were ever raised, in order.
  private(set) var raised: [Finding] = []
  let state: RunState
  let liveTaskCount: Int

  init(
    _ scenario: String, preset: String? = nil, pitfall: String? = nil, seed: UInt64 = 1,
    _ settings: [(knob: String, text: String)] = [], inputs: [TimedInput] = [],
    glances: [Duration] = [], until limit: Duration = .seconds(60), keepsEvents: Bool = true
  ) throws {
    var specification = try ScenarioCatalog.specification(
      of: scenario, preset: preset, pitfall: pitfall, seed: seed, settings: settings)
    specification.inputs = inputs
    self.specification = specification
    var events: [Event] = []
    var analysis = Analysis()
    var glimpsed: [[Lint]] = []
    var raised: [Finding] = []
    let run = try ScenarioRun(specification) { batch in
      if keepsEvents { events += batch.events }
      analysis.fold(batch)
      for change in analysis.takeFindingChanges() {
        if case .raised(let finding) = change.change { raised.append(finding) }
      }
    }
    for glance in glances {
      run.simulation.run(until: .zero.advanced(by: glance))
      glimpsed.append(analysis.findings.map(\.lint))
    }
    run.simulation.run(until: .zero.advanced(by: limit))
    state = run.simulation.state
    liveTaskCount = run.simulation.liveTaskCount
    // Some scenarios continue for as long as they may.
    run.simulation.tearDown(maximumSteps: 10_000)
    (self.events, self.analysis, self.raised) = (events, analysis, raised)
    self.glimpsed = glimpsed
  }

  /// The digest of the events; the trial must have kept them.
  var digest: TraceDigest {
    precondition(!events.isEmpty, "The trial has kept no events.")
    var digest = TraceDigest()
    digest.fold(events)
    return digest
  }

  var lints: [Lint] { analysis.findings.map(\.lint) }

  /// The instant that was reached, in seconds.
  var seconds: Double { analysis.now.seconds }
}

extension TimedInput {
  /// An input at a number of seconds.
  static func at(_ seconds: Int64, _ input: RunInput) -> TimedInput {
    TimedInput(VirtualInstant(nanoseconds: seconds * 1_000_000_000), input)
  }
}
