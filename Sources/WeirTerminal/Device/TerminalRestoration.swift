import Foundation
import Synchronization

/// The only way to leave the terminal; a crash finds it ready when nothing else may run any more.
///
/// `perform` calls only what POSIX allows in a signal handler, and works once for each `arm`.
enum TerminalRestoration {
  private struct Record {
    var device: TerminalDevice
    var count: Int
  }

  /// More than any terminal needs; some 150 bytes are usual.
  private static let capacity = 1024
  nonisolated(unsafe) private static let record = UnsafeMutablePointer<Record>.allocate(capacity: 1)
  nonisolated(unsafe) private static let bytes =
    UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
  private static let isArmed = Atomic(false)
  private static let atExit: Void = { atexit { TerminalRestoration.perform() } }()

  /// Stores what it takes to leave the terminal as it was.
  static func arm(_ device: TerminalDevice, leavingWith leave: [UInt8]) {
    _ = atExit
    isArmed.store(false, ordering: .sequentiallyConsistent)
    bytes.copyBytes(from: leave.prefix(capacity))
    record.initialize(to: Record(device: device, count: min(leave.count, capacity)))
    isArmed.store(true, ordering: .sequentiallyConsistent)
  }

  /// Leaves the terminal, unless that has been done already.
  static func perform() {
    guard isArmed.exchange(false, ordering: .sequentiallyConsistent) else { return }
    record.pointee.device.writeLeaving(
      UnsafeRawBufferPointer(rebasing: bytes[..<record.pointee.count]))
    record.pointee.device.leaveDrawingMode()
  }
}
