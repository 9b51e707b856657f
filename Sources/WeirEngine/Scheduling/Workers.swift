import WeirEvents

/// The simulated workers that run jobs: one for an event loop, more for a pool.
struct Workers {
  private var occupied: [Bool]
  /// The free worker with the lowest number; `nil` if all are occupied.
  private(set) var free: WorkerID?

  /// - Parameter count: at least 1.
  init(count: Int) {
    occupied = Array(repeating: false, count: count)
    free = WorkerID(1)
  }

  mutating func occupy(_ worker: WorkerID) {
    occupied[Int(worker.rawValue) - 1] = true
    findFree()
  }

  mutating func release(_ worker: WorkerID) {
    occupied[Int(worker.rawValue) - 1] = false
    findFree()
  }

  private mutating func findFree() {
    free = occupied.firstIndex(of: false).map { WorkerID(UInt32($0 + 1)) }
  }
}
