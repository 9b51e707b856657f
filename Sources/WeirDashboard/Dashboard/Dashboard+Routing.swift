import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Performs an action, or shows why it has no effect here.
  mutating func perform(_ action: KeyAction) -> [Command] {
    if let refusal = refusals.refusal(of: action) {
      show(Notice(text: refusal))
      return []
    }
    switch action {
    case .run(let action): return apply(run.perform(action, keys: options.keys))
    case .move(let move): return perform(inPanel: .move(move))
    case .knob(let action): return perform(inPanel: .knob(action))
    case .tasks(let action): return perform(inPanel: .tasks(action))
    case .screen(let action): return perform(action)
    case .page(let page): return open(page)
    }
  }

  /// Offers an action to the panel in focus. What that doesn't use goes to the tasks or to the
  /// knobs.
  private mutating func perform(inPanel action: PanelAction) -> [Command] {
    if let effects = handle(.action(action), in: places.focus) { return apply(effects) }
    if case .tasks = action { return apply(handle(.action(action), in: .tasks) ?? []) }
    if action == .move(.enter) { places.focus = .knobs }
    return apply(handle(.action(action), in: .knobs) ?? [])
  }

  /// Passes an input to a panel.
  mutating func handle(_ input: PanelInput, in panel: Panel) -> [Effect]? {
    panels.handle(input, in: panel, box(of: panel), scene(of: panel))
  }

  private mutating func perform(_ action: ScreenAction) -> [Command] {
    switch action {
    case .nextPanel: places.focusNext(1, of: run)
    case .previousPanel: places.focusNext(-1, of: run)
    case .panel(let panel): places.focus = panel
    case .expandPanel: places.isExpanded.toggle()
    case .back: return goBack()
    case .nextLayout: use(places.preset.next(1))
    case .previousLayout: use(places.preset.next(-1))
    case .filter: typeFilter()
    case .zoomIn: zoom(-1)
    case .zoomOut: zoom(1)
    case .nextTheme: return theme.next(of: options.themes).map { select($0, isKept: false) } ?? []
    case .commandLine: typeCommand("")
    case .quit: return [.quit]
    }
    return []
  }

  /// Opens a page over the panels; closes the help if it is open.
  private mutating func open(_ page: Page) -> [Command] {
    switch page {
    case .help: overlay = overlay is HelpPage ? nil : HelpPage()
    case .source: overlay = SourcePage()
    case .options: overlay = OptionsPage()
    case .scenarios:
      let page = ScenarioPage(at: run.description.name, of: options.scenarios)
      overlay = page
      return apply(page.preview(overlayScene))
    }
    return []
  }

  /// Leaves the first of these that applies: a seek, a recording that catches up, an expanded
  /// panel, a panel without a place of its own, a filter, a list that is scrolled or has a chosen
  /// row.
  private mutating func goBack() -> [Command] {
    if run.seek != nil { return apply(run.stopSeek()) }
    if run.recording.catchUpShare != nil { return [.stopRecording] }
    if places.isExpanded {
      places.isExpanded = false
    } else if places.sideBySide(for: places.size, of: run).box(of: places.focus) == nil {
      places.focus = places.home(of: run)
    } else if let panel = filteredPanel {
      return filter(panel, by: Filter())
    } else {
      notifyPanels(.released)
      places.focus = places.home(of: run)
      notice = nil
    }
    return []
  }

  /// The panel whose filter is removed first: the one in focus, or the events.
  private var filteredPanel: Panel? {
    [places.focus, .events].first { panels[$0].filter(scene(of: $0))?.isEmpty == false }
  }

  mutating func filter(_ panel: Panel, by filter: Filter) -> [Command] {
    apply(handle(.filtered(by: filter), in: panel) ?? [])
  }

  mutating func use(_ layout: LayoutPreset) {
    places.use(layout, of: run)
    show(Notice(text: "Layout \(layout.rawValue): \(layout.reason)."))
  }

  /// Zooms out by a number of steps, or in if the number is negative.
  private mutating func zoom(_ steps: Int) {
    let layout = places.layout(of: run)
    let box = layout.box(of: .depth) ?? layout.body
    axes.zoom(
      steps, columns: GaugeGraph.columns(in: box.inner.columns), at: run.moment(isStill: isStill))
  }

  private mutating func select(_ theme: String, isKept: Bool) -> [Command] {
    self.theme.request(theme, isKept: isKept)
    return [.selectTheme(theme)]
  }
}

// MARK: Effects

extension Dashboard {
  /// Carries out effects, in order, and returns the commands that come of them.
  mutating func apply(_ effects: [Effect]) -> [Command] {
    var commands: [Command] = []
    for effect in effects { commands += apply(effect) }
    return commands
  }

  private mutating func apply(_ effect: Effect) -> [Command] {
    switch effect {
    case .command(let command): return [command]
    case .notice(let notice): show(notice)
    case .perform(let action): return perform(action)
    case .closeAndPerform(let action):
      overlay = nil
      return perform(action)
    case .close: overlay = nil
    case .change(let knob, let change):
      return apply(run.sending(run.knobs.change(knob, change), keys: options.keys))
    case .filterEvents(let filter): run.filterEvents(filter)
    case .openTask(let task):
      panels.tasks.choose(task)
      overlay = TaskPage(task)
    case .openNextTask(let step): openNextTask(step)
    case .expand: places.isExpanded = true
    case .focus(let panel): places.focus = panel
    case .filter(let panel, let filter): return self.filter(panel, by: filter)
    case .typeCommand(let text): typeCommand(text)
    case .begin(let scenario): return begin(scenario)
    case .adopt(let settings, let changes):
      return adopt(settings) + changes.map(Command.keepSetting)
    case .selectTheme(let name, let isKept):
      guard name != theme.theme.name || name != options.settings.theme else { return [] }
      return select(name, isKept: isKept)
    }
    return []
  }

  private mutating func openNextTask(_ step: Int) {
    guard let task = overlay?.task,
      let next = panels.tasks.task(step, after: task, in: box(of: .tasks), scene(of: .tasks))
    else { return }
    panels.tasks.choose(next)
    overlay = TaskPage(next)
  }
}
