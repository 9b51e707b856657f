import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The row of times under a picture whose right edge is the instant that is shown.
enum TimeAxis {
  /// Lengths between two labels, in milliseconds.
  private static let steps: [Int64] = [
    10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000,
    600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, 86_400_000,
    172_800_000, 432_000_000, 864_000_000,
  ]

  /// Labels at round distances from the right edge, at least ten columns apart.
  ///
  /// - Parameters:
  ///   - edge: What the right edge is called.
  ///   - mark: A column with a sign of its own, which no label covers; `nil` for none.
  static func text(
    columns: Int, _ scale: TimeScale, edge: String = "now", mark: Int? = nil
  ) -> String {
    guard columns >= 4 else { return String(repeating: " ", count: max(columns, 0)) }
    var cells = [Character](repeating: " ", count: columns)
    let edgeStart = columns - edge.count
    // A mark within the name of the edge moves that to its left.
    let isPressed = mark.map { $0 >= edgeStart } ?? false
    let edgeEnd = isPressed ? (mark ?? columns) - 1 : columns
    place(edge, endingAt: edgeEnd, in: &cells)
    let column = scale.column
    guard let step = steps.first(where: { $0 * 1_000_000 >= column * 10 }) else {
      return String(cells)
    }
    for count in 1...columns {
      let distance = step * 1_000_000 * Int64(count)
      let right = columns - Int(distance / column)
      let label = "-" + text(distance, step: step)
      guard right - label.count >= 0 else { break }
      // A long name of the edge hides the nearest labels.
      guard right < edgeEnd - edge.count else { continue }
      if let mark, mark >= right - label.count - 1, mark <= right { continue }
      place(label, endingAt: right, in: &cells)
    }
    return String(cells)
  }

  /// Labels at round distances from a start at the left edge, at least ten columns apart.
  static func elapsed(columns: Int, _ scale: TimeScale) -> String {
    guard columns >= 4 else { return String(repeating: " ", count: max(columns, 0)) }
    var cells = [Character](repeating: " ", count: columns)
    place("0s", endingAt: 2, in: &cells)
    let column = scale.column
    guard let step = steps.first(where: { $0 * 1_000_000 >= column * 10 }) else {
      return String(cells)
    }
    for count in 1...columns {
      let distance = step * 1_000_000 * Int64(count)
      let label = text(distance, step: step)
      let left = Int(distance / column)
      guard left + label.count <= columns else { break }
      place(label, endingAt: left + label.count, in: &cells)
    }
    return String(cells)
  }

  /// Labels that are seconds apart are in seconds.
  private static func text(_ distance: Int64, step: Int64) -> String {
    (1000..<60_000).contains(step)
      ? "\(distance / 1_000_000_000)s" : TimeText.compact(.nanoseconds(distance))
  }

  private static func place(_ label: String, endingAt end: Int, in cells: inout [Character]) {
    for (offset, character) in label.enumerated() {
      let index = end - label.count + offset
      if cells.indices.contains(index) { cells[index] = character }
    }
  }
}

extension TimeScale {
  /// The column of an instant, counted from the left of some columns of which the last one is the
  /// present; `nil` if it is not in view.
  func column(
    of instant: VirtualInstant, until now: VirtualInstant, columns: Int
  ) -> Int? {
    let distance = (columnStart(now) - columnStart(instant)) / column
    return distance >= 0 && distance < Int64(columns) ? columns - 1 - Int(distance) : nil
  }
}

extension TimeText {
  /// A round length without superfluous zeros: `5s`, `2m`, `200ms`.
  static func compact(_ duration: Duration) -> String {
    DurationText(duration).description
  }
}
