import WeirEvents
import WeirScreen

@testable import WeirDashboard

/// Short forms for what tests read from a dashboard.
extension Dashboard {
  var start: RunStart { run.start }
  var layout: Layout { places.layout(of: run) }

  var prompt: Prompt? { promptLine.prompt }
  var overlayScene: OverlayScene { OverlayScene(self) }
  func box(of panel: Panel) -> Box? { screen.place(of: panel).box }
  func scene(of panel: Panel) -> PanelScene { screen.scene(of: panel) }

  var help: HelpPage? { overlay as? HelpPage }
  var scenarioPage: ScenarioPage? { overlay as? ScenarioPage }
  var sourcePage: SourcePage? { overlay as? SourcePage }
  var taskPage: TaskPage? { overlay as? TaskPage }
  var optionsPage: OptionsPage? { overlay as? OptionsPage }
  var chosenOption: OptionRow? { optionsPage?.chosen(overlayScene) }

  /// The line that is being typed.
  var typedLine: LineEditor? {
    switch prompt {
    case .command(let command): command.line
    case .filter(_, let line): line
    case nil: nil
    }
  }

  /// The state of the command line while a command is typed.
  var commandEntry: CommandEntry? {
    guard case .command(let command) = prompt else { return nil }
    return command.entry
  }

  /// The panel whose filter is being typed.
  var filteredPanel: Panel? {
    guard case .filter(let panel, _) = prompt else { return nil }
    return panel
  }

  var completion: Completion? { commandPopup?.completion }

  func refusal(of action: KeyAction) -> String? { KeyRefusals(self).refusal(of: action) }

  /// The tasks that have a row, from top to bottom.
  var listedTasks: [TaskID] {
    panels.tasks.listed(in: box(of: .tasks), scene(of: .tasks)).compactMap(\.task)
  }

  var chosenKnob: Knob? { panels.knobs.chosen(of: run.knobs) }

  func laneScale(columns: Int) -> TimeScale { scene(of: .tasks).laneScale(columns: columns) }
  var laneScale: TimeScale { scene(of: .tasks).laneScale }
  func graphScale(columns: Int) -> TimeScale { scene(of: .depth).graphScale(columns: columns) }

  /// The row at the bottom.
  var footer: FooterBar { screen.footer }
  var header: HeaderBar { screen.header }
  var commandPopup: CommandPopup? { screen.commandPopup }
  var touchAreas: [(box: Box, touch: Touch)] { screen.touchAreas }
}

/// Short forms for what tests do to a dashboard.
extension Dashboard {
  /// Changes the description of the scenario.
  mutating func describe(_ change: (inout ScenarioDescription) -> Void) {
    var description = run.description
    change(&description)
    run.switchScenario(to: description)
  }

  mutating func show(_ form: Settings.TasksForm) {
    panels.tasks.show(form, in: box(of: .tasks), scene(of: .tasks))
    // The heights follow what the panel needs now.
    _ = handle(.terminal(.resized(places.size)))
  }

  mutating func openTaskPage(of task: TaskID) {
    panels.tasks.choose(task)
    overlay = TaskPage(task)
  }

  mutating func chooseKnob(_ index: Int) { panels.knobs.select(index, of: run.knobs) }

  /// Draws a single panel.
  func draw(_ panel: Panel, in frame: inout Frame) {
    let box = Box(frame.size)
    panels[panel].drawing(in: box, scene(of: panel)).draw(in: &frame, box)
    frame.paint(with: theme.theme)
  }
}
