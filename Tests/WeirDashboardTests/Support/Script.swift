import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// A short run written event by event, for pictures that are easier to describe than to simulate.
struct Script {
  private(set) var events: [Event] = []
  private var now = VirtualInstant.zero

  /// Adds events at an instant, in milliseconds.
  mutating func at(_ milliseconds: Int64, _ kinds: Event.Kind...) {
    now = VirtualInstant(nanoseconds: milliseconds * 1_000_000)
    events += kinds.map { Event(now, $0) }
  }

  /// The events so far, with time advanced to an instant.
  func batch(until milliseconds: Int64) -> EventBatch {
    EventBatch(
      events: events, now: .init(nanoseconds: milliseconds * 1_000_000), state: .running)
  }

  /// The scene for flow pictures at an instant.
  func scene(
    until milliseconds: Int64, _ picture: ScenarioDescription.Picture? = nil, knobs: [Knob] = [],
    values: [ParameterValue] = []
  ) -> FlowScene {
    let values = Dictionary(uniqueKeysWithValues: zip(knobs.map(\.name), values))
    let description = ScenarioDescription(
      name: "script", summary: "", guideSection: "",
      presets: [.init(name: "live", summary: "", values: values)], defaultPreset: "live",
      pitfalls: [], knobs: knobs, lengthKnob: "", picture: picture)
    return FlowScene(
      run: RunHistory(of: batch(until: milliseconds), in: description),
      knobs: KnobBoard(description, RunStart(description.specification(seed: 1))), isPaused: false)
  }
}

extension FlowScene {
  /// The picture at a size as text, and its summary below.
  func text(_ columns: Int, _ rows: Int) -> String {
    var frame = Frame(size: Size(columns: columns, rows: rows))
    picture.draw(in: &frame, Box(frame.size))
    return frame.text + "\n[\(picture.summary.text)]"
  }
}

extension Event.Kind {
  static func born(_ id: UInt32, _ name: String, parent: UInt32 = 0) -> Event.Kind {
    let label = Label(name)
    return .task(TaskID(id), .created(name: label, role: label.stem, parent: TaskID(parent)))
  }

  static func sleeps(_ id: UInt32, until milliseconds: Int64) -> Event.Kind {
    .task(
      TaskID(id),
      .suspended(on: .sleep(until: .init(nanoseconds: milliseconds * 1_000_000)), at: .unknown))
  }

  static func waits(_ id: UInt32, _ wait: Wait) -> Event.Kind {
    .task(TaskID(id), .suspended(on: wait, at: .unknown))
  }
}
