import WeirAnalysis
import WeirEvents
import WeirScreen

/// The grid of places in a queue's picture: how many, how large, and how many are filled.
///
/// A cell of the grid is one place of the queue if all of them fit, otherwise several. For an
/// unlimited queue the grid follows the high-water mark, in steps so that it seldom changes.
struct QueueCells: Equatable {
  /// How many places the grid has; its last column may be shorter.
  let places: Int
  let filled: Int
  /// How many places there are above each other.
  let rows: Int
  /// The distance from one place to the next; `place` is the part of it that is filled.
  let pitch: Size
  let place: Size

  init(_ queue: QueueRecord, columns: Int, rows: Int) {
    self.init(
      size: QueueCells.size(of: queue), depth: queue.depth, columns: columns, rows: rows)
  }

  init(size: Int, depth: Int, columns: Int, rows: Int) {
    let places = min(size, max(columns * rows, 1))
    self.places = places
    let gridRows = QueueCells.gridRows(places, columns: columns, rows: rows)
    let gridColumns = max((places + gridRows - 1) / gridRows, 1)
    self.rows = gridRows
    let width = ((columns + 1) / gridColumns).clamped(to: 1...QueueCells.greatestPitch)
    let height = ((rows + 1) / gridRows).clamped(to: 1...QueueCells.greatestPitch)
    pitch = Size(columns: width, rows: min(height, rows))
    place = Size(
      columns: max(width - 1, 1), rows: gridRows == 1 ? min(rows, height) : max(height - 1, 1))
    func cells(_ count: Int) -> Int {
      count == 0 ? 0 : min(max(count * places / size, 1), places)
    }
    filled = cells(min(depth, size))
  }

  private static let greatestPitch = 5
  /// The places of an unlimited queue in which few items have waited so far.
  static let leastUnlimited = 16

  /// How many places the picture of a queue has.
  static func size(of queue: QueueRecord) -> Int {
    if let capacity = queue.capacity { return max(capacity, queue.depth, 1) }
    var size = leastUnlimited
    while size < queue.highWaterMark, size < Int.max / 2 { size *= 2 }
    return size
  }

  /// The fewest rows that hold all places with gaps between them; all rows if none do.
  private static func gridRows(_ places: Int, columns: Int, rows: Int) -> Int {
    let rows = max(rows, 1)
    let fitting = (1...rows).first { (places + $0 - 1) / $0 * 2 - 1 <= columns }
    return fitting ?? rows
  }
}
