import ArgumentParser
import Foundation
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// The options that say what to run, for the dashboard and for a simulation.
struct RunOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The preset: live or guide.")
  var preset: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Enable a pitfall, optionally at an instant (NAME@12.5s); none disables it.",
      valueName: "name"))
  var pitfall: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The random seed.", valueName: "n"))
  var seed: String = RunOptions.usualSeed

  /// The seed of a run unless another one is given.
  static let usualSeed = "42"

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a knob, optionally at an instant.", valueName: "knob=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("mark"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a marker.", valueName: "name@instant"))
  var markers: [String] = []

  @Option(
    name: .customLong("trigger"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Fire one of the scenario's triggers.", valueName: "name@instant"))
  var triggers: [String] = []

  /// Returns everything that repeats the run, checked against the scenario.
  func specification(of scenario: String) throws -> RunSpecification {
    let seed = try readSeed()
    let description = try description(of: scenario)
    var start: [(knob: String, text: String)] = []
    var inputs = TimedInputs()
    for argument in try settings.map({ try read($0, "--set") }) {
      guard let (name, text) = argument.setting else { throw UsageError.noSetting(argument.text) }
      let value = try description.value(of: name, from: text)
      if argument.instant == nil {
        start.append((name, text))
      } else {
        inputs.add(.parameterChanged(name: name, value: value), at: argument)
      }
    }
    let pitfall = try addPitfalls(to: &inputs, description)
    for argument in try timed(triggers, "--trigger") {
      inputs.add(.triggered(try description.find(trigger: argument.text)), at: argument)
    }
    var names: Set<String> = []
    for argument in try timed(markers, "--mark") {
      guard !argument.text.isEmpty else {
        throw UsageError.markerWithoutName(argument.description)
      }
      guard names.insert(argument.text).inserted else {
        throw UsageError.markerTwice(argument.text)
      }
      inputs.add(.markerSet(argument.text), at: argument)
    }
    var specification = try ScenarioCatalog.specification(
      of: scenario, preset: preset, pitfall: pitfall, seed: seed, settings: start)
    specification.inputs = inputs.ordered
    return specification
  }

  private func readSeed() throws -> UInt64 {
    switch WholeNumber(seed) {
    case .number(let number) where number >= 0:
      guard let seed = UInt64(exactly: number) else { throw UsageError.seedOutOfRange(seed) }
      return seed
    case .number, .outOfRange: throw UsageError.seedOutOfRange(seed)
    case .noNumber: throw UsageError.seedIsNoNumber(seed)
    }
  }

  /// Returns the description of a scenario; if the name is that of a log, the error says what to do
  /// with the log.
  private func description(of scenario: String) throws -> ScenarioDescription {
    do throws(CatalogError) {
      return try ScenarioCatalog.description(of: scenario)
    } catch {
      let target = URL(fileURLWithPath: scenario).resolvingSymlinksInPath().path
      let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
      guard type as? FileAttributeType == .typeRegular,
        let header = try? SessionReader(path: scenario).header
      else { throw error }
      throw UsageError.scenarioIsLog(path: scenario, of: header.scenario)
    }
  }

  /// Reads arguments that need an instant.
  private func timed(_ texts: [String], _ option: String) throws -> [TimedArgument] {
    try texts.map { text in
      let argument = try read(text, option)
      guard argument.instant != nil else { throw UsageError.noInstant(option: option, text) }
      return argument
    }
  }

  /// Reads an argument. No name or value contains an `@`, so what follows one has to be an instant.
  private func read(_ text: String, _ option: String) throws -> TimedArgument {
    let argument = TimedArgument(text)
    if let instant = argument.unreadInstant {
      throw UsageError.wrongInstant(option: option, argument: text, instant: instant)
    }
    return argument
  }

  /// Returns the pitfall at the start, and adds later changes to the inputs.
  private func addPitfalls(
    to inputs: inout TimedInputs, _ description: ScenarioDescription
  ) throws -> String? {
    var first: String?
    for argument in try pitfall.map({ try read($0, "--pitfall") }) {
      let name = argument.text == "none" ? nil : try description.find(pitfall: argument.text)
      if argument.instant == nil {
        guard first == nil else { throw UsageError.twoPitfalls }
        first = name
      } else {
        inputs.add(.pitfallSwitched(name), at: argument)
      }
    }
    return first
  }
}
