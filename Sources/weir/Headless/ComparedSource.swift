import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// One of two compared runs, which goes forward piece by piece.
protocol ComparedSource: AnyObject {
  /// The model of the run so far.
  var model: RunModel { get }
  /// How it ended; `nil` while it continues.
  var end: EventComparison.End? { get }
  /// Goes forward by some thousand events, at most up to an instant, and returns the events.
  func advance(to limit: VirtualInstant) throws -> [Event]
  /// Whether all events up to the instant to which it last went are known.
  var hasArrived: Bool { get }
  /// Whether it goes only as far as the other run, whose length is not known yet.
  var isFollowing: Bool { get }
  /// Makes a run that follows end at an instant.
  func stop(at instant: VirtualInstant)
  /// The run with what its summary needs.
  var result: ComparedRun { get }
  /// What was wrong with it, a sentence each; empty if all was well.
  var remarks: [String] { get }
  /// The error that ended it early; `nil` if there was none.
  var failure: SessionError? { get }
}

/// A log that is compared.
final class ComparedLog: ComparedSource {
  private var run: LoggedRun
  private let name: String
  private var isRead = false

  /// Opens a log and reads its header.
  ///
  /// - Throws: `SessionError` if it can't be read; `Interruption.Ended` if a signal ends the wait
  ///   for a pipe.
  convenience init(_ source: LogSourcePath, thresholds: LintThresholds) throws {
    let descriptor = try source.descriptor()
    let reader: SessionReader
    do throws(SessionError) { reader = try source.reader(descriptor) } catch {
      if let signal = Interruption.signal { throw source.interrupted(signal) }
      throw error
    }
    self.init(reader, thresholds: thresholds)
  }

  /// Takes over a reader that has read the header.
  init(_ reader: consuming SessionReader, thresholds: LintThresholds) {
    name = reader.path
    let scenario = try? ScenarioCatalog.description(of: reader.header.scenario)
    run = LoggedRun(reader, in: scenario, thresholds: thresholds)
  }

  var model: RunModel { run.model }

  var isFollowing: Bool { false }
  var hasArrived: Bool { true }

  func stop(at instant: VirtualInstant) {}

  var end: EventComparison.End? {
    guard isRead else { return nil }
    switch run.reading.ending {
    case .end(.finished), .end(.stalled), .end(.exited): return .over
    case .end(.limit): return .whole
    case .end(.quit), .end(.full), .cut, .failed, nil: return .cut
    }
  }

  func advance(to limit: VirtualInstant) throws -> [Event] {
    isRead = !run.readOn()
    if isRead {
      run.stop()
      guard !run.reading.isOnlyInputs else {
        throw NothingToSummarize(
          path: name, command: model.command(as: "simulate"), purpose: "compare")
      }
    }
    return run.events
  }

  var result: ComparedRun {
    ComparedRun(
      model, version: run.reading.header.version, reading: run.reading, raised: run.findings)
  }

  var failure: SessionError? {
    if case .failed(let error) = run.reading.ending { error } else { nil }
  }

  var remarks: [String] {
    let remarks = run.reading.remarks.map { "The log '\(name)': \($0.count) \($0.text)." }
    guard case .cut(let line) = run.reading.ending else { return remarks }
    return remarks + [
      "The log '\(name)' is cut after line \(line). The comparison covers it up to there."
    ]
  }
}

/// A run that is compared while it is simulated.
final class ComparedSimulation: ComparedSource {
  /// Where a run ends.
  enum Length: Hashable {
    /// At an instant.
    case until(VirtualInstant)
    /// At the scenario's own end.
    case untilFinished
    /// Where the other run ends.
    case asTheOther
  }

  private(set) var model: RunModel
  private var raised = RaisedFindings()
  private var run: ScenarioRun?
  private var events: [Event] = []
  /// Whether nothing is left to do up to the instant to which it last went.
  private(set) var hasArrived = false
  private var length: Length

  /// How many events it goes forward at a time.
  private static let pieceSize = 8192

  /// Sets up a run at its first instant.
  init(
    _ specification: RunSpecification, _ length: Length, thresholds: LintThresholds
  ) throws(CatalogError) {
    self.length = length
    let scenario = try ScenarioCatalog.description(of: specification.scenario)
    model = RunModel(of: specification, in: scenario, thresholds: thresholds)
    run = try ScenarioRun(specification) { [unowned self] batch in
      raised.take(model.fold(batch).findingChanges)
      events += batch.events
    }
  }

  deinit { run?.simulation.tearDown() }

  var isFollowing: Bool { length == .asTheOther }

  /// Adds an input at an instant that it has not passed.
  func schedule(_ input: TimedInput) {
    run?.simulation.schedule(input)
    hasArrived = false
  }

  func stop(at instant: VirtualInstant) { length = .until(instant) }

  var end: EventComparison.End? {
    guard let simulation = run?.simulation else { return .over }
    if simulation.state != .running { return .over }
    guard case .until(let last) = length, hasArrived, simulation.now >= last else { return nil }
    return .whole
  }

  func advance(to limit: VirtualInstant) -> [Event] {
    events.removeAll(keepingCapacity: true)
    var limit = limit
    if case .until(let last) = length { limit = last }
    hasArrived = true
    run?.simulation.run(until: limit) {
      hasArrived = events.count < ComparedSimulation.pieceSize && Interruption.signal == nil
      return hasArrived
    }
    return events
  }

  var result: ComparedRun { ComparedRun(model, version: Weir.version, raised: raised) }

  var failure: SessionError? { nil }

  var remarks: [String] {
    [run?.simulation.halt.map { "\($0)" }, MissedInputs(model)?.note].compactMap(\.self)
  }
}
