import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// How long items took from being offered to being done: a histogram, percentiles, and how the time
/// was spent.
struct LatencyDrawing: PanelDrawing {
  let panel: LatencyPanel
  let scene: PanelScene
  private var metrics: Metrics { scene.run.analysis.metrics }

  func summary(in box: Box) -> Line {
    var line = Line(NumberText.count(metrics.latency.count), .text)
    if scene.run.history.hasGoodput { return goodput(after: line, box.columns - 15) }
    line.add(noun, .dim)
    if let picture = panel.picture, LatencyPanel.isLarge(box) {
      line.add(picture.axis.isLogarithmic ? "  logarithmic axis" : "  linear axis", .dim)
    }
    return line
  }

  private var noun: String {
    let noun = scene.run.analysis.queues.records.isEmpty ? "request" : "item"
    return metrics.latency.count == 1 ? " \(noun)" : " \(noun)s"
  }

  /// How much of the work that ends now is completed within its deadline, in the longest form that
  /// fits.
  private func goodput(after count: Line, _ columns: Int) -> Line {
    let (throughput, goodput) = scene.run.history.ratesOfWork
    let style: Style = goodput < throughput * 0.5 ? .bad : .text
    func line(_ words: String, _ rest: String) -> Line {
      var line = count
      line.add(words, .dim)
      line.add(NumberText.rate(goodput), style)
      line.add(rest, .dim)
      return line
    }
    let wasted = "  wasted \(TimeText.short(metrics.wasted))"
    let forms = [
      line("\(noun)  goodput ", " of \(NumberText.rate(throughput))/s\(wasted)"),
      line("\(noun)  goodput ", " of \(NumberText.rate(throughput))/s"),
      line("\(noun)  goodput ", "/s"), line("  goodput ", "/s"), line("  good ", "/s"),
    ]
    return forms.first { $0.width <= columns } ?? count
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard let picture = panel.picture else {
      let isRecorded = scene.run.start.level.hasItems
      let text = isRecorded ? "Nothing has completed yet." : "Single items were not recorded."
      let line = Line(text, .dim)
      frame.write(line, at: box.column, box.row, limit: box.columns)
      return
    }
    if LatencyPanel.isLarge(box) { return drawLarge(picture, in: &frame, box) }
    let shares = shares(box.columns)
    let (graph, text) = box.splitTop(max(box.rows - (shares.width > 0 ? 2 : 1), 0))
    LatencyGraph(picture: picture, deadline: deadline, signs: scene.signs)
      .draw(in: &frame, graph)
    write([percentiles(picture, box.columns), shares], in: &frame, text)
  }

  private func write(_ lines: [Line], in frame: inout Frame, _ box: Box) {
    for (offset, line) in lines.prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }

  /// The time limit; `nil` if the scenario has none or it is off.
  private var deadline: LatencyGraph.Deadline? {
    guard let name = scene.run.description.deadlineKnob,
      case .duration(let length) = scene.run.knobs.effectiveValue(of: name)
    else { return nil }
    return .init(name: name, length: length)
  }

  private func percentiles(_ picture: LatencyPicture, _ columns: Int) -> Line {
    var figures = FigureList()
    for name in ["p50", "p90", "p99"] {
      figures.add(name, TimeText.short(picture[name] ?? .zero).padded(to: 6))
    }
    figures.add("max", TimeText.short(picture.maximum).padded(to: 6))
    figures.add("mean", TimeText.short(picture.mean).padded(to: 6))
    return figures.line(columns)
  }

  /// How the time was spent, as words, and as a bar if there is room.
  private func shares(_ columns: Int) -> Line {
    guard let shares = WaitShares(scene.run) else { return Line() }
    let legend = shares.legend(columns)
    let room = columns - legend.width - 2
    guard room >= 8 else { return legend }
    var line = shares.bar(room)
    line.add("  ", .dim)
    line.add(legend)
    return line
  }
}

extension LatencyDrawing {
  private func drawLarge(_ picture: LatencyPicture, in frame: inout Frame, _ box: Box) {
    let (upper, right) = LatencyPanel.parts(of: box)
    let (graph, text) = upper.splitTop(upper.rows - 3)
    LatencyGraph(picture: picture, deadline: deadline, signs: scene.signs)
      .draw(in: &frame, graph)
    if let shares = WaitShares(scene.run) {
      write(
        [Line(), shares.bar(text.columns), shares.legend(text.columns)], in: &frame, text)
    }
    let tables = LatencyTables(picture: picture, waits: panel.waits)
    write(
      [Line()] + tables.percentiles(right.columns) + [Line()] + tables.waitRows(right.columns),
      in: &frame, right)
  }
}
