import WeirTrace

/// The bars of the latencies over their axis, with the deadline as a mark.
struct LatencyGraph {
  let picture: LatencyPicture
  let deadline: Duration?
  let look: Look

  func draw(in frame: inout Frame, _ box: Box, axis: Box) {
    let highest = max(picture.bars.max() ?? 0, 1)
    for (column, count) in picture.bars.prefix(box.columns).enumerated() where count > 0 {
      let eighths = max(count * box.rows * 8 / highest, 1)
      let style = look.graph(Double(column) / Double(max(picture.bars.count - 1, 1)))
      for level in 0..<box.rows where eighths > level * 8 {
        let block = LatencyGraph.blocks[min(eighths - level * 8, 8) - 1]
        frame[box.column + column, box.endRow - 1 - level] = Cell(block, style)
      }
    }
    drawAxis(in: &frame, axis)
    drawDeadline(in: &frame, box)
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Round lengths where they fall, as long as they don't touch.
  private func drawAxis(in frame: inout Frame, _ axis: Box) {
    var free = 0
    for (seconds, text) in LatencyGraph.labels {
      guard let column = picture.bar(of: seconds), column >= free,
        column + text.count <= axis.columns
      else { continue }
      frame.write(text, at: axis.column + column, axis.row, limit: text.count, look.dim)
      free = column + text.count + 2
    }
  }

  /// 1, 2 and 5 times each power of ten from a microsecond to a million seconds.
  private static let labels: [(seconds: Double, text: String)] = {
    var labels: [(seconds: Double, text: String)] = []
    var power: Int64 = 1
    for _ in -6...6 {
      for digit in [1, 2, 5] as [Int64] {
        let duration = Duration.microseconds(digit * power)
        labels.append((duration.seconds, TimeText.compact(duration)))
      }
      power *= 10
    }
    return labels
  }()

  private func drawDeadline(in frame: inout Frame, _ box: Box) {
    guard let deadline, let column = picture.bar(of: deadline.seconds), column < box.columns
    else { return }
    for row in box.row..<box.endRow where frame[box.column + column, row].character == " " {
      frame[box.column + column, row] = Cell("┊", look.bad)
    }
    frame[box.column + column, box.row] = Cell("◆", look.bad)
  }
}
