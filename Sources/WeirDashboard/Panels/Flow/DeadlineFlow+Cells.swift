import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Many callers in few rows: side by side, each with its number, a short bar, and the time left.
extension DeadlineFlow {
  /// A sign, a number of two digits, a bar or three steps, a time, and the blanks between them.
  static let cellColumns = 22

  func drawCells(in frame: inout Frame, _ box: Box, perRow: Int) {
    let width = box.columns / perRow
    for (index, caller) in callers.enumerated() {
      let place = Point(
        column: box.column + index % perRow * width, row: box.row + index / perRow)
      frame.write(cell(caller, width - 1), at: place.column, place.row, limit: width - 1)
    }
  }

  private func cell(_ caller: TaskRecord, _ columns: Int) -> Line {
    let operation = operations(of: caller).last ?? caller
    let activity = Activity(operation)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add("\(caller.name.number)".leftPadded(to: 2) + " ", .text)
    guard let record = deadline(of: caller) else {
      line.add("rests", .dim)
      return line
    }
    let left = scene.now.duration(to: record.deadline)
    guard record.fired != nil || left < .zero else {
      let rest = TimeProgress(from: record.armed, to: record.deadline, at: scene.now).rest
      let bar = min(columns - line.width - FlowMeasures.timeColumns, FlowMeasures.barColumns)
      line.add(ProgressText.bar(rest, columns: bar, style(rest), rest: .border))
      line.add(TimeText.short(left).leftPadded(to: FlowMeasures.timeColumns), .text)
      return line
    }
    line.add(CancellationSteps(operation.cancellation).steps)
    line.add("+\(TimeText.short(.zero - left))".leftPadded(to: columns - line.width), .bad)
    return line
  }
}
