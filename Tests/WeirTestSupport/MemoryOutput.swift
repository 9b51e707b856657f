import Foundation
import Synchronization
import WeirFiles
public import WeirSession

/// A log in memory, on a disk that may be full.
public final class MemoryOutput: SessionOutput {
  public let path = "memory"
  private let bytes = Mutex<[UInt8]>([])
  private let room: Int

  public init(room: Int = .max) {
    self.room = room
  }

  public var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  public func write(_ new: [UInt8]) throws(SessionError) {
    let isFull = bytes.withLock { bytes in
      guard bytes.count + new.count <= room else { return true }
      bytes += new
      return false
    }
    if isFull { throw .cannotWrite(path: path, .system(FileSystemError(ENOSPC))) }
  }

  public func discard() { bytes.withLock { $0 = [] } }
}
