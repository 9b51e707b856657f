import Foundation

/// The free space of a disk, and how much of it a log leaves free.
///
/// A log that fills the disk can bring down the whole machine, so it ends before that: when less
/// than 256 MiB or less than 1 % of the disk would be left, whichever is less, but at least 128
/// KiB.
public struct DiskSpace: Hashable, Sendable {
  /// The space available to the user of the program, in bytes.
  public var free: Int
  /// The size of the disk, in bytes.
  public var total: Int

  /// Creates a space from its free and total bytes.
  public init(free: Int, total: Int) {
    self.free = free
    self.total = total
  }

  /// Creates the space of the disk of an open file; `nil` if the system does not report it.
  init?(descriptor: Int32) {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0, status.f_blocks > 0 else { return nil }
    func bytes(_ blocks: some BinaryInteger) -> Int {
      let (bytes, overflow) = Int(clamping: blocks)
        .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
      return overflow ? .max : bytes
    }
    self.init(free: bytes(status.f_bavail), total: bytes(status.f_blocks))
  }

  /// The number of bytes that stay free.
  public var reserve: Int { max(min(256 << 20, total / 100), 128 << 10) }

  /// The problem if less than the reserve is free; otherwise `nil`.
  public var shortage: FileProblem? {
    free < reserve ? .isRunningShort(free: free, reserve: reserve) : nil
  }
}
