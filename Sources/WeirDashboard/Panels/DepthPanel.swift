import WeirTrace

/// What fills and empties, over time: the queues, pools and batches of the run, one graph below the other.
struct DepthPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look
  private var analysis: Analysis { state.run.analysis }
  private var gauges: [Gauge] { state.run.gauges.gauges }

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  func summary(in box: Box) -> Line {
    guard let first = gauges.first else { return Line() }
    switch first.subject {
    case .queue(let id): return queueSummary(id, box.columns)
    case .pool(let id): return poolSummary(id)
    default:
      var line = Line("\(first.name(in: analysis)) ", look.dim)
      line.add(NumberText.count(Int(first.history.depth)).leftPadded(to: 3), look.text)
      return line
    }
  }

  private func queueSummary(_ id: QueueID, _ columns: Int) -> Line {
    var line = Line()
    if columns >= 38 {
      line.add("mean ", look.dim)
      line.add(mean(of: id), look.text)
      line.add("  ", look.dim)
    }
    let blocked = state.run.blocked.share
    line.add("blocked ", look.dim)
    line.add(
      NumberText.percent(blocked).leftPadded(to: 4), blocked > 0.005 ? look.warning : look.text)
    if columns >= 52 {
      line.add(" of \(Int(state.run.blocked.memory))s", look.dim)
    }
    return line
  }

  private func mean(of id: QueueID) -> String {
    let metrics = analysis.metrics.queues.first { $0.id == id }
    return NumberText.rate(metrics?.meanDepth(until: analysis.now) ?? 0).leftPadded(to: 4)
  }

  private func poolSummary(_ id: PoolID) -> Line {
    let waiting = analysis.pools[id]?.waiters.count ?? 0
    var line = Line("in line ", look.dim)
    line.add(
      NumberText.count(waiting).leftPadded(to: 3), waiting > 0 ? look.warning : look.text)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (area, axis) = box.splitTop(box.rows >= 3 ? box.rows - 1 : box.rows)
    let shown = gauges.prefix(max(area.rows / DepthPanel.fewestRows, 1))
    let isNamed = shown.count > 1
    for (index, gauge) in shown.enumerated() {
      let top = area.rows * index / shown.count
      let rows = area.rows * (index + 1) / shown.count - top
      GaugeGraph(gauge: gauge, state: state, look: look, isNamed: isNamed)
        .draw(in: &frame, area.inset(top: top).splitTop(rows).top)
    }
    guard axis.rows > 0 else { return }
    let times = axis.inset(left: GaugeGraph.scaleColumns)
    let text = TimeAxis.text(columns: times.columns, state.depthScale)
    frame.write(text, at: times.column, times.row, limit: times.columns, look.dim)
  }

  /// A graph of fewer rows says nothing.
  private static let fewestRows = 2
}
