import DequeModule
import WeirEvents

/// Background workers, and the computations that wait for one of them, first come, first served.
struct OffloadPool<Waiter> {
  /// A computation that waits for a worker.
  struct Computation {
    /// Identifies it while it waits.
    let ticket: UInt64
    let task: TaskID
    let length: Duration
    let site: CallSite
    let waiter: Waiter
  }

  private let first: UInt32
  private var isOccupied: [Bool] = []
  /// The number of workers wanted; surplus workers take no more computations.
  private var count = 0
  private var line: Deque<Computation> = []
  private var tickets: UInt64 = 0

  /// - Parameter last: the last worker that runs jobs.
  init(after last: WorkerID) {
    first = last.rawValue + 1
  }

  /// Whether a worker is one of these background workers.
  func has(_ worker: WorkerID) -> Bool { worker.rawValue >= first }

  /// Changes the number of workers, and returns those that are new.
  mutating func resize(to count: Int) -> [WorkerID] {
    self.count = count
    let old = isOccupied.count
    guard count > old else { return [] }
    isOccupied += Array(repeating: false, count: count - old)
    return (old..<count).map { WorkerID(first + UInt32($0)) }
  }

  /// Occupies the free worker with the lowest number; returns `nil` if all are occupied.
  mutating func occupy() -> WorkerID? {
    guard let index = isOccupied.prefix(count).firstIndex(of: false) else { return nil }
    isOccupied[index] = true
    return WorkerID(first + UInt32(index))
  }

  mutating func release(_ worker: WorkerID) {
    isOccupied[Int(worker.rawValue - first)] = false
  }

  mutating func makeTicket() -> UInt64 {
    tickets += 1
    return tickets
  }

  mutating func append(_ computation: Computation) { line.append(computation) }

  mutating func popFirst() -> Computation? { line.popFirst() }

  /// Removes a computation from the line; returns `nil` if it no longer waits.
  mutating func remove(_ ticket: UInt64) -> Computation? {
    line.firstIndex { $0.ticket == ticket }.map { line.remove(at: $0) }
  }
}
