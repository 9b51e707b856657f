import WeirTrace

/// How many cells a queue's picture has, how many are filled, and up to which one they ever were.
struct QueueCells: Equatable {
  let places: Int
  let filled: Int
  let mark: Int

  /// A cell is a place of the queue where all of them fit; an unlimited queue has a picture as large as needed so far.
  init(_ queue: QueueRecord, columns: Int, rows: Int) {
    let room = max(columns * rows, 1)
    let size = max(queue.capacity ?? max(queue.highWaterMark, room), queue.depth, 1)
    let places = min(size, room)
    func cells(_ count: Int) -> Int {
      count == 0 ? 0 : min(max(count * places / size, 1), places)
    }
    self.places = places
    filled = cells(queue.depth)
    mark = cells(min(queue.highWaterMark, size))
  }
}
