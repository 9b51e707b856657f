import WeirScreen

/// The panels, each with its own state.
///
/// A new panel needs a property here, and a line in each of the two switches.
struct PanelSet: Sendable {
  var flow = FlowPanel()
  var depth = DepthPanel()
  var tasks: TasksPanel
  var timeouts = TimeoutsPanel()
  var knobs = KnobsPanel()
  var events = EventsPanel()
  var warnings = WarningsPanel()
  var latency = LatencyPanel()
  var waits = WaitsPanel()

  init(_ settings: Settings) { tasks = TasksPanel(settings.tasksView) }

  /// Passes an input to a panel; `nil` if it means nothing to that panel.
  mutating func handle(
    _ input: PanelInput, in panel: Panel, _ box: Box?, _ scene: PanelScene
  ) -> [Effect]? {
    switch panel {
    case .flow: flow.handle(input, in: box, scene)
    case .depth: depth.handle(input, in: box, scene)
    case .tasks: tasks.handle(input, in: box, scene)
    case .timeouts: timeouts.handle(input, in: box, scene)
    case .knobs: knobs.handle(input, in: box, scene)
    case .events: events.handle(input, in: box, scene)
    case .warnings: warnings.handle(input, in: box, scene)
    case .latency: latency.handle(input, in: box, scene)
    case .waits: waits.handle(input, in: box, scene)
    }
  }

  /// Passes an input to all panels, and ignores their effects.
  mutating func notify(
    _ input: PanelInput, _ scene: consuming PanelScene, _ places: PanelPlaces, _ prompt: Prompt?
  ) {
    let layout = places.layout(of: scene.run)
    for panel in Panel.allCases {
      scene.turn(to: panel, places, prompt)
      _ = handle(input, in: panel, layout.box(of: panel)?.inner, scene)
    }
  }

  subscript(panel: Panel) -> any PanelFeature {
    switch panel {
    case .flow: flow
    case .depth: depth
    case .tasks: tasks
    case .timeouts: timeouts
    case .knobs: knobs
    case .events: events
    case .warnings: warnings
    case .latency: latency
    case .waits: waits
    }
  }
}
