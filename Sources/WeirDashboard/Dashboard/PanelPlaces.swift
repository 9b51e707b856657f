import WeirAnalysis
import WeirEvents
import WeirScreen

/// Which panels have a place on the screen, how much room each of them and the time line want, and
/// which one has the focus.
struct PanelPlaces: Sendable {
  /// The terminal's size, as far as it is known.
  var size = Size(columns: 80, rows: 24)
  /// The panel that keys go to, unless they go to the time line.
  var focus = Panel.knobs {
    didSet { timeLine.isFocused = false }
  }
  /// The time line below the header.
  var timeLine: TimeLineFeature
  /// Whether that panel has the whole screen.
  var isExpanded = false
  private(set) var preset: LayoutPreset
  /// How many rows the panels can fill.
  private(set) var needs = PanelNeeds()
  /// Panels that this scenario has had something for.
  private var used: Set<Panel> = []

  init(_ settings: Settings) {
    preset = settings.layout
    timeLine = TimeLineFeature(settings.timeLine)
  }
}

extension PanelPlaces {
  /// Whether the terminal is too small for any panel.
  var isTooSmall: Bool { Layout.isTooSmall(size) }

  /// Where everything is on the screen of the present size.
  func layout(of run: ShownRun) -> Layout { layout(for: size, of: run) }

  func layout(for size: Size, of run: ShownRun) -> Layout {
    let sideBySide = sideBySide(for: size, of: run)
    let hasPlace = sideBySide.box(of: focus) != nil
    return isExpanded || !hasPlace
      ? Layout(size, expanded: focus, timeLineRows: timeLine.rows(on: size)) : sideBySide
  }

  /// All panels side by side, with room for what they have to show. If the run is stuck forever,
  /// the warnings get enough rows to say why, if need be those of the time line.
  func sideBySide(for size: Size, of run: ShownRun) -> Layout {
    let absent = absentPanels(of: run)
    let timeLineRows = timeLine.rows(on: size)
    let quiet = Layout(
      size, preset, timeLineRows: timeLineRows, needs: needs, without: absent)
    guard run.analysis.state == .stalled, let box = quiet.box(of: .warnings) else { return quiet }
    let rows = WarningsPanel.evidenceRows(of: run, box.inner.columns, atMost: size.rows)
    let full = Layout(
      size, preset, warningRows: rows, timeLineRows: timeLineRows, needs: needs, without: absent)
    guard full.box(of: .warnings) == nil else { return full }
    return Layout(size, preset, warningRows: rows, needs: needs, without: absent)
  }

  /// The panels that have nothing to show in this scenario, and leave their place to others. Before
  /// the first event this is unknown, and they stay.
  private func absentPanels(of run: ShownRun) -> Set<Panel> {
    var missing: Set<Panel> = run.knobs.knobs.isEmpty ? [.knobs] : []
    if run.start.isSimulation { missing.insert(.waits) }
    guard run.analysis.eventCount > 0 || !used.isEmpty else { return missing }
    var optional: Set<Panel> = [.latency]
    if run.description.deadlineKnob == nil { optional.insert(.timeouts) }
    if run.description.known == nil, run.history.gauges.used.isEmpty { optional.insert(.depth) }
    return optional.subtracting(used).union(missing)
  }

  /// Notes which panels have something to show at another place of the run.
  mutating func showUse(by run: RunHistory) {
    used = []
    noteUse(by: run)
  }

  /// Notes which panels the run has something for.
  mutating func noteUse(by run: RunHistory) {
    if run.hasWork { used.insert(.latency) }
    if run.hasDeadlines { used.insert(.timeouts) }
  }

  /// Notes how many rows each panel could fill, for the next layout; before the first event this is
  /// unknown.
  mutating func noteNeeds(
    of panels: PanelSet, _ scene: consuming PanelScene, _ prompt: Prompt?
  ) {
    guard scene.run.analysis.eventCount > 0 else { return }
    for panel in Panel.allCases {
      scene.turn(to: panel, self, prompt)
      guard let rows = panels[panel].neededRows(scene) else { continue }
      note(rows, for: panel)
    }
    noteWarnings(of: scene.run)
  }

  /// Notes how many rows a panel could fill, borders not included.
  private mutating func note(_ rows: ClosedRange<Int>, for panel: Panel) {
    needs[panel] = rows.lowerBound + Self.borderRows...rows.upperBound + Self.borderRows
  }

  /// Notes how many rows the warnings could fill. They take them from the events.
  private mutating func noteWarnings(of run: ShownRun) {
    guard let box = sideBySide(for: size, of: run).box(of: .warnings) else { return }
    let count = WarningsPanel.evidenceRows(
      of: run, box.inner.columns, atMost: PanelPlaces.mostWarningRows,
      keeping: PanelPlaces.warningTime)
    note(max(count, 1)...max(count, 1), for: .warnings)
  }

  /// How many rows could be filled lately, borders not included; `nil` if that is unknown.
  func notedRows(of panel: Panel) -> ClosedRange<Int>? {
    needs[panel].map { $0.lowerBound - Self.borderRows...$0.upperBound - Self.borderRows }
  }

  /// The rows of the border of a panel.
  private static let borderRows = 2

  /// How long a finding that was cleared keeps its rows.
  private static let warningTime = Duration.seconds(5)
  /// The most rows that findings take from the events.
  private static let mostWarningRows = 12
}

extension PanelPlaces {
  /// The panel in focus if no other was chosen: the knobs if there are any, else the tasks.
  func home(of run: ShownRun) -> Panel { run.knobs.knobs.isEmpty ? .tasks : .knobs }

  /// Forgets which panels the last scenario used.
  mutating func switchScenario(to run: ShownRun) {
    used = []
    needs = PanelNeeds()
    isExpanded = false
    focus = home(of: run)
  }

  /// Switches to another layout. The focus leaves a panel that has no place there.
  mutating func use(_ preset: LayoutPreset, of run: ShownRun) {
    self.preset = preset
    isExpanded = false
    if sideBySide(for: size, of: run).box(of: focus) == nil { focus = home(of: run) }
  }

  /// Leaves a panel that is expanded or has no place of its own; returns whether there was one.
  mutating func leavePanel(of run: ShownRun) -> Bool {
    if isExpanded {
      isExpanded = false
      return true
    }
    guard sideBySide(for: size, of: run).box(of: focus) == nil else { return false }
    focus = home(of: run)
    return true
  }

  /// Moves the focus to another of the panels that have a place; between the last one and the first
  /// one it is on the time line.
  mutating func focusNext(_ step: Int, of run: ShownRun) {
    let layout = sideBySide(for: size, of: run)
    let shown = isExpanded ? Panel.allCases : layout.places.map(\.panel)
    let panels = Panel.allCases.filter(shown.contains)
    let stops: [Panel?] = panels + (layout.timeLine.isEmpty ? [] : [nil])
    let present = timeLine.isFocused ? nil : focus
    let index = stops.firstIndex(of: present).map { $0 + step + stops.count } ?? 0
    if let next = stops[index % stops.count] {
      focus = next
    } else {
      timeLine.isFocused = true
    }
  }
}
