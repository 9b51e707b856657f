import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// Each pitfall declares exactly the knobs that have no effect while it is enabled.
@Suite struct OverrulingTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let description: ScenarioDescription
    let pitfall: ScenarioDescription.Pitfall
    var testDescription: String { "\(description.name), \(pitfall.name)" }
  }

  static let mistakes = CatalogTests.descriptions.flatMap { description in
    description.pitfalls.map { Mistake(description: description, pitfall: $0) }
  }

  @Test(arguments: mistakes)
  func `a knob is declared as overruled exactly if turning it has no effect`(mistake: Mistake)
    throws
  {
    let (description, pitfall) = (mistake.description, mistake.pitfall)
    let usual = try Self.fingerprints(description, pitfall.name, [])
    for (knob, value) in description.standardValues
    where knob.name != description.lengthKnob {
      let others = Self.otherValues(of: knob, than: value)
      let isDeclared = description.overruling(of: knob.name, by: pitfall.name) != nil
      let hasEffect = try others.contains { other in
        try Self.fingerprints(
          description, pitfall.name, [(knob.name, other.description)], whileLike: usual) != usual
      }
      #expect(hasEffect != isDeclared, "\(knob.name) of \(others)")
    }
  }

  @Test(arguments: CatalogTests.descriptions)
  func `a knob that needs a pitfall has no effect without it`(
    description: ScenarioDescription
  ) throws {
    for knob in description.knobs where description.user(of: knob.name) != nil {
      let usual = try Self.fingerprints(description, nil, [])
      let value = try #require(description.value(of: knob, in: description.standardPreset))
      for other in Self.otherValues(of: knob, than: value) {
        #expect(
          try Self.fingerprints(description, nil, [(knob.name, other.description)]) == usual)
      }
    }
  }

  @Test(arguments: mistakes)
  func `a value that a pitfall fixes acts like setting the knob to it`(mistake: Mistake) throws {
    let (description, pitfall) = (mistake.description, mistake.pitfall)
    #expect(
      (pitfall.overrules.map(\.knob) + pitfall.uses)
        .allSatisfy { description.knob(named: $0) != nil })
    let settings = pitfall.overrules.compactMap { overruling -> (knob: String, text: String)? in
      guard let value = overruling.value, let knob = description.knob(named: overruling.knob),
        knob.kind.contains(value)
      else { return nil }
      return (overruling.knob, value.description)
    }
    #expect(
      try Self.fingerprints(description, pitfall.name, settings)
        == Self.fingerprints(description, pitfall.name, []))
  }

  @Test func `an overruled knob keeps its value, which holds again afterwards`() throws {
    func attempts(_ inputs: [TimedInput]) throws -> UInt32 {
      let trial = try Trial("errors", inputs: inputs, until: .seconds(40))
      let last = trial.events.filter { $0.instant.seconds > 30 }.compactMap { event in
        if case .request(_, .attemptStarted(let attempt)) = event.kind {
          attempt
        } else {
          nil as UInt32?
        }
      }
      return try #require(last.max())
    }
    let turned = TimedInput.at(20, .parameterChanged(name: "attempts", value: .count(2)))
    let pitfall = TimedInput.at(10, .pitfallSwitched("no-backoff"))
    #expect(try attempts([pitfall, turned]) == 12)
    #expect(try attempts([pitfall, turned, .at(25, .pitfallSwitched(nil))]) == 2)
  }

  @Test(arguments: mistakes, [0, 20] as [Int64])
  func `the first warning of a pitfall comes about when the pitfall says`(
    mistake: Mistake, start: Int64
  ) throws {
    let length = mistake.pitfall.warningAfter
    #expect(!mistake.pitfall.watch.isEmpty && length > .zero)
    let trial = try Trial(
      mistake.description.name, seed: 42,
      inputs: [.at(start, .pitfallSwitched(mistake.pitfall.name))],
      until: .seconds(start) + length, keepsEvents: false)
    #expect(!trial.raised.isEmpty)
  }

  /// Values of a knob near to and far from its default.
  private static func otherValues(of knob: Knob, than value: ParameterValue) -> [ParameterValue] {
    func turned(_ turn: Turn, _ times: Int) -> ParameterValue {
      (0..<times).reduce(value) { value, _ in knob.kind.turned(value, turn) }
    }
    var values: [ParameterValue] = []
    let turns = [(Turn.coarseDown, 3), (.coarseUp, 3), (.coarseDown, 1), (.up, 1)]
    for other in turns.map({ turned($0.0, $0.1) })
    where other != value && !values.contains(other) {
      values.append(other)
    }
    if case .capacity(let range, _) = knob.kind { values.append(.count(range.lowerBound)) }
    return values
  }

  /// Knob settings with which every knob has an effect.
  private static let busy: [String: [(knob: String, text: String)]] = [
    "producer-consumer": [("consumers", "1")], "batching": [("burst", "8")],
  ]

  /// A digest of a run at each of its first twelve seconds, without the events that only report how
  /// its parts are set up.
  ///
  /// - Parameter others: the fingerprints of another run; this one ends at the first second in
  ///   which it differs.
  private static func fingerprints(
    _ description: ScenarioDescription, _ pitfall: String?,
    _ settings: [(knob: String, text: String)], whileLike others: [UInt64]? = nil
  ) throws -> [UInt64] {
    var specification = try ScenarioCatalog.specification(
      of: description.name, preset: nil, pitfall: pitfall, seed: 1,
      settings: (busy[description.name] ?? []) + settings)
    specification.inputs = description.triggers.enumerated().map { index, trigger in
      TimedInput.at(4 + 6 * Int64(index), .triggered(trigger.name))
    }
    var digest = TraceDigest()
    let run = try ScenarioRun(specification) { batch in
      for event in batch.events {
        switch event.kind {
        case .queue(_, .created), .pool(_, .created), .batch(_, .created), .worker(_, .created):
          break
        default: digest.fold(event)
        }
      }
    }
    var fingerprints: [UInt64] = []
    for second in 1...12 {
      run.simulation.run(until: .zero.advanced(by: .seconds(second)))
      fingerprints.append(digest.value)
      if let others, others[second - 1] != digest.value { break }
    }
    run.simulation.tearDown(maximumSteps: 10_000)
    return fingerprints
  }
}
