import WeirSession
import Dispatch
import Synchronization
import WeirLog
import WeirTestSupport

/// A pipe whose reader stops reading after some writes, until it is released.
final class StuckOutput: SessionOutput {
  let memory = MemoryOutput()
  /// Ends as soon as a write is blocked.
  let untilStuck: AsyncStream<Void>
  private let sticking: AsyncStream<Void>.Continuation
  private let gate = DispatchSemaphore(value: 0)
  private let writes = Atomic(0)
  private let freeWrites: Int
  private let isReleased = Atomic(false)

  /// - Parameter freeWrites: How many writes succeed before one is blocked.
  init(freeWrites: Int = 0) {
    self.freeWrites = freeWrites
    (untilStuck, sticking) = AsyncStream.makeStream()
  }

  var path: String { memory.path }

  /// Whether a write is blocked.
  var isStuck: Bool {
    writes.load(ordering: .acquiring) > freeWrites && !isReleased.load(ordering: .acquiring)
  }

  func release() {
    isReleased.store(true, ordering: .releasing)
    gate.signal()
  }

  func write(_ bytes: [UInt8]) throws(SessionError) {
    let count = writes.add(1, ordering: .acquiringAndReleasing).newValue
    if count > freeWrites {
      sticking.finish()
      gate.wait()
      gate.signal()
    }
    try memory.write(bytes)
  }

  func discard() { memory.discard() }
}
