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

  func summary(in box: Box) -> Line {
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
    let (picture, status) = box.splitTop(box.rows - 1)
    let places = FlowPlaces(picture)
    drawHeadings(in: &frame, places)
    PartyList(tasks: parties.producers, now: analysis.now, look: look)
      .draw(in: &frame, places.producers)
    PartyList(tasks: parties.consumers, now: analysis.now, look: look)
      .draw(in: &frame, places.consumers)
    if let queue {
      QueuePicture(queue: queue, look: look).draw(in: &frame, places.queue)
      drawArrows(queue, in: &frame, places)
    }
    let line = FlowStatus(analysis, parties.others, look).line(status.columns)
    frame.write(line, at: status.column, status.row, limit: status.columns)
  }

  /// Over each side how many there are; the heading on the right begins further left where it needs to.
  private func drawHeadings(in frame: inout Frame, _ places: FlowPlaces) {
    let row = places.queue.row
    let left = heading(parties.producers.count, "producer")
    frame.write(
      left, at: places.producers.column, row,
      limit: places.queue.column - places.producers.column - 1)
    let right = heading(parties.consumers.count, "consumer")
    let column = min(places.consumers.column, places.consumers.endColumn - right.width)
    frame.write(
      right, at: max(column, places.queue.endColumn + 1), row,
      limit: places.consumers.endColumn - places.queue.endColumn - 1)
  }

  private func heading(_ count: Int, _ word: String) -> Line {
    var line = Line("\(count) ", look.strong)
    line.add(count == 1 ? word : word + "s", look.dim)
    return line
  }

  /// The flow into the queue warns while producers are held up; the flow out of it fades while consumers are idle.
  private func drawArrows(_ queue: QueueRecord, in frame: inout Frame, _ places: FlowPlaces) {
    let isIdle = queue.depth == 0 && !queue.getters.isEmpty
    drawArrow(
      state.run.taken, queue.putters.isEmpty ? look.accent : look.warning, in: &frame, places.inflow
    )
    drawArrow(state.run.given, isIdle ? look.dim : look.accent, in: &frame, places.outflow)
  }

  /// Rates that stand still with virtual time fade.
  private var rateStyle: Style { state.isPaused ? look.dim : look.text }

  private func drawArrow(_ rate: Rate, _ style: Style, in frame: inout Frame, _ box: Box) {
    let shaft = String(repeating: "─", count: max(box.columns - 3, 0))
    frame.write("\(shaft)►", at: box.column + 1, box.endRow - 1, limit: box.columns - 2, style)
    guard box.rows > 1 else { return }
    let text = "\(NumberText.rate(rate.perSecond(at: analysis.now)))/s"
    let width = box.columns - 2
    frame.write(text.leftPadded(to: width), at: box.column + 1, box.row, limit: width, rateStyle)
  }
}
