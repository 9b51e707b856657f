import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// The result of repeating the run of a log and comparing the two.
struct Verification {
  /// The outcome of a verification.
  enum Outcome: Hashable {
    /// The log equals its run.
    case same
    /// The lines are equal up to this one, after which the log is cut.
    case cut(afterLine: Int)
    /// A line differs.
    case differs(RunDifference)
    /// Only lines of findings differ.
    case findingsDiffer(RunDifference)
    /// A signal ended it; all lines so far are equal.
    case interrupted(signal: Int32)
  }

  let outcome: Outcome
  /// How many events of the run have been compared.
  let eventCount: Int
  /// The instant that the run has reached.
  let instant: VirtualInstant

  /// Repeats the run of a log, and compares.
  ///
  /// - Parameter comparesFindings: Whether the lines of findings are compared.
  init(
    of log: StoredLog, _ outline: LogOutline, thresholds: LintThresholds,
    comparesFindings: Bool = true
  ) throws {
    if case .cannotRead = outline.failure, let failure = outline.failure { throw failure }
    let specification = try Verification.specification(of: outline, path: log.path)
    let comparison = LogComparison(
      try log.bytes(), path: log.path, outline: outline, specification: specification,
      comparesFindings: comparesFindings)
    let repetition = try VerifiedRun(specification, outline, thresholds, comparison)
    repetition.run()
    if let failure = comparison.failure { throw failure }
    eventCount = comparison.eventCount
    instant = repetition.now
    if let signal = repetition.signal {
      outcome = .interrupted(signal: signal)
    } else if case .differs(let difference) = comparison.verdict {
      outcome = .differs(repetition.words(difference))
    } else if let difference = repetition.findingDifference {
      outcome = .findingsDiffer(difference)
    } else if case .cut(let line) = comparison.verdict {
      outcome = .cut(afterLine: line)
    } else {
      outcome = .same
    }
  }

  /// Returns what repeats the run of a log; inputs that can't be repeated are left out, and so will
  /// differ.
  private static func specification(
    of outline: LogOutline, path: String
  ) throws -> RunSpecification {
    let header = outline.header
    guard header.isOwn else {
      throw VerificationError.foreign(path: path, source: header.source)
    }
    var specification: RunSpecification
    do throws(CatalogError) {
      specification = try repeated(header)
    } catch {
      throw VerificationError.unknownRun(path: path, version: header.version, error)
    }
    let start = specification
    specification.inputs = outline.inputs.filter { input in
      var single = start
      single.inputs = [input]
      return (try? ScenarioCatalog.check(single)) != nil
    }
    return specification
  }

  /// Returns the run of a header, without inputs.
  private static func repeated(_ header: LogHeader) throws(CatalogError) -> RunSpecification {
    let scenario = try ScenarioCatalog.description(of: header.scenario)
    for parameter in header.parameters {
      _ = try scenario.value(of: parameter.name, from: parameter.text)
    }
    guard let specification = header.start(in: scenario).specification else {
      throw .knobIsNotSet("seed", scenario: header.scenario)
    }
    try ScenarioCatalog.check(specification)
    return specification
  }
}

/// Why a log can't be verified.
enum VerificationError: Error, Hashable, CustomStringConvertible {
  /// Another program wrote the log.
  case foreign(path: String, source: String)
  /// This program does not have the scenario, or something set in it.
  case unknownRun(path: String, version: String, CatalogError)

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .foreign(let path, let source):
      """
      The log '\(path)' comes from '\(source)', and only runs of weir can be repeated. To summarize it, \
      use 'weir report'.
      """
    case .unknownRun(let path, let version, let error):
      """
      The run of the log '\(path)' can't be repeated: \(reason(error)). It was recorded by weir \
      \(version), and this is \(Weir.version): use the weir that recorded it.
      """
    }
  }

  /// What is wrong, as the end of a sentence.
  private func reason(_ error: CatalogError) -> String {
    switch error {
    case .unknownScenario(let name, _): "there is no scenario '\(name)'"
    case .unknownPreset(let name, _, _): "there is no preset '\(name)'"
    case .unknownPitfall(let name, _, _): "there is no pitfall '\(name)'"
    case .unknownTrigger(let name, _, _): "there is no trigger '\(name)'"
    case .unknownKnob(let name, _, _): "there is no knob '\(name)'"
    case .knobIsNotSet(let name, _): "its header does not have the knob '\(name)'"
    case .knob(.wrongKind(let knob, let text, _)), .knob(.outOfRange(let knob, let text, _)):
      "the knob '\(knob)' can't be set to '\(text)'"
    }
  }
}
