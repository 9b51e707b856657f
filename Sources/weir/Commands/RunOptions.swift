import ArgumentParser
import Foundation
import WeirScenarios
import WeirSession
import WeirTrace

/// The words that say what to run; the same for the dashboard and for a simulation.
struct RunOptions: ParsableArguments {
  @Option(help: "The preset: live or guide.")
  var preset: String?

  @Option(
    help: ArgumentHelp(
      "Put in a pitfall; with @INSTANT then, and none takes it out.", valueName: "name"))
  var pitfall: [String] = []

  @Option(help: ArgumentHelp("Where all chance comes from.", valueName: "n"))
  var seed: String = "42"

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a knob; with @INSTANT then.", valueName: "knob=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("mark"),
    help: ArgumentHelp("Set a marker.", valueName: "name@instant"))
  var markers: [String] = []

  @Option(
    name: .customLong("trigger"),
    help: ArgumentHelp("Set off what the scenario names so.", valueName: "name@instant"))
  var triggers: [String] = []

  /// Everything that repeats the run, checked against what the scenario knows.
  func specification(of scenario: String) throws -> RunSpecification {
    guard let seed = UInt64(seed) else { throw UsageError.seedIsNoNumber(seed) }
    let description = try description(of: scenario)
    var start: [(knob: String, text: String)] = []
    var inputs = TimedInputs()
    for argument in settings.map(TimedArgument.init) {
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
    for argument in try timed(markers, "--mark") {
      inputs.add(.markerSet(argument.text), at: argument)
    }
    var specification = try ScenarioCatalog.specification(
      of: scenario, preset: preset, pitfall: pitfall, seed: seed, settings: start)
    specification.inputs = inputs.ordered
    return specification
  }

  /// The description of a scenario; the name of a log says what to do with that.
  private func description(of scenario: String) throws -> ScenarioDescription {
    do throws(CatalogError) {
      return try ScenarioCatalog.description(of: scenario)
    } catch {
      let target = URL(fileURLWithPath: scenario).resolvingSymlinksInPath().path
      let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
      guard type as? FileAttributeType == .typeRegular,
        let log = try? SessionReader(path: scenario)
      else { throw error }
      throw UsageError.scenarioIsLog(path: scenario, of: log.header.scenario)
    }
  }

  /// Arguments that mean nothing without an instant.
  private func timed(_ texts: [String], _ option: String) throws -> [TimedArgument] {
    try texts.map { text in
      let argument = TimedArgument(text)
      guard argument.instant != nil else { throw UsageError.noInstant(option: option, text) }
      return argument
    }
  }

  /// The pitfall at the start; the later switches are added to the inputs.
  private func addPitfalls(
    to inputs: inout TimedInputs, _ description: ScenarioDescription
  ) throws -> String? {
    var first: String?
    for argument in pitfall.map(TimedArgument.init) {
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
