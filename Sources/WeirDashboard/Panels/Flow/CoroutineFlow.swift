import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The present round on a time axis that starts with it: a line for each coroutine, from its start
/// to the instant at which it resumes, and below them how long the round takes, compared with the
/// sum of all waits.
///
/// Lanes show the past; this picture also shows how long each wait still lasts.
struct CoroutineFlow: FlowPicture {
  private let scene: FlowScene
  private let strands: [Lane]
  /// The knob for how many coroutines a round has.
  private let count: String
  /// Whether each coroutine starts when the one before it has ended.
  private let isInTurn: Bool

  init?(_ scene: FlowScene, count: String, inTurn: ScenarioDescription.Picture.Choice) {
    strands = scene.run.strands.strands
    guard !strands.isEmpty else { return nil }
    self.scene = scene
    self.count = count
    isInTurn = scene.holds(inTurn)
  }

  var summary: Line {
    let live = strands.count { $0.ended == nil }
    var line = Line(NumberText.count(live).leftPadded(to: 2), .text)
    line.add(" of ", .dim)
    line.add(NumberText.count(Int(strands.last?.name.number ?? 0)), .text)
    line.add(" live", .dim)
    return line
  }

  var neededRows: ClosedRange<Int> {
    CoroutineFlow.list(max(scene.count(count) ?? 0, round.count), around: 3)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let hasAxis = box.rows >= CoroutineFlow.axisRows
    let sums = box.rows >= min(round.count, 3) + 3 ? 2 : 0
    let (body, totals) = box.splitTop(box.rows - sums)
    let (list, _) = body.splitTop(body.rows - (hasAxis ? 1 : 0))
    let shown = round.suffix(max(list.rows, 0))
    guard let begin = shown.map(\.begin).min(), list.columns >= CoroutineFlow.leastColumns else {
      return
    }
    let name = min(
      shown.map { CharacterWidth.of($0.name.description) }.max() ?? 0,
      CoroutineFlow.mostNameColumns)
    let time = list.inset(left: name + 1, right: CoroutineFlow.endColumns)
    let scale = TimeScale(of: begin.duration(to: end), columns: time.columns, from: 4)
    for (offset, strand) in shown.enumerated() {
      let row = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      draw(strand, since: begin, scale, name: name, time: time, in: &frame, row)
    }
    if hasAxis {
      let text = TimeAxis.elapsed(columns: time.columns, scale)
      frame.write(
        text, at: time.column, list.row + shown.count, limit: time.columns, .dim)
    }
    drawTotals(in: &frame, totals)
  }

  /// The latest coroutines, back to the last moment at which none was live.
  private var round: ArraySlice<Lane> {
    var first = strands.endIndex
    var begin = scene.now
    while first > strands.startIndex {
      let strand = strands[first - 1]
      if let ended = strand.ended, ended < begin, first < strands.endIndex, !isInTurn { break }
      if isInTurn, first < strands.endIndex, pauses(strand, before: strands[first]) { break }
      begin = min(begin, strand.begin)
      first -= 1
    }
    return strands[first...]
  }

  /// Whether time passed between the end of a coroutine and the start of the next one.
  private func pauses(_ strand: Lane, before next: Lane) -> Bool {
    strand.ended.map { $0 < next.begin } ?? false
  }

  /// When the last coroutine of the round resumes, as far as known now.
  private var end: VirtualInstant {
    round.reduce(round.last?.begin ?? scene.now) { max($0, end(of: $1) ?? scene.now) }
  }

  /// When a coroutine ended or resumes from its wait; `nil` if that is unknown.
  private func end(of strand: Lane) -> VirtualInstant? {
    if let ended = strand.ended { return ended }
    guard case .sleep(let instant) = scene.analysis.tasks[strand.task]?.wait,
      instant.nanoseconds < .max
    else { return nil }
    return max(instant, scene.now)
  }

  /// The axis with the shortest list above it.
  private static let axisRows = 4
  private static let leastColumns = 30
  private static let mostNameColumns = 16
  /// The words before the two totals.
  private static let captionColumns = 20
  /// A blank, a sign, a blank, a length of time, and a word.
  private static let endColumns = 14

  private func draw(
    _ strand: Lane, since begin: VirtualInstant, _ scale: TimeScale, name: Int, time: Box,
    in frame: inout Frame, _ row: Box
  ) {
    let style: Style = strand.ended == nil ? .text : .dim
    frame.write(
      strand.name.description.paddedName(to: name), at: row.column, row.row, limit: name, style)
    func column(_ instant: VirtualInstant) -> Int {
      let distance = (scale.columnStart(instant) - scale.columnStart(begin)) / scale.column
      return Int(distance.clamped(to: 0...Int64(max(time.columns - 1, 0))))
    }
    let now = column(strand.ended ?? scene.now)
    let slices = strand.columns(now + 1, until: strand.ended ?? scene.now, at: scale)
    for (offset, slice) in slices.enumerated() {
      guard let slice else { continue }
      let sign = slice.isBirth && !slice.activity.isOver ? "├" : slice.activity.glyph
      frame[time.column + offset, row.row] = Cell(sign, Style(of: slice.activity))
    }
    if strand.ended == nil, let end = end(of: strand) {
      let last = column(end)
      if now + 1 < last {
        for offset in now + 1..<last {
          frame[time.column + offset, row.row] = Cell("┈", .border)
        }
      }
      if now < last { frame[time.column + last, row.row] = Cell("○", .dim) }
    }
    let text = ending(strand)
    frame.write(text, at: time.endColumn, row.row, limit: CoroutineFlow.endColumns)
  }

  /// How long a coroutine took, or how long it still waits.
  private func ending(_ strand: Lane) -> Line {
    let style: Style = strand.ended == nil ? .text : .dim
    var line = Line(" \(strand.activity.glyph) ", Style(of: strand.activity))
    if strand.ended == nil, let end = end(of: strand) {
      let left = TimeText.short(scene.now.duration(to: end))
      line.add(left.leftPadded(to: FlowMeasures.durationColumns), style)
      line.add(" left", .dim)
    } else {
      let length = strand.begin.duration(to: strand.ended ?? scene.now)
      line.add(TimeText.short(length).leftPadded(to: FlowMeasures.durationColumns), style)
    }
    return line
  }
}

extension CoroutineFlow {
  /// Draws how long the round takes, and below it what its waits and computations add up to.
  private func drawTotals(in frame: inout Frame, _ box: Box) {
    guard let begin = round.map(\.begin).min(), box.rows >= 2 else { return }
    let total = begin.duration(to: max(end, begin))
    let sum = round.reduce(Duration.zero) { sum, strand in
      let past = strand.duration(until: scene.now) { $0 == .sleeping || $0 == .working }
      let rest = strand.ended == nil ? end(of: strand).map { scene.now.duration(to: $0) } : nil
      return sum + past + (rest ?? .zero)
    }
    let longest = max(total, sum, .nanoseconds(1)).seconds
    let rows = [
      ("the round takes", total, Style.strongAccent), ("its waits add up to", sum, Style.text),
    ]
    for (offset, (word, length, style)) in rows.enumerated() {
      var line = Line(word.padded(to: CoroutineFlow.captionColumns), .dim)
      line.add(TimeText.short(length).leftPadded(to: FlowMeasures.durationColumns), style)
      line.add(" ", Style.dim)
      let room = max(box.columns - line.width, 0)
      let bar = Int((Double(room) * length.seconds / longest).rounded())
      line.add(
        String(repeating: "━", count: bar.clamped(to: 0...room)),
        Style.graph(length.seconds / longest))
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }
}
