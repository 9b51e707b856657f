import WeirTrace

/// The picture of the scenario: producers, the queue, consumers, and what flows between them.
struct FlowPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look
  private let parties: FlowParties
  private var analysis: Analysis { state.run.analysis }
  private var queue: QueueRecord? { analysis.queues.records.first }

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
    parties = FlowParties(state.run.analysis)
  }

  func summary(columns: Int) -> Line {
    guard let queue else { return Line() }
    var line = Line()
    func add(_ word: String, _ value: Int, _ style: Style, width: Int) {
      if line.width > 0 { line.add("  ", look.dim) }
      line.add("\(word) ", look.dim)
      line.add(NumberText.count(value).leftPadded(to: width), style)
    }
    add("max", queue.highWaterMark, look.text, width: 2)
    add("unfinished", queue.unfinished, look.text, width: 2)
    add("dropped", queue.dropped, queue.dropped > 0 ? look.bad : look.text, width: 1)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let columns = FlowColumns(box.columns)
    let (heading, rest) = box.splitTop(1)
    let (body, status) = rest.splitTop(rest.rows - 1)
    let middle = body.column + columns.side + columns.arrow
    let right = middle + columns.queue + columns.arrow
    drawParties(parties.producers, "producer", in: &frame, heading, body, body.column, columns.side)
    drawParties(parties.consumers, "consumer", in: &frame, heading, body, right, columns.side)
    let queueBox = Box(
      column: middle, row: heading.row, columns: columns.queue, rows: heading.rows + body.rows)
    if let queue {
      QueuePicture(queue: queue, look: look).draw(in: &frame, queueBox)
    } else {
      frame.write(Line("no queue", look.dim), at: middle, body.row, limit: columns.queue)
    }
    drawArrows(columns, in: &frame, body, middle: middle)
    let line = FlowStatus(analysis, parties.others, look).line(box.columns)
    frame.write(line, at: status.column, status.row, limit: status.columns)
  }

  private func drawParties(
    _ tasks: [TaskRecord], _ word: String, in frame: inout Frame, _ heading: Box, _ body: Box,
    _ column: Int, _ columns: Int
  ) {
    var title = Line("\(tasks.count) ", look.strong)
    title.add(tasks.count == 1 ? word : word + "s", look.dim)
    frame.write(title, at: column, heading.row, limit: columns)
    let box = Box(column: column, row: body.row, columns: columns, rows: body.rows)
    PartyList(tasks: tasks, now: analysis.now, look: look).draw(in: &frame, box)
  }

  private func drawArrows(_ columns: FlowColumns, in frame: inout Frame, _ body: Box, middle: Int) {
    let row = body.row + max((body.rows - 1) / 2, 0)
    let left = middle - columns.arrow
    let right = middle + columns.queue
    let isBlocked = queue.map { !$0.putters.isEmpty } ?? false
    let isIdle = queue.map { !$0.getters.isEmpty && $0.depth == 0 } ?? false
    let now = analysis.now
    drawArrow(
      state.run.taken.perSecond(at: now), isBlocked ? look.warning : look.accent, in: &frame,
      Box(column: left, row: row, columns: columns.arrow, rows: 1))
    drawArrow(
      state.run.given.perSecond(at: now), isIdle ? look.dim : look.accent, in: &frame,
      Box(column: right, row: row, columns: columns.arrow, rows: 1))
  }

  private func drawArrow(_ rate: Double, _ style: Style, in frame: inout Frame, _ box: Box) {
    let shaft = String(repeating: "─", count: max(box.columns - 3, 0))
    frame.write("\(shaft)►", at: box.column + 1, box.row, limit: box.columns - 2, style)
    let text = "\(NumberText.rate(rate))/s"
    frame.write(
      text.leftPadded(to: box.columns - 2), at: box.column + 1, box.row - 1,
      limit: box.columns - 1, look.text)
  }
}
