import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A histogram of latencies over a time axis: counts at the left, percentiles and the deadline as
/// marks.
struct LatencyGraph {
  let picture: LatencyPicture
  let deadline: Deadline?
  let signs: GraphSigns

  /// A time limit with the name of its knob, as it may limit only a part of the work.
  struct Deadline {
    var name: String
    var length: Duration
  }

  /// How many columns the bars have.
  static func columns(in room: Int) -> Int { max(room - scaleColumns, 0) }

  /// A count, and the blank behind it.
  private static let scaleColumns = countColumns + 1
  private static let countColumns = 4

  /// Draws the bars, and below them the axis.
  func draw(in frame: inout Frame, _ box: Box) {
    let (upper, axis) = box.splitTop(box.rows - (box.rows >= 2 ? 1 : 0))
    let (heading, body) = upper.splitTop(upper.rows >= 3 ? 1 : 0)
    let (scale, graph) = body.splitLeft(LatencyGraph.scaleColumns)
    drawMarks(in: &frame, graph, heading: heading)
    drawBars(in: &frame, graph)
    drawScale(in: &frame, scale)
    drawTicks(in: &frame, axis.inset(left: LatencyGraph.scaleColumns))
  }

  private var highest: Int { max(picture.bars.max() ?? 0, 1) }

  /// Draws the bars, with gaps between wide ones.
  private func drawBars(in frame: inout Frame, _ box: Box) {
    let form: GraphSigns = signs == .ascii ? .ascii : .block
    let width = max(picture.barColumns - (picture.barColumns >= 3 ? 1 : 0), 1)
    let levels = box.rows * form.levels
    for (index, count) in picture.bars.enumerated() where count > 0 {
      let height = max(count * levels / highest, 1)
      let style: Style = .graph(Double(index) / Double(max(picture.bars.count - 1, 1)))
      let left = box.column + index * picture.barColumns
      for row in 0...(height - 1) / form.levels {
        let level = min(height - row * form.levels, form.levels)
        guard let sign = form.filled(level, level, isOver: false) else { continue }
        for column in left..<max(min(left + width, box.endColumn), left) {
          frame[column, box.endRow - 1 - row] = Cell(sign, style)
        }
      }
    }
  }

  private func drawScale(in frame: inout Frame, _ box: Box) {
    guard box.rows >= 2 else { return }
    let top = NumberText.narrow(highest).leftPadded(to: LatencyGraph.countColumns)
    frame.write(top, at: box.column, box.row, limit: LatencyGraph.countColumns, .dim)
    frame.write(
      "0".leftPadded(to: LatencyGraph.countColumns), at: box.column, box.endRow - 1,
      limit: LatencyGraph.countColumns, .dim)
  }

  /// Draws round lengths on the axis, as long as the labels don't touch.
  private func drawTicks(in frame: inout Frame, _ axis: Box) {
    guard !axis.isEmpty else { return }
    var free = 0
    for seconds in picture.axis.ticks {
      let text = TimeText.compact(.nanoseconds(Int64((seconds * 1e9).rounded())))
      guard let place = picture.column(of: .seconds(seconds)) else { continue }
      let column = min(place, axis.columns - text.count)
      guard column >= free else { continue }
      frame.write(text, at: axis.column + column, axis.row, limit: text.count, .dim)
      free = column + text.count + 2
    }
  }
}

extension LatencyGraph {
  /// A place on the axis with a line and a word.
  private struct Mark {
    var column: Int
    var word: String
    var style: Style
  }

  /// The deadline first, then the percentiles by importance: those without room have no word.
  private var marks: [Mark] {
    var marks: [Mark] = []
    if let deadline, let column = picture.column(of: deadline.length) {
      marks.append(Mark(column: column, word: "◆ \(deadline.name)", style: .bad))
    }
    for name in ["p50", "p99", "p90"] {
      guard let length = picture[name], let column = picture.column(of: length) else { continue }
      marks.append(Mark(column: column, word: "▾ \(name)", style: .text))
    }
    return marks
  }

  private func drawMarks(in frame: inout Frame, _ graph: Box, heading: Box) {
    var taken: [Range<Int>] = []
    for mark in marks where mark.column < graph.columns {
      for row in graph.row..<graph.endRow {
        frame[graph.column + mark.column, row] = Cell(
          signs.upright, mark.style == .bad ? .bad : .border)
      }
      let start = max(min(mark.column, graph.columns - mark.word.count), 0)
      // The sign of a word that had to move left goes to its end, to point at the right place.
      let isMoved = start < mark.column
      let word = isMoved ? String(mark.word.dropFirst(2) + " " + mark.word.prefix(1)) : mark.word
      let left = isMoved ? mark.column + 1 - word.count : start
      let range = left - 1..<left + word.count + 1
      guard left >= 0, !heading.isEmpty, !taken.contains(where: { $0.overlaps(range) }) else {
        continue
      }
      taken.append(range)
      frame.write(word, at: graph.column + left, heading.row, limit: word.count, mark.style)
    }
  }
}
