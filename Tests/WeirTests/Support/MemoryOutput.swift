import Foundation
import WeirFiles
import WeirSession
import Synchronization
import WeirLog

/// A log in memory, on a disk that may be full.
final class MemoryOutput: SessionOutput {
  let path = "memory"
  private let bytes = Mutex<[UInt8]>([])
  private let room: Int

  init(room: Int = .max) {
    self.room = room
  }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ new: [UInt8]) throws(SessionError) {
    let isFull = bytes.withLock { bytes in
      guard bytes.count + new.count <= room else { return true }
      bytes += new
      return false
    }
    if isFull { throw .cannotWrite(path: path, .system(FileSystemError(ENOSPC))) }
  }

  func discard() { bytes.withLock { $0 = [] } }
}
