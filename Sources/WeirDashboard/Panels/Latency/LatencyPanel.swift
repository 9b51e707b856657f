import WeirTrace

/// How long items took from being offered to being done: a histogram, percentiles, and what the time went to.
struct LatencyPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look
  private var metrics: Metrics { state.run.analysis.metrics }

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  func summary(in box: Box) -> Line {
    var line = Line(NumberText.count(metrics.latency.count), look.text)
    line.add(state.run.analysis.queues.records.isEmpty ? " requests" : " items", look.dim)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard let picture = state.latency else {
      let line = Line("No item is done yet.", look.dim)
      frame.write(line, at: box.column, box.row, limit: box.columns)
      return
    }
    let (graph, text) = box.splitTop(max(box.rows - 3, 0))
    LatencyGraph(picture: picture, deadline: deadline, look: look)
      .draw(in: &frame, graph, axis: text.splitTop(1).top)
    let lines = [percentiles(picture, box.columns), parts(box.columns)]
    for (offset, line) in lines.prefix(max(text.rows - 1, 0)).enumerated() {
      frame.write(line, at: text.column, text.row + 1 + offset, limit: text.columns)
    }
  }

  /// The time limit of an item, where the scenario has one and it is on.
  private var deadline: Duration? {
    for (knob, value) in zip(state.knobs.knobs, state.knobs.values) {
      if case .optionalDuration = knob.kind, case .duration(let duration) = value {
        return duration
      }
    }
    return nil
  }

  private func percentiles(_ picture: LatencyPicture, _ columns: Int) -> Line {
    var line = Line()
    let figures = [
      ("p50", picture.p50), ("p90", picture.p90), ("p99", picture.p99), ("max", picture.maximum),
    ]
    for (name, value) in figures where line.width + name.count + 7 <= columns {
      line.add("\(name) ", look.dim)
      line.add(TimeText.short(value).padded(to: 7), look.text)
    }
    return line
  }

  private func mean(_ length: Duration) -> Line {
    var line = Line("mean ", look.dim)
    line.add(TimeText.short(length), look.text)
    return line
  }

  /// The mean time of an item, split into waiting before the queue, in it, and being served.
  private func parts(_ columns: Int) -> Line {
    let queue = metrics.queues.last
    let whole = metrics.latency.mean?.seconds ?? 0
    let waited = queue?.wait.mean?.seconds ?? 0
    let count = Double(max(metrics.latency.count, 1))
    let blocked = (queue?.blocked.mean?.seconds ?? 0) * Double(queue?.blocked.count ?? 0) / count
    guard whole > 0 else { return Line() }
    if queue == nil { return mean(metrics.latency.mean ?? .zero) }
    let shares = (blocked / whole, waited / whole, max(1 - (blocked + waited) / whole, 0))
    guard state.run.analysis.batchers.records.isEmpty else {
      return narrow(shares, isServed: false).line(columns)
    }
    let text = partsText(shares)
    guard text.width + 8 <= columns else {
      return narrow(shares, isServed: true, isShort: columns < LatencyPanel.partsColumns).line(
        columns)
    }
    let room = max(columns - text.width, 0)
    let first = min(Int((Double(room) * shares.0).rounded()), room)
    let second = min(Int((Double(room) * shares.1).rounded()), room - first)
    var line = Line(String(repeating: "▬", count: first), look.warning)
    line.add(String(repeating: "·", count: second), look.text)
    line.add(String(repeating: "━", count: room - first - second), look.accent)
    line.add(text)
    return line
  }

  /// What three parts in full words take.
  private static let partsColumns = 36

  /// What an item does after the queue is not known where it may wait for a batch there: then only what was before is told.
  private func narrow(
    _ shares: (Double, Double, Double), isServed: Bool, isShort: Bool = false
  ) -> FigureList {
    var figures = FigureList(look)
    figures.add(
      isShort ? "block" : "blocked", NumberText.percent(shares.0),
      shares.0 > 0.005 ? look.warning : nil)
    figures.add(isShort ? "wait" : "waiting", NumberText.percent(shares.1))
    if isServed { figures.add(isShort ? "serve" : "served", NumberText.percent(shares.2)) }
    return figures
  }

  private func partsText(_ shares: (Double, Double, Double)) -> Line {
    var line = Line(
      " blocked \(percent(shares.0))", shares.0 > 0.005 ? look.warning : look.dim)
    line.add(" waiting \(percent(shares.1))", look.text)
    line.add(" served \(percent(shares.2))", look.accent)
    return line
  }

  private func percent(_ share: Double) -> String {
    NumberText.percent(share).leftPadded(to: 3)
  }
}
