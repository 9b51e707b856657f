import Foundation

/// How much of a disk is free, and how much of that a log leaves alone.
///
/// A log that fills the disk takes the whole machine with it, so it ends before: when less than 256
/// MiB, or less than a hundredth of the disk, would be left, whichever is less; 128 KiB stay free
/// in any case.
public struct DiskSpace: Hashable, Sendable {
  /// What the user of the program may still fill, in bytes.
  public var free: Int
  /// The size of the disk, in bytes.
  public var total: Int

  public init(free: Int, total: Int) {
    self.free = free
    self.total = total
  }

  /// The space where an open file lies; nil where it can't be told.
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

  /// The number of bytes that are to stay free.
  public var reserve: Int { max(min(256 << 20, total / 100), 128 << 10) }

  /// The problem that there is, where less than the reserve is free.
  public var shortage: FileProblem? {
    free < reserve ? .isRunningShort(free: free, reserve: reserve) : nil
  }
}
