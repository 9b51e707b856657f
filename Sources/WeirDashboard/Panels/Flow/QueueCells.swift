import WeirAnalysis
import WeirEvents
import WeirScreen

/// The grid of places in a queue's picture: how many, how large, and how many of them are filled.
///
/// A cell of the grid is one place of the queue where all of them fit, else it stands for several. An unlimited queue
/// has a picture for as many as ever waited, in steps, so that it seldom changes.
struct QueueCells: Equatable {
  /// How many places the grid has; its last column may be shorter.
  let places: Int
  let filled: Int
  /// Places above each other.
  let rows: Int
  /// The distance from one place to the next, and how much of it the place itself takes.
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
    let width = min(max((columns + 1) / gridColumns, 1), QueueCells.greatestPitch)
    let height = min(max((rows + 1) / gridRows, 1), QueueCells.greatestPitch)
    pitch = Size(columns: width, rows: min(height, rows))
    place = Size(
      columns: max(width - 1, 1), rows: gridRows == 1 ? min(rows, height) : max(height - 1, 1))
    func cells(_ count: Int) -> Int {
      count == 0 ? 0 : min(max(count * places / size, 1), places)
    }
    filled = cells(min(depth, size))
  }

  private static let greatestPitch = 5

  /// How many places the picture of a queue has.
  static func size(of queue: QueueRecord) -> Int {
    if let capacity = queue.capacity { return max(capacity, queue.depth, 1) }
    var size = 16
    while size < queue.highWaterMark, size < Int.max / 2 { size *= 2 }
    return size
  }

  /// The fewest rows in which all places stand with a gap between them; all rows where they don't.
  private static func gridRows(_ places: Int, columns: Int, rows: Int) -> Int {
    let rows = max(rows, 1)
    let fitting = (1...rows).first { (places + $0 - 1) / $0 * 2 - 1 <= columns }
    return fitting ?? rows
  }
}
