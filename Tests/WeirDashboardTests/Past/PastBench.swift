import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios

@testable import WeirDashboard
@testable import WeirScreen

/// A scenario, run once: its events in batches, as a source delivers them.
struct PastBench {
  struct Case: CustomStringConvertible, Sendable {
    var scenario: ScenarioDescription
    var preset: String
    var pitfall: String?

    var description: String { "\(scenario.name) \(preset) \(pitfall ?? "")" }

    /// Each scenario in each preset, and with each pitfall.
    static let all = ScenarioCatalog.descriptions.flatMap { scenario in
      scenario.presets.map { Case(scenario: scenario, preset: $0.name) }
        + scenario.pitfalls.map {
          Case(scenario: scenario, preset: scenario.defaultPreset, pitfall: $0.name)
        }
    }
  }

  let scenario: ScenarioDescription
  let start: RunStart
  private(set) var batches: [EventBatch] = []

  /// Runs a scenario. Meanwhile a knob is turned, a pitfall switched on and off, and a marker set;
  /// a run that has stalled is continued by that.
  init(_ test: Case, seconds: Int = 6) throws {
    scenario = test.scenario
    var specification = try ScenarioCatalog.specification(
      of: scenario.name, preset: test.preset, pitfall: test.pitfall, seed: 11)
    let knob = scenario.knobs[0]
    let turned = knob.kind.turned(specification.parameters[0].value, .up)
    specification.inputs = [
      TimedInput(PastBench.instant(2), .parameterChanged(name: knob.name, value: turned)),
      TimedInput(PastBench.instant(3), .markerSet("here")),
      TimedInput(PastBench.instant(3), .pitfallSwitched(scenario.pitfalls.first?.name)),
      TimedInput(PastBench.instant(4.5), .pitfallSwitched(nil)),
    ]
    start = RunStart(specification)
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    for frame in 0...seconds * 20 {
      run.simulation.run(until: PastBench.instant(Double(frame) / 20))
    }
    run.simulation.tearDown()
    self.batches = batches
  }

  static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  var model: RunModel { RunModel(of: start, in: scenario) }

  var events: [Event] { batches.flatMap(\.events) }

  /// The past of the run, as the loop of the screen would make it.
  func past(limit: Int = RunPast.standardLimit, distance: Int = 200) -> RunPast {
    let past = RunPast(of: RunHistory(model), spool: EventSpool(in: nil), limit: limit)
    var history = RunHistory(model)
    var kept = 0
    for batch in batches {
      past.append(batch)
      history.fold(batch)
      guard history.analysis.eventCount >= kept + distance else { continue }
      kept = history.analysis.eventCount
      past.keep(history)
    }
    return past
  }
}

/// A run on the screen, for comparing what panels draw.
struct PastSide {
  var run: ShownRun

  init(_ bench: PastBench) {
    run = ShownRun(
      bench.start, of: bench.scenario, from: .simulation, thresholds: LintThresholds())
  }

  /// What each panel draws, in a box in which it has room.
  func frames(_ size: Size = Size(columns: 110, rows: 24)) -> [Panel: Frame] {
    var panels = PanelSet(Settings())
    let scene = PanelScene(run: run, axes: TimeAxes(), signs: .braille)
    var frames: [Panel: Frame] = [:]
    for panel in Panel.allCases {
      var frame = Frame(size: size)
      _ = panels.handle(.updated(after: 1), in: panel, Box(size), scene)
      panels[panel].drawing(in: Box(size), scene).draw(in: &frame, Box(size))
      frames[panel] = frame
    }
    return frames
  }
}

extension Frame {
  /// The characters of each row.
  var rowTexts: [String] {
    (0..<size.rows).map { row in
      String((0..<size.columns).map { self[$0, row].character })
    }
  }
}
