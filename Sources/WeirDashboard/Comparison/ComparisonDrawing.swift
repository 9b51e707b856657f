import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Two runs on one screen, on one time axis: figures above, and the flow, the depth and the tasks
/// of A and B below, with the same rows and the same scales in both.
struct ComparisonDrawing {
  private let scene: ComparisonScene
  private let layout: ComparisonLayout
  private let gauges: (a: Gauge?, b: Gauge?)
  private let texts: [FigureText]
  /// The rows of lanes in view, and how their width is shared.
  private let pairs: [LanePairs.Pair]
  private let columns: LanesView.Columns
  private let scenes: (a: PanelScene, b: PanelScene)

  init(_ scene: ComparisonScene, _ layout: Layout) {
    self.scene = scene
    let figures = scene.runs.comparison.figures
    texts = figures.map { FigureText($0) }
    let gauges = scene.gauges
    self.gauges = gauges
    let layout = ComparisonLayout(
      layout,
      ComparisonLayout.Needs(
        figureCount: figures.count, hasDepth: gauges.a != nil || gauges.b != nil,
        taskRows: scene.taskRows))
    self.layout = layout
    var scenes = (a: scene.panelScene(.a), b: scene.panelScene(.b))
    let rows = ComparisonDrawing.laneRows(layout.a.tasks.rows)
    let lanes = [scenes.a, scenes.b].map { TasksPanel(.lanes).lanes(forRows: rows, $0) }
    let pairs = LanePairs(lanes[0], lanes[1]).pairs
    let first = min(scene.runs.scroll, max(pairs.count - rows, 0))
    self.pairs = Array(pairs.dropFirst(first).prefix(max(rows, 0)))
    let names = self.pairs.flatMap { [$0.a?.name, $0.b?.name].compactMap(\.self) }
    columns = LanesView.Columns(layout.a.tasks.columns, names)
    let axis = scene.axis(columns: ComparisonDrawing.timeColumns(layout, columns))
    (scenes.a.shared, scenes.b.shared) = (axis, axis)
    self.scenes = scenes
  }

  func draw(in frame: inout Frame) {
    ComparisonHeader(scene: scene).draw(in: &frame, layout.header)
    for border in layout.borders { draw(border, in: &frame) }
    drawFigures(in: &frame)
    for side in RunSide.allCases { drawFlow(side, in: &frame) }
    drawDepth(in: &frame)
    drawTasks(in: &frame)
    drawKnob(in: &frame)
  }

  /// How many columns show time, for the zoom.
  var timeColumns: Int { ComparisonDrawing.timeColumns(layout, columns) }

  private static func timeColumns(_ layout: ComparisonLayout, _ columns: LanesView.Columns) -> Int {
    if layout.a.sharesColumns { return columns.lane }
    return layout.a.depth.isEmpty
      ? columns.lane : GaugeGraph.columns(in: layout.a.depth.columns)
  }

  private func panelScene(_ side: RunSide) -> PanelScene { side == .a ? scenes.a : scenes.b }

  private func room(_ side: RunSide) -> ComparisonLayout.Side { layout.side(isB: side == .b) }

  private func drawFigures(in frame: inout Frame) {
    let equal = texts.count { $0.isEqual }
    var title = Line("Figures", .text)
    if equal > 0 { title.add("  \(equal) equal", .dim) }
    PanelBorder(title, summary: Line(), isFocused: false, isBroken: scene.isPast)
      .draw(in: &frame, layout.figures)
    FiguresTable(
      figures: scene.runs.comparison.figures, columns: layout.figureColumns, isASCII: scene.isASCII
    ).draw(in: &frame, layout.figures.inset(left: 2, right: 2, bottom: 1))
  }
}

// MARK: Borders

extension ComparisonDrawing {
  private func draw(_ border: ComparisonLayout.Border, in frame: inout Frame) {
    let sides = Set(border.titles.map(\.side.isB))
    let isTurned = sides == [scene.runs.turned == .b]
    for (index, title) in border.titles.enumerated() {
      let name = self.title(title)
      let summary = summary(title)
      let hasRoom = summary.width <= border.box.columns - name.width - 7
      let panel = PanelBorder(
        name, summary: hasRoom ? summary : Line(), isFocused: isTurned, isBroken: scene.isPast)
      if index == 0 {
        panel.draw(in: &frame, border.box)
      } else {
        var row = border.box
        (row.row, row.rows) = (title.row, 2)
        panel.drawTop(in: &frame, row)
      }
    }
  }

  private func title(_ title: ComparisonLayout.Title) -> Line {
    let side: RunSide = title.side.isB ? .b : .a
    var line = Line()
    if case .none = title.side {} else { line = scene.badge(of: side) }
    func add(_ text: String) { line.add(line.width > 0 ? " \(text)" : text, .text) }
    if let part = title.parts.first {
      switch part {
      case .flow: add("Flow")
      case .depth:
        add("Depth")
        if let gauge = gauge(side) {
          line.add("  \(gauge.name(in: scene.run(side).analysis))", .dim)
        }
      case .tasks: add("Tasks")
      }
    }
    if case .full = title.side {
      line.add(title.parts.isEmpty ? " " : "  ", .text)
      line.add(scene.name(of: side))
    }
    return line
  }

  private func summary(_ title: ComparisonLayout.Title) -> Line {
    let side: RunSide = title.side.isB ? .b : .a
    let run = scene.run(side)
    var line = Line()
    for part in title.parts {
      switch part {
      case .flow: line.add(FlowDrawing(panelScene(side)).summary(in: room(side).flow))
      // The figures beside the graph say it.
      case .depth where room(side).sharesColumns: break
      case .depth: line.add(depth(side))
      case .tasks:
        line.add(NumberText.count(run.analysis.tasks.liveCount), .text)
        line.add(" live", .dim)
      }
    }
    return title.parts.isEmpty && !room(side).depth.isEmpty ? depth(side, isShort: true) : line
  }

  /// The present depth of the gauge of a side.
  private func depth(_ side: RunSide, isShort: Bool = false) -> Line {
    guard let gauge = gauge(side) else { return Line() }
    var line = Line(isShort ? "" : "now ", .dim)
    line.add(NumberText.count(Int(gauge.history.depth)).leftPadded(to: 3), .text)
    return line
  }
}

// MARK: Flow

extension ComparisonDrawing {
  private func drawFlow(_ side: RunSide, in frame: inout Frame) {
    let box = room(side).flow
    guard !box.isEmpty else { return }
    FlowDrawing(panelScene(side)).draw(in: &frame, box)
  }
}

// MARK: Depth

extension ComparisonDrawing {
  /// The gauge that is shown of a side; `nil` if it has none.
  private func gauge(_ side: RunSide) -> Gauge? { side == .a ? gauges.a : gauges.b }

  private func drawDepth(in frame: inout Frame) {
    let graphs = RunSide.allCases.map { side in
      (side, gauge(side).map { graph(of: $0, side) }, area(side))
    }
    let tops = graphs.compactMap { _, graph, area in graph?.ownTop(in: area) }
    for (side, graph, area) in graphs where !area.isEmpty {
      guard var graph else {
        frame.write(
          "only in \(side.other.rawValue)", at: area.column + 1, area.row, limit: area.columns,
          .border)
        continue
      }
      graph.top = tops.max()
      graph.draw(in: &frame, area)
      drawParting(side, in: &frame, area)
      drawFigures(of: graph.gauge, side, in: &frame)
    }
  }

  private func graph(of gauge: Gauge, _ side: RunSide) -> GaugeGraph {
    var graph = GaugeGraph(gauge: gauge, scene: panelScene(side), isNamed: false)
    if room(side).sharesColumns { graph.ownColumns = columns.lane }
    return graph
  }

  /// The room of a graph with the numbers at its left: above the lanes if both share their columns,
  /// otherwise above an axis of its own.
  private func area(_ side: RunSide) -> Box {
    let box = room(side).depth
    guard room(side).sharesColumns else { return box.splitTop(box.rows - 1).top }
    return box.splitLeft(columns.start + columns.lane).left
  }

  /// Draws a line through the graph where the runs part, and the axis if the lanes have none.
  private func drawParting(_ side: RunSide, in frame: inout Frame, _ area: Box) {
    let panelScene = panelScene(side)
    let count = room(side).sharesColumns ? columns.lane : GaugeGraph.columns(in: area.columns)
    let scale = panelScene.graphScale(columns: count)
    let graph = Box(
      column: area.endColumn - count, row: area.row, columns: count, rows: area.rows)
    let instant = scene.runs.parting?.instant
    if let column = instant.flatMap({
      scale.column(of: $0, until: panelScene.until, columns: count)
    }) {
      for row in graph.row..<graph.endRow where frame[graph.column + column, row].character == " " {
        frame[graph.column + column, row] = Cell("┊", .accent)
      }
    }
    guard !room(side).sharesColumns else { return }
    let axis = Box(column: graph.column, row: graph.endRow, columns: count, rows: 1)
    panelScene.drawAxis(scale, mark: instant, in: &frame, axis)
  }

  /// Draws figures beside the graph, above what the tasks do.
  private func drawFigures(of gauge: Gauge, _ side: RunSide, in frame: inout Frame) {
    guard room(side).sharesColumns else { return }
    let box = room(side).depth
    let room = box.inset(left: columns.start + columns.lane + 1)
    let scene = panelScene(side)
    let view = GaugeView(
      gauge: gauge, scene: scene, waits: WaitPicture.all(of: scene.run.history), isNamed: false)
    var list = FigureList()
    for figure in view.figures.figures {
      // Below each other, they need their full names.
      list.add(figure.word == "p99" ? "wait p99" : figure.word, figure.value, figure.style)
    }
    list.draw(in: &frame, room.splitLeft(ComparisonDrawing.figureColumns).left)
  }

  /// The most columns of a figure beside the graph.
  private static let figureColumns = 16
}

// MARK: Tasks

extension ComparisonDrawing {
  /// The fewest rows with a time axis below the lanes, and with a legend as well.
  private static let (axisFrom, legendFrom) = (2, 8)

  /// How many lanes fit into a number of rows.
  private static func laneRows(_ rows: Int) -> Int {
    rows - (rows >= axisFrom ? 1 : 0) - (rows >= legendFrom ? 1 : 0)
  }

  private func drawTasks(in frame: inout Frame) {
    for side in RunSide.allCases {
      let box = room(side).tasks
      guard !box.isEmpty else { continue }
      LanesView(
        panel: TasksPanel(.lanes), scene: panelScene(side),
        rows: pairs.map { row(of: $0, side) }, mark: scene.runs.parting?.instant,
        columns: columns, axisFrom: ComparisonDrawing.axisFrom,
        legendFrom: ComparisonDrawing.legendFrom
      ).draw(in: &frame, box)
    }
  }

  private func row(of pair: LanePairs.Pair, _ side: RunSide) -> LanesView.Row {
    let lane = side == .a ? pair.a : pair.b
    return lane.map { .lane($0) } ?? .missing(pair.name, "only in \(side.other.rawValue)")
  }
}

// MARK: Where the two part

extension ComparisonDrawing {
  /// At the instant at which the runs part, the first event that differs, as it happened in A and
  /// in B; `nil` elsewhere. At the start it is shown only once it was gone to.
  private func partingLine(_ columns: Int) -> Line? {
    guard let parting = scene.runs.parting else { return nil }
    let shown = scene.shown
    // A log may have no event before the one that was gone to.
    let wasGoneTo = shown.playback.isPaused && shown.lastTarget == .instant(parting.instant)
    let isThere = shown.now == parting.instant && shown.now > .zero
    guard isThere || wasGoneTo && shown.seek == nil else { return nil }
    var head = Line(" ◆ event \(NumberText.exact(parting.event))", .strongAccent)
    let room = max(columns - head.width - 8, 0)
    let texts = RunSide.allCases.map { scene.runs.partingText($0) ?? "" }
    let limit = ComparisonDrawing.shares(of: room, texts.map { CharacterWidth.of($0) })
    for (index, side) in RunSide.allCases.enumerated() {
      head.add("  \(side.rawValue) ", .strongAccent)
      head.add(Line(texts[index], .text).fitted(to: limit[index]))
    }
    return head
  }

  /// The columns of two texts: a short one leaves room to the other one.
  private static func shares(of room: Int, _ widths: [Int]) -> [Int] {
    let half = room / 2
    return [0, 1].map { index in
      min(widths[index], max(half, room - widths[1 - index]))
    }
  }
}

// MARK: The knob

extension ComparisonDrawing {
  /// The knob that keys turn, and in which run.
  private func drawKnob(in frame: inout Frame) {
    if let line = partingLine(layout.knob.columns), scene.knobs.editor == nil {
      frame.write(line, at: layout.knob.column, layout.knob.row, limit: layout.knob.columns)
      return
    }
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
