import WeirEvents
import WeirScreen

extension GapHistory {
  /// The sign of a column about which nothing is known, the same as on the time line.
  static let sign: Character = "┊"

  /// Draws over the columns of a picture about which nothing is known, in all of its rows.
  func draw(
    until now: VirtualInstant, at scale: TimeScale, in frame: inout Frame, _ box: Box
  ) {
    for column in columns(box.columns, until: now, at: scale) {
      for row in box.row..<max(box.endRow, box.row) {
        frame[box.column + column, row] = Cell(GapHistory.sign, .warning)
      }
    }
  }
}
