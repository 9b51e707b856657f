import Foundation
import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// Rules that every scenario has to follow.
@Suite struct CatalogTests {
  static let descriptions = ScenarioCatalog.descriptions

  /// A minute of each scenario with its defaults, run once for all tests.
  private static let minutes = Dictionary(
    uniqueKeysWithValues: descriptions.map { description in
      (description.name, Result { try Trial(description.name) })
    })

  private func minute(of name: String) throws -> Trial {
    try #require(CatalogTests.minutes[name]).get()
  }

  /// A scenario and one of its pitfalls.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let scenario: String
    let pitfall: String
    var testDescription: String { "\(scenario), \(pitfall)" }
  }

  static let mistakes = descriptions.flatMap { description in
    description.pitfalls.filter { lints[$0.name] != nil }
      .map { Mistake(scenario: description.name, pitfall: $0.name) }
  }

  /// The lint that has to find each pitfall.
  static let lints: [String: Lint] = [
    "no-task-done": .deadlock, "no-cancel": .taskOutlivesParent,
    "sync-sleep": .loopBlocked, "on-the-loop": .loopBlocked, "retry-storm": .retryAmplification,
    "one-by-one": .queueSaturated, "unbounded": .poolStarved, "no-pool": .connectionPerUse,
    "leak": .resourceLeaked, "abrupt": .taskOutlivesParent,
    "fire-and-forget": .errorUnobserved, "manual-release": .resourceLeaked,
    "unhandled": .errorUnobserved, "no-backoff": .retryAmplification,
    "ignores-cancellation": .timedOutWorkRunning,
  ]

  /// The lints that report high load, which a correct program can have, too.
  static let loads: Set<Lint> = [.queueSaturated, .poolStarved]

  /// The number of random knob settings to try; a thorough search sets it higher.
  static let seeds = ProcessInfo.processInfo.environment["WEIR_SEEDS"].flatMap(UInt64.init) ?? 8

  @Test(arguments: descriptions.map(\.name))
  func `a scenario is described completely`(name: String) throws {
    let description = try ScenarioCatalog.description(of: name)
    #expect(description.presets.map(\.name) == ["live", "guide"])
    #expect(description.tries.count == 3)
    #expect(!description.sights.isEmpty && !description.pitfalls.isEmpty)
    #expect(description.knobs.allSatisfy { !$0.help.isEmpty })
    #expect(description.knobs.contains { $0.name == description.lengthKnob })
    #expect(description.standardPreset?.name == "live")
  }

  @Test(arguments: descriptions)
  func
    `a preset sets the knobs without a default, and others only to a different value`(
      description: ScenarioDescription
    )
  {
    let names = description.knobs.map(\.name)
    #expect(Set(names).count == names.count)
    for preset in description.presets {
      let needed = description.knobs.filter { $0.standard == nil }.map(\.name)
      #expect(Set(needed).isSubset(of: preset.values.keys), "\(preset.name)")
      #expect(preset.values.keys.allSatisfy { names.contains($0) }, "\(preset.name)")
      let repeated = description.knobs.filter { knob in
        knob.standard.map { $0 == preset.values[knob.name] } ?? false
      }
      #expect(repeated.map(\.name) == [], "\(preset.name)")
      #expect(description.parameters(of: preset).map(\.name) == names)
    }
  }

  @Test(arguments: descriptions)
  func `values of presets and defaults are valid values of their knobs`(
    description: ScenarioDescription
  ) throws {
    for preset in [nil] + description.presets.map(Optional.init) {
      for parameter in description.parameters(of: preset) {
        let knob = try #require(description.knob(named: parameter.name))
        let place = preset?.name ?? "no preset"
        #expect(knob.kind.contains(parameter.value), "\(parameter) in \(place)")
        #expect(try knob.value(from: parameter.value.description) == parameter.value)
      }
    }
  }

  /// The order of the knobs does not matter: a value belongs to a name.
  @Test(arguments: descriptions)
  func `inserting a knob does not shift the values of others`(description: ScenarioDescription)
    throws
  {
    for place in 0...description.knobs.count {
      var wider = description
      wider.knobs.insert(
        Knob(
          name: "inserted", unit: "", kind: .count(0...9, step: 1), standard: .count(7), help: ""),
        at: place)
      for preset in description.presets {
        var parameters = wider.parameters(of: preset)
        #expect(parameters.remove(at: place).value == .count(7))
        #expect(parameters == description.parameters(of: preset))
      }
    }
  }

  @Test(arguments: descriptions.map(\.name))
  func `the guide's program ends, with no tasks left and no warnings`(name: String)
    throws
  {
    let trial = try Trial(name, preset: "guide", until: .seconds(3600))
    #expect(trial.state == .finished)
    #expect(trial.liveTaskCount == 0)
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.raised == [])
  }

  /// The knob settings with the smallest number of everything that is counted.
  private static func least(of name: String) throws -> [(String, String)] {
    try ScenarioCatalog.description(of: name).knobs.compactMap { knob in
      if case .count(let range, _) = knob.kind { (knob.name, "\(range.lowerBound)") } else { nil }
    }
  }

  @Test(arguments: descriptions.map(\.name), [false, true])
  func `a run that was torn down is released from memory`(
    name: String, isLeast: Bool
  ) throws {
    weak var remains: Simulation?
    do {
      let run = try ScenarioRun(
        try ScenarioCatalog.specification(
          of: name, preset: nil, pitfall: nil, seed: 1,
          settings: isLeast ? CatalogTests.least(of: name) : []))
      remains = run.simulation
      run.simulation.run(until: .zero.advanced(by: .seconds(5)))
      run.simulation.tearDown(maximumSteps: 20_000)
    }
    #expect(remains == nil)
  }

  @Test(arguments: descriptions.map(\.name))
  func `with the preset live a scenario keeps running, and something happens every ten seconds`(
    name: String
  ) throws {
    let trial = try minute(of: name)
    #expect(trial.state == .running)
    #expect(trial.raised == [])
    let tens = Set(trial.events.map { Int($0.instant.seconds) / 10 })
    #expect(tens.isSuperset(of: 0..<6))
  }

  @Test(arguments: descriptions.map(\.name))
  func `a scenario names a deadline knob exactly if it arms deadlines`(name: String) throws {
    let description = try ScenarioCatalog.description(of: name)
    let trial = try Trial(name, until: .seconds(10), keepsEvents: false)
    #expect((trial.analysis.timeouts.counts.armed > 0) == (description.deadlineKnob != nil))
    guard let knob = description.deadlineKnob else { return }
    let values = description.parameters(of: description.standardPreset)
    let value = try #require(values.first { $0.name == knob }).value
    guard case .duration = value else {
      Issue.record("\(knob) is no duration: \(value)")
      return
    }
  }

  @Test(arguments: descriptions.map(\.name))
  func `equal seeds give equal runs, and different seeds different ones`(name: String) throws {
    let digest = try minute(of: name).digest.value
    #expect(try Trial(name).digest.value == digest)
    #expect(try Trial(name, seed: 2).digest.value != digest)
  }

  @Test(arguments: mistakes)
  func `a pitfall is found by its lint`(mistake: Mistake) throws {
    let lint = try #require(CatalogTests.lints[mistake.pitfall])
    for seed in 1...2 as ClosedRange<UInt64> {
      let trial = try Trial(
        mistake.scenario, pitfall: mistake.pitfall, seed: seed, keepsEvents: false)
      #expect(trial.lints.contains(lint), "seed \(seed): \(trial.lints)")
      #expect(trial.analysis.findings.allSatisfy { !$0.evidence.isEmpty })
    }
  }

  @Test(arguments: mistakes)
  func `the findings of a pitfall are cleared after it is disabled`(mistake: Mistake) throws {
    let lint = try #require(CatalogTests.lints[mistake.pitfall])
    let inputs: [TimedInput] = [
      .at(10, .pitfallSwitched(mistake.pitfall)), .at(50, .pitfallSwitched(nil)),
    ]
    for seed in 1...2 as ClosedRange<UInt64> {
      let trial = try Trial(
        mistake.scenario, seed: seed, inputs: inputs, glances: [.seconds(49)],
        until: .seconds(110), keepsEvents: false)
      #expect(trial.glimpsed[0].contains(lint), "seed \(seed): \(trial.glimpsed)")
      #expect(trial.lints == [], "seed \(seed): \(trial.analysis.findings)")
    }
  }

  /// The scenario in which abandoning work is part of the right form.
  private static let abandoning = "shutdown"

  @Test(arguments: descriptions.map(\.name))
  func `turning any knob during a run, far and back, causes no finding and loses no item`(
    name: String
  )
    throws
  {
    let description = try ScenarioCatalog.description(of: name)
    for (knob, value) in description.standardValues {
      let (low, high) = (
        knob.turned(value, .coarseDown, times: 3), knob.turned(value, .coarseUp, times: 3)
      )
      let turns: [TimedInput] = [(5, low), (8, value), (11, high), (14, value)].map {
        .at($0, .parameterChanged(name: knob.name, value: $1))
      }
      let trial = try Trial(name, inputs: turns, until: .seconds(20), keepsEvents: false)
      let wrong = trial.raised.filter { !CatalogTests.loads.contains($0.lint) }
      #expect(wrong == [], "\(knob.name) = \(low), \(high)")
      guard name != CatalogTests.abandoning else { continue }
      #expect(trial.analysis.metrics.items.lost == 0, "\(knob.name) = \(low), \(high)")
    }
  }

  @Test(arguments: descriptions.map(\.name))
  func `setting a limit during a run ends it`(name: String) throws {
    let description = try ScenarioCatalog.description(of: name)
    let trial = try Trial(
      name,
      inputs: [.at(5, .parameterChanged(name: description.lengthKnob, value: .count(1)))],
      until: .seconds(120), keepsEvents: false)
    #expect(trial.state == .finished)
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.lints == [])
  }

  @Test(arguments: descriptions.map(\.name))
  func `no lint fires on the right form of a scenario, whatever the knobs`(name: String) throws {
    let description = try ScenarioCatalog.description(of: name)
    for seed in 1...CatalogTests.seeds {
      var random = RandomStream(seed: seed, name: name)
      var settings: [(knob: String, text: String)] = []
      for (knob, value) in description.standardValues {
        settings.append((knob.name, knob.somewhere(near: value, &random).description))
      }
      let trial = try Trial(
        name, seed: seed, settings, until: .seconds(30), keepsEvents: false)
      let wrong = trial.raised.filter { !CatalogTests.loads.contains($0.lint) }
      #expect(wrong == [], "seed \(seed), \(settings)")
    }
  }

  @Test(arguments: descriptions.map(\.name))
  func `the events of a scenario don't depend on how its jobs are routed`(name: String) throws {
    let specification = try ScenarioCatalog.specification(of: name, seed: 3)
    let routings: [Simulation.JobRouting] = [.executorPreference, .runtimeHook]
    let digests = try routings.map { routing in
      var digest = TraceDigest()
      let run = try ScenarioRun(specification, jobRouting: routing) { digest.fold($0.events) }
      run.simulation.run(until: .zero.advanced(by: .seconds(20)))
      run.simulation.tearDown(maximumSteps: 10_000)
      return digest.hexadecimal
    }
    #expect(digests[0] == digests[1])
  }
}

extension ScenarioDescription {
  /// Each knob with its value in the default preset.
  var standardValues: [(knob: Knob, value: ParameterValue)] {
    zip(knobs, parameters(of: standardPreset).map(\.value)).map { ($0, $1) }
  }
}

extension Knob {
  /// The value after a number of equal turns.
  fileprivate func turned(_ value: ParameterValue, _ turn: Turn, times: Int) -> ParameterValue {
    (0..<times).reduce(value) { value, _ in kind.turned(value, turn) }
  }

  /// A value after some random turns.
  fileprivate func somewhere(near value: ParameterValue, _ random: inout RandomStream)
    -> ParameterValue
  {
    var value = value
    for _ in 0..<random.next(below: 7) {
      let turn: [Turn] = [.up, .down, .coarseUp, .coarseDown]
      value = kind.turned(value, turn[random.next(below: turn.count)])
    }
    if random.next(below: 4) == 0 { value = kind.changedFamily(value) }
    return kind.contains(value) ? value : kind.turned(value, .down)
  }
}
