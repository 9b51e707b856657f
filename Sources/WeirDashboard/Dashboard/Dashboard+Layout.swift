import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  var layout: Layout { layout(for: view.size) }

  func layout(for size: Size) -> Layout {
    let plain = plainLayout(for: size)
    let hasPlace = plain.box(of: view.focus) != nil
    return view.isExpanded || !hasPlace ? Layout(size, expanded: view.focus) : plain
  }

  /// All panels side by side, by what they have to show. A run that is stuck forever has the room
  /// to say why.
  func plainLayout(for size: Size) -> Layout {
    let quiet = Layout(size, view.layout, needs: needs, without: idlePanels)
    guard run.analysis.state == .stalled, let box = quiet.box(of: .warnings) else { return quiet }
    let rows = WarningsPanel.evidenceRows(of: self, box.inner.columns, atMost: size.rows)
    return Layout(size, view.layout, warningRows: rows, needs: needs, without: idlePanels)
  }

  /// Notes how many rows the panels could fill, which the next layout goes by.
  ///
  /// - Parameter seconds: how much wall time has passed since the last time.
  mutating func noteNeeds(after seconds: Double) {
    guard run.analysis.eventCount > 0 else { return }
    func outer(_ rows: ClosedRange<Int>) -> ClosedRange<Int> {
      rows.lowerBound + 2...rows.upperBound + 2
    }
    let rows: [(Panel, ClosedRange<Int>)] = [
      (.flow, FlowPanel(state: self).neededRows), (.depth, DepthPanel(state: self).neededRows),
      (.tasks, TasksPanel(state: self).neededRows), (.knobs, KnobsPanel.neededRows(knobs)),
      (.timeouts, TimeoutsPanel(state: self).neededRows),
    ]
    for (panel, rows) in rows { needs.note(outer(rows), for: panel, after: seconds) }
    guard let box = plainLayout(for: view.size).box(of: .warnings) else { return }
    let count = WarningsPanel.evidenceRows(
      of: self, box.inner.columns, atMost: Dashboard.mostWarningRows)
    needs.note(outer(max(count, 1)...max(count, 1)), for: .warnings, after: seconds)
  }

  /// More rows than that findings don't take from the events.
  private static let mostWarningRows = 12

  /// Panels that have nothing to say in this scenario, and leave their place to others. Before the first event nobody knows.
  private var idlePanels: Set<Panel> {
    let missing: Set<Panel> = knobs.knobs.isEmpty ? [.knobs] : []
    guard run.analysis.eventCount > 0 || !usedPanels.isEmpty else { return missing }
    var optional: Set<Panel> = [.latency]
    if description.deadlineKnob == nil { optional.insert(.timeouts) }
    if description.known == nil, run.gauges.used.isEmpty { optional.insert(.depth) }
    return optional.subtracting(usedPanels).union(missing)
  }

  /// The panel that has the keys where no other was chosen: the knobs, if there are any.
  var homePanel: Panel { knobs.knobs.isEmpty ? .tasks : .knobs }

  /// Arranges the panels otherwise; the focus leaves a panel that has no place any more.
  mutating func arrange(_ layout: LayoutPreset) {
    view.layout = layout
    view.isExpanded = false
    if plainLayout(for: view.size).box(of: view.focus) == nil { view.focus = homePanel }
    show("Layout \(layout.rawValue): \(layout.reason).")
  }
}
