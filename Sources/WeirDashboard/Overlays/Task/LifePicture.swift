import WeirAnalysis
import WeirEvents
import WeirScreen

/// A task's whole life in one row: from its creation at the left edge until now, or its end.
///
/// A column covers the shortest length of time at which the whole life fits, so that the picture
/// grows until it is full and then halves.
struct LifePicture {
  let slices: [Lane.Slice?]
  let scale: TimeScale

  /// - Parameter lane: what is known of the life; the time before the lane's start is unknown.
  init(_ lane: Lane, from begin: VirtualInstant, to end: VirtualInstant, columns: Int) {
    let fits = { (level: Int) in
      LifePicture.length(begin, end, TimeScale(level: level)) <= columns
    }
    let level = (0..<TimeScale.levels).first(where: fits) ?? TimeScale.levels - 1
    scale = TimeScale(level: level)
    let length = min(LifePicture.length(begin, end, scale), max(columns, 0))
    slices = lane.columns(length, until: end, at: scale)
  }

  /// How many columns a stretch of time takes.
  private static func length(
    _ begin: VirtualInstant, _ end: VirtualInstant, _ scale: TimeScale
  ) -> Int {
    Int((scale.columnStart(end) - scale.columnStart(begin)) / scale.column) + 1
  }

  /// The signs in their colours; `┈` marks time about which nothing is known.
  func line() -> Line {
    var line = Line()
    for slice in slices {
      if let slice {
        line.add(String(slice.glyph), Style(of: slice.activity))
      } else {
        line.add("┈", .dim)
      }
    }
    return line
  }
}
