import WeirEngine
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// What is kept of a run: its figures, its digest, what a person did to it, and, where wanted, its log.
struct RunBook {
  private(set) var analysis: Analysis
  private(set) var digest = TraceDigest()
  private(set) var inputs: [TimedInput] = []
  private(set) var writer: SessionWriter?
  /// Why the run was given up, if it was; only the engine knows, since nothing happened in the run.
  var halt: SimulationHalt?
  private let description: ScenarioDescription
  private var thresholds: LintThresholds
  private var isStalled = false

  init(
    _ description: ScenarioDescription, thresholds: LintThresholds = .init(),
    writer: SessionWriter? = nil
  ) {
    self.description = description
    self.thresholds = thresholds
    analysis = Analysis(thresholds: thresholds)
    self.writer = writer
  }

  /// Lets the lints judge by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    analysis.use(thresholds)
  }

  /// Writes what is booked from now on, which is everything, into a log.
  mutating func beginLog(_ writer: SessionWriter) {
    precondition(analysis.eventCount == 0, "A log begins with the first event.")
    self.writer = writer
  }

  /// Books some events. After an error the log is given up and the rest goes on.
  ///
  /// A stall is not noted before the end: a run that a person sets going again is the run that was never still.
  mutating func fold(_ batch: EventBatch) throws(SessionError) {
    isStalled = batch.state == .stalled
    if !isStalled { halt = nil }
    let state = isStalled ? RunState.running : batch.state
    analysis.fold(EventBatch(events: batch.events, now: batch.now, state: state))
    for event in batch.events {
      digest.fold(event)
      if let input = RunInput(event.kind, of: description) {
        inputs.append(TimedInput(event.instant, input))
      }
    }
    let changes = analysis.takeFindingChanges()
    try change { writer throws(SessionError) in try writer.write(batch, findings: changes) }
  }

  /// Puts the log on disk as far as it has come.
  mutating func flush() throws(SessionError) {
    try change { writer throws(SessionError) in try writer.flush() }
  }

  /// Completes the log, if there is one, and with it the figures.
  mutating func endLog(_ reason: EndReason) throws(SessionError) {
    if isStalled { analysis.advance(to: analysis.now, state: .stalled) }
    let changes = analysis.takeFindingChanges()
    let rest = EventBatch(events: [], now: analysis.now, state: analysis.state)
    try change { writer throws(SessionError) in try writer.write(rest, findings: changes) }
    try change { writer throws(SessionError) in try writer.end(reason) }
    writer = nil
  }

  private mutating func change(
    _ body: (inout SessionWriter) throws(SessionError) -> Void
  ) throws(SessionError) {
    guard var writer else { return }
    self.writer = nil
    try body(&writer)
    self.writer = writer
  }

  /// The run as it can be repeated, with everything that a person has done so far.
  func specification(of start: RunSpecification) -> RunSpecification {
    var specification = start
    specification.inputs = inputs
    return specification
  }

  /// The command that repeats the run as far as it has come, as it is typed into a shell.
  func command(
    repeating start: RunSpecification, as subcommand: String, ascii: Bool = false
  ) -> String {
    let repetition = RepeatCommand(
      specification(of: start), scenario: description, subcommand: subcommand)
    let command = ascii ? repetition.asciiText : repetition.description
    guard subcommand == "simulate" else { return command }
    return "\(command) --for \(DurationText(VirtualInstant.zero.duration(to: analysis.now)))"
  }
}

extension RunInput {
  /// What a person did, as an event tells it.
  init?(_ kind: Event.Kind, of description: ScenarioDescription) {
    switch kind {
    case .input(.parameterChanged(let name, let value)):
      guard let knob = description.knob(named: "\(name)"),
        let value = try? knob.value(from: "\(value)")
      else { return nil }
      self = .parameterChanged(name: knob.name, value: value)
    case .input(.pitfallSwitched(let name)): self = .pitfallSwitched(name.isEmpty ? nil : "\(name)")
    case .input(.triggered(let name)): self = .triggered("\(name)")
    case .input(.markerSet(let name)): self = .markerSet("\(name)")
    default: return nil
    }
  }
}
