import Synchronization
import WeirFiles

@testable import WeirDashboard

/// A file in memory that can't have more than a number of bytes.
final class SmallFile: SpoolFile {
  private let bytes: Mutex<[UInt8]>
  private let limit: Int

  var size: Int { bytes.withLock { $0.count } }

  init(limit: Int) {
    self.limit = limit
    bytes = Mutex([])
  }

  func write(_ data: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {
    // As ENOSPC; what fits is written, as a disk would do.
    guard offset + data.count <= limit else { throw FileSystemError(28) }
    bytes.withLock { bytes in
      let missing = offset + data.count - bytes.count
      if missing > 0 { bytes += [UInt8](repeating: 0, count: missing) }
      bytes.replaceSubrange(offset..<offset + data.count, with: data)
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    bytes.withLock { bytes in
      guard offset + buffer.count <= bytes.count else { return false }
      buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
      return true
    }
  }
}
