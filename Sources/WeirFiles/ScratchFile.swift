import Foundation
import Synchronization

/// A temporary file without a name, for what a program has no room for in memory.
///
/// It exists only as long as the program has it open, however the program ends, and nobody else can
/// open it. It leaves the reserve of its disk free.
public final class ScratchFile: Sendable {
  private let descriptor: Int32
  /// How many bytes may be written before the free space of the disk is checked again.
  private let unchecked = Mutex(0)

  private static let bytesBetweenChecks = 8 << 20

  /// Creates a file in the first folder that takes one: `TMPDIR`, `/var/tmp`, `/tmp`.
  ///
  /// - Returns: `nil` if none does.
  public convenience init?() {
    let own = ProcessInfo.processInfo.environment["TMPDIR"]
    self.init(in: [own, "/var/tmp", "/tmp"].compactMap { $0 })
  }

  /// Creates a file in the first of some folders that takes one.
  ///
  /// - Returns: `nil` if none does.
  public init?(in folders: [String]) {
    for folder in folders where !folder.isEmpty {
      var template = Array("\(folder)/weir-XXXXXX".utf8CString)
      let file = mkstemp(&template)
      guard file >= 0 else { continue }
      unlink(template)
      _ = fcntl(file, F_SETFD, FD_CLOEXEC)
      descriptor = file
      return
    }
    return nil
  }

  deinit { close(descriptor) }

  /// Writes bytes at an offset.
  ///
  /// - Throws: `FileSystemError` if the system can't write all of them, or the disk is almost full.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {
    try checkSpace(for: bytes.count)
    var written = 0
    while written < bytes.count, let start = bytes.baseAddress {
      let count = pwrite(
        descriptor, start + written, bytes.count - written, off_t(offset + written))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw count < 0 ? .last : FileSystemError(ENOSPC) }
      written += count
    }
  }

  /// Reads bytes at an offset, until the buffer is full.
  ///
  /// - Returns: Whether all of them could be read.
  public func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let count = pread(descriptor, start + done, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  private func checkSpace(for count: Int) throws(FileSystemError) {
    let isDue = unchecked.withLock { left in
      left -= count
      guard left <= 0 else { return false }
      left = ScratchFile.bytesBetweenChecks
      return true
    }
    guard isDue, DiskSpace(descriptor: descriptor)?.shortage != nil else { return }
    throw FileSystemError(ENOSPC)
  }
}
