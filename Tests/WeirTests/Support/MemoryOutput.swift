import WeirSession
import Synchronization
import WeirLog

/// A log in memory.
final class MemoryOutput: SessionOutput {
  let path = "memory"
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ new: [UInt8]) { bytes.withLock { $0 += new } }

  func discard() { bytes.withLock { $0 = [] } }
}
