import WeirScreen

/// The text on a screen too small for anything else: its size and the size that is needed.
struct TooSmallNotice {
  /// The keys that quit the program.
  let quitKeys: String

  func draw(in frame: inout Frame) {
    let needed = Layout.minimum
    let lines = [
      Line("weir needs a larger screen", .title),
      Line("it has \(frame.size.columns) x \(frame.size.rows)", .bad),
      Line("it needs \(needed.columns) x \(needed.rows)", .good),
      Line("\(quitKeys) quits", .dim),
    ]
    let shown = lines.prefix(max(frame.size.rows, 1))
    for (index, line) in shown.enumerated() {
      let line = line.fitted(to: frame.size.columns)
      let column = (frame.size.columns - line.width) / 2
      let row = (frame.size.rows - shown.count) / 2 + index
      frame.write(line, at: column, row, limit: line.width)
    }
  }
}
