import Synchronization
import WeirDashboard
import WeirAnalysis
import WeirEvents

@testable import WeirScreen

/// A scenario and dashboards that show it, for tests.
enum Sample {
  static let theme = Theme.standard

  static let description = ScenarioDescription(
    name: "producer-consumer",
    summary: "Producers put items into a bounded queue, consumers take them out.",
    guideSection: "Common Patterns 1",
    presets: [
      .init(name: "live", summary: "Runs without end.", values: named(live)),
      .init(name: "guide", summary: "The guide's own program.", values: named(guide)),
    ],
    defaultPreset: "live",
    pitfalls: [
      .init(
        name: "no-task-done", summary: "Join waits for ever.", lesson: "Join counts calls."),
      .init(
        name: "no-cancel", summary: "Consumers outlive the work.", lesson: "Loops must be ended."),
    ],
    knobs: knobs,
    lengthKnob: "items",
    deadlineKnob: "deadline",
    picture: .queue(from: .init(Symbol("producer")), to: .init(Symbol("consumer"))),
    triggers: [.init(name: "rush", summary: "Each producer makes ten items at once.")],
    sights: ["The queue: when it is full, producers wait."],
    tries: [.init("capacity ◂", "Down to 1: the producers wait; that is back-pressure.")])

  /// A scenario to switch to, with knobs and pitfalls of its own.
  static let other = ScenarioDescription(
    name: "pool", summary: "Requests share the connections of a pool.",
    guideSection: "Performance 2: Connection Pooling",
    presets: [
      .init(
        name: "live", summary: "Runs without end.",
        values: ["pool-size": .count(3), "requests": .unlimited])
    ],
    defaultPreset: "live",
    pitfalls: [.init(name: "leak", summary: "Connections are kept.", lesson: "Give them back.")],
    knobs: [
      .init(
        name: "pool-size", unit: "connections", kind: .count(1...64, step: 1),
        help: "Connections at most."),
      .init(
        name: "requests", unit: "requests", kind: .capacity(1...1000, step: 1),
        help: "Requests that are made."),
    ],
    lengthKnob: "requests")

  static let specification = RunSpecification(
    scenario: "producer-consumer", preset: "live", seed: 42,
    parameters: zip(knobs, live).map { .init(name: $0.name, value: $1) })

  private static let times: ClosedRange<Duration> = .milliseconds(1)...Duration.seconds(60)

  private static let knobs: [Knob] = [
    .init(
      name: "producers", unit: "tasks", kind: .count(1...64, step: 1),
      help: "Tasks that make items."),
    .init(
      name: "consumers", unit: "tasks", kind: .count(1...64, step: 1),
      help: "Tasks that take items."),
    .init(
      name: "capacity", unit: "items", kind: .capacity(1...256, step: 1),
      help: "Items that can wait in the queue."),
    .init(
      name: "produce-time", unit: "", kind: .time(times), help: "How long making one item takes."),
    .init(
      name: "consume-time", unit: "", kind: .time(times),
      help: "How long working on one item takes."),
    .init(
      name: "overflow", unit: "", kind: .choice(["block", "drop-newest", "drop-oldest", "fail"]),
      help: "What a full queue does with one more item."),
    .init(
      name: "deadline", unit: "", kind: .optionalDuration(times), help: "Time limit of each item."),
    .init(name: "shift", unit: "", kind: .duration(times), help: "How long a shift is."),
    .init(
      name: "items", unit: "items", kind: .capacity(1...1000, step: 1),
      help: "Items that each producer makes."),
  ]

  private static let live: [ParameterValue] = [
    .count(4), .count(4), .count(16), .time(.exponential(mean: .seconds(1))),
    .time(.lognormal(median: .milliseconds(700), sigma: 0.8)), .choice("block"),
    .duration(.seconds(20)), .duration(.seconds(30)), .unlimited,
  ]

  private static let guide: [ParameterValue] = [
    .count(1), .count(1), .unlimited, .time(.constant(.seconds(1))),
    .time(.constant(.milliseconds(1))), .choice("block"), .off, .duration(.seconds(30)), .count(5),
  ]

  /// Values by the names of the knobs.
  private static func named(_ values: [ParameterValue]) -> [String: ParameterValue] {
    Dictionary(uniqueKeysWithValues: zip(knobs.map(\.name), values))
  }

  /// A dashboard before its first event.
  static func dashboard(ascii: Bool = false, history: [String] = []) -> Dashboard {
    Dashboard(
      description: description, start: RunStart(specification), theme: theme,
      options: .init(
        ascii: ascii, themes: ["weir-dark", "weir-light"], scenarios: [description, other],
        history: history))
  }

  private struct Made: Hashable {
    let seconds: Double
    let ascii: Bool
  }

  /// Dashboards that show the sample run, each the start of many tests.
  private static let made = Mutex<[Made: Dashboard]>([:])

  /// A dashboard that shows the sample run after a number of seconds, with a frame every 33 ms.
  static func dashboard(after seconds: Double, ascii: Bool = false) -> Dashboard {
    made.withLock { made in
      if let dashboard = made[Made(seconds: seconds, ascii: ascii)] { return dashboard }
      let dashboard = dashboard(
        after: seconds, run: SampleRun(deadline: .seconds(4)), ascii: ascii)
      made[Made(seconds: seconds, ascii: ascii)] = dashboard
      return dashboard
    }
  }

  /// The same for another run.
  static func dashboard(after seconds: Double, run: SampleRun, ascii: Bool = false) -> Dashboard {
    var dashboard = dashboard(ascii: ascii)
    var run = run
    for frame in 1...max(Int(seconds * 30), 1) {
      _ = dashboard.handle(.batchArrived(run.batch(until: Double(frame) / 30)))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    }
    return dashboard
  }

  /// What a dashboard draws on a screen of the given size.
  static func frame(_ dashboard: Dashboard, _ columns: Int, _ rows: Int) -> Frame {
    var dashboard = dashboard
    let size = Size(columns: columns, rows: rows)
    _ = dashboard.handle(.terminal(.resized(size)))
    var frame = Frame(size: size)
    dashboard.draw(in: &frame)
    return frame
  }
}

extension Frame {
  /// Whether each cell is an ASCII character that takes one column.
  var isASCII: Bool {
    // As numbers: a frame has thousands of cells, and making characters is slow.
    cells.allSatisfy { $0.scalars.isSingle && (0x20..<0x7F).contains($0.scalars.first.value) }
  }
}
