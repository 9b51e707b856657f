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

  /// Labels at round distances from the right edge, or at round times of the day, at least ten
  /// columns apart.
  ///
  /// - Parameters:
  ///   - edge: What the right edge is called.
  ///   - mark: A column with a sign of its own, which no label covers; `nil` for none.
  ///   - now: The instant at the right edge.
  ///   - clock: How instants are written.
  static func text(
    columns: Int, _ scale: TimeScale, edge: String = "now", mark: Int? = nil,
    until now: VirtualInstant = .zero, _ clock: ClockText = .elapsed
  ) -> String {
    guard columns >= 4 else { return String(repeating: " ", count: max(columns, 0)) }
    var cells = [Character](repeating: " ", count: columns)
    let edgeStart = columns - edge.count
    // A mark within the name of the edge moves that to its left.
    let isPressed = mark.map { $0 >= edgeStart } ?? false
    let edgeEnd = isPressed ? (mark ?? columns) - 1 : columns
    place(edge, endingAt: edgeEnd, in: &cells)
    let labels =
      clock.wall.map { times(columns, scale, until: now, $0) } ?? distances(columns, scale)
    for (label, right) in labels {
      guard right - label.count >= 0 else { break }
      // A long name of the edge hides the nearest labels.
      guard right < edgeEnd - edge.count else { continue }
      if let mark, mark >= right - label.count - 1, mark <= right { continue }
      place(label, endingAt: right, in: &cells)
    }
    return String(cells)
  }

  /// Distances from the right edge, the least first, each with the column after its last one.
  private static func distances(_ columns: Int, _ scale: TimeScale) -> [(String, Int)] {
    let column = scale.column
    guard let step = steps.first(where: { $0 * 1_000_000 >= column * 10 }) else { return [] }
    return (1...columns).map { count in
      let distance = step * 1_000_000 * Int64(count)
      return ("-" + text(distance, step: step), columns - Int(distance / column))
    }
  }

  /// Times of the day, the latest first, each with the column after its last one.
  private static func times(
    _ columns: Int, _ scale: TimeScale, until now: VirtualInstant, _ wall: WallClock
  ) -> [(String, Int)] {
    let column = scale.column
    let step = steps.first { step in
      step * 1_000_000 >= column * Int64(timeLabel(0, step: step).count + 2)
    }
    guard let step else { return [] }
    let length = step * 1_000_000
    let present = wall.local(at: now)
    let offset = present - now.nanoseconds
    let last = present / length * length
    return (0..<Int64(columns)).compactMap { count in
      let time = last - count * length
      guard time >= 0 else { return nil }
      let (start, rest) = (time - offset).quotientAndRemainder(dividingBy: column)
      let distance = now.nanoseconds / column - start + (rest < 0 ? 1 : 0)
      return (timeLabel(time, step: step), columns - Int(distance))
    }
  }

  /// A local time as finely as labels that far apart need it; the date if they are days apart.
  private static func timeLabel(_ time: Int64, step: Int64) -> String {
    let clock = TimeText.clock(.nanoseconds(time % 86_400_000_000_000))
    switch step {
    case ..<100: return String(clock.dropLast(1))
    case ..<1000: return String(clock.dropLast(2))
    case ..<60_000: return String(clock.dropLast(4))
    case ..<86_400_000: return String(clock.dropLast(7))
    default:
      let (_, month, day) = WallClock.date(time)
      return [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
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
