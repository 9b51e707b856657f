import WeirTrace

extension Dashboard {
  var layout: Layout { layout(for: view.size) }

  func layout(for size: Size) -> Layout {
    let plain = plainLayout(for: size)
    let hasPlace = plain.box(of: view.focus) != nil
    return view.isExpanded || !hasPlace ? Layout(size, expanded: view.focus) : plain
  }

  /// All panels side by side. Their places don't change while a run goes on; one that is stuck for ever has the room to
  /// say why.
  func plainLayout(for size: Size) -> Layout {
    let quiet = Layout(size, view.layout, without: idlePanels)
    guard run.analysis.state == .stalled, let box = quiet.box(of: .warnings) else { return quiet }
    let rows = WarningsPanel.evidenceRows(of: self, box.inner.columns, atMost: size.rows)
    return Layout(size, view.layout, warningRows: rows, without: idlePanels)
  }

  /// Panels that have nothing to say in this scenario, and leave their place to others. Before the first event nobody knows.
  private var idlePanels: Set<Panel> {
    guard run.analysis.eventCount > 0 || !usedPanels.isEmpty else { return [] }
    let hasDeadline = description.deadlineKnob != nil
    let optional: Set<Panel> = hasDeadline ? [.latency] : [.latency, .timeouts]
    return optional.subtracting(usedPanels)
  }

  /// Arranges the panels otherwise; who was in one that has no place any more is at the knobs.
  mutating func arrange(_ layout: LayoutPreset) {
    view.layout = layout
    view.isExpanded = false
    if plainLayout(for: view.size).box(of: view.focus) == nil { view.focus = .knobs }
    show("Layout \(layout.rawValue): \(layout.reason).")
  }
}
