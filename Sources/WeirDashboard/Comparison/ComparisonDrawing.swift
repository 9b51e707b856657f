import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Two runs on one screen, on one time axis: figures above, and the depth and the tasks of A and B
/// below, with the same rows and the same scales in both.
struct ComparisonDrawing {
  let scene: ComparisonScene
  let layout: ComparisonLayout

  init(_ scene: ComparisonScene, _ layout: Layout) {
    self.scene = scene
    self.layout = ComparisonLayout(layout, figureCount: scene.runs.comparison.figures.count)
  }

  func draw(in frame: inout Frame) {
    ComparisonHeader(scene: scene).draw(in: &frame, layout.header)
    drawFigures(in: &frame)
    for border in layout.borders { draw(border, in: &frame) }
    drawDepth(in: &frame)
    drawTasks(in: &frame)
    drawKnob(in: &frame)
  }

  private func drawFigures(in frame: inout Frame) {
    let equal = scene.runs.comparison.figures.count { $0.isEqual }
    let summary = equal > 0 ? Line("\(equal) equal", .dim) : Line()
    PanelBorder(Line("Figures", .text), summary: summary, isFocused: false)
      .draw(in: &frame, layout.figures)
    FiguresTable(
      figures: scene.runs.comparison.figures, columns: layout.figureColumns, isASCII: scene.isASCII
    ).draw(in: &frame, layout.figures.inner.inset(left: 1, right: 1))
  }
}

// MARK: Borders

extension ComparisonDrawing {
  private func draw(_ border: ComparisonLayout.Border, in frame: inout Frame) {
    let first: RunSide = border.isOfB == true ? .b : .a
    let isTurned = scene.runs.turned == first && border.divider == nil
    PanelBorder(
      title(first, border.content), summary: summary(first, border), isFocused: isTurned
    ).draw(in: &frame, border.box)
    guard let divider = border.divider else { return }
    let row = Box(
      column: border.box.column, row: divider, columns: border.box.columns, rows: 2)
    PanelBorder(title(.b, border.content), summary: summary(.b, border), isFocused: false)
      .drawTop(in: &frame, row)
  }

  private func title(_ side: RunSide, _ content: ComparisonLayout.Border.Content) -> Line {
    var line = scene.badge(of: side)
    switch content {
    case .depth:
      line.add(" Depth", .text)
      if let name = scene.leadingGauge { line.add("  \(name)", .dim) }
    case .tasks:
      line.add(" Tasks  ", .text)
      line.add(scene.name(of: side))
    }
    return line
  }

  private func summary(_ side: RunSide, _ border: ComparisonLayout.Border) -> Line {
    let run = scene.run(side)
    switch border.content {
    case .depth:
      guard let gauge = gauges(side).first else { return Line() }
      var line = Line("now ", .dim)
      line.add(NumberText.count(Int(gauge.history.depth)).leftPadded(to: 3), .text)
      return line
    case .tasks:
      var line = Line(NumberText.count(run.analysis.tasks.liveCount), .text)
      line.add(" live", .dim)
      return line
    }
  }
}

// MARK: Depth

extension ComparisonDrawing {
  /// The gauge that is shown of a side; empty if it has none of that name.
  private func gauges(_ side: RunSide) -> [Gauge] {
    let run = scene.run(side)
    let name = scene.leadingGauge
    return run.history.gauges.gauges.filter { $0.name(in: run.analysis) == name }
  }

  private func drawDepth(in frame: inout Frame) {
    let places = RunSide.allCases.map { side in
      (side, gauges(side).first, layout.side(isB: side == .b).depth)
    }
    let tops = places.compactMap { side, gauge, box in
      gauge.map { gauge in
        GaugeGraph(gauge: gauge, scene: scene.panelScene(side), isNamed: false)
          .ownTop(in: box.splitTop(box.rows - 1).top)
      }
    }
    for (side, gauge, box) in places {
      guard let gauge else {
        frame.write(
          "only in \(side.other.rawValue)", at: box.column + 1, box.row, limit: box.columns, .dim)
        continue
      }
      draw(gauge, of: side, top: tops.max(), in: &frame, box)
    }
  }

  private func draw(
    _ gauge: Gauge, of side: RunSide, top: Double?, in frame: inout Frame, _ box: Box
  ) {
    let panelScene = scene.panelScene(side)
    let (graph, axis) = box.splitTop(box.rows - 1)
    GaugeGraph(gauge: gauge, scene: panelScene, isNamed: false, top: top).draw(in: &frame, graph)
    guard axis.rows > 0 else { return }
    let columns = GaugeGraph.columns(in: axis.columns)
    let scale = panelScene.graphScale(columns: columns)
    let row = Box(column: axis.endColumn - columns, row: axis.row, columns: columns, rows: 1)
    frame.write(
      TimeAxis.text(columns: columns, scale), at: row.column, row.row, limit: columns, .dim)
    if let parting = scene.runs.parting {
      scale.draw(parting.instant, until: panelScene.run.now, in: &frame, row)
    }
  }
}

// MARK: Tasks

extension ComparisonDrawing {
  private func drawTasks(in frame: inout Frame) {
    let rows = TasksPanel.laneRows(layout.a.tasks.rows)
    let lanes = RunSide.allCases.map { side in
      TasksPanel(.lanes).lanes(forRows: rows, scene.panelScene(side))
    }
    let pairs = LanePairs(lanes[0], lanes[1]).pairs
    let first = min(scene.runs.scroll, max(pairs.count - rows, 0))
    let shown = Array(pairs.dropFirst(first).prefix(max(rows, 0)))
    for side in RunSide.allCases {
      let view = LanesView(
        panel: TasksPanel(.lanes), scene: scene.panelScene(side),
        rows: shown.map { row(of: $0, side) }, mark: scene.runs.parting?.instant)
      let box = layout.side(isB: side == .b).tasks
      if !box.isEmpty { view.draw(in: &frame, box) }
    }
  }

  private func row(of pair: LanePairs.Pair, _ side: RunSide) -> LanesView.Row {
    let lane = side == .a ? pair.a : pair.b
    return lane.map { .lane($0) } ?? .missing(pair.name, "only in \(side.other.rawValue)")
  }
}

// MARK: The knob

extension ComparisonDrawing {
  /// The knob that keys turn, and in which run.
  private func drawKnob(in frame: inout Frame) {
    let side = scene.runs.turned
    let board = scene.run(side).knobs
    var line = Line(" ", .text)
    line.add("turn ", .dim)
    line.add(scene.badge(of: side))
    line.add("  ", .text)
    if let knob = scene.knobs.chosen(of: board), !board.isLocked {
      let value = board.values[scene.knobs.selected]
      line.add("▸ \(knob.name) ", .strong)
      line.add(value.description, board.isChanged(scene.knobs.selected) ? .accent : .text)
      let other = scene.run(side.other).knobs
      if let text = other[knob.name]?.description, text != value.description {
        line.add("  \(side.other.rawValue) has \(text)", .dim)
      }
      line.add("  \(scene.knobs.selected + 1) of \(board.knobs.count)", .border)
      line.add("   \(knob.help)", .dim)
    } else {
      line.add("its knobs can't be turned", .dim)
    }
    if let editor = scene.knobs.editor, let knob = scene.knobs.chosen(of: board) {
      let head = Line("  \(knob.name) ", .strong)
      frame.write(head, at: layout.knob.column, layout.knob.row, limit: layout.knob.columns)
      TypedLine(editor: editor, style: .strong).draw(
        in: &frame, column: layout.knob.column + head.width, row: layout.knob.row,
        columns: layout.knob.columns - head.width)
    } else {
      frame.write(line, at: layout.knob.column, layout.knob.row, limit: layout.knob.columns)
    }
  }
}
