import CNcurses
import Foundation

/// The output of ncurses, collected in memory.
///
/// So a frame leaves in one piece between the marks of a synchronized update, its bytes are
/// counted, and a test reads what a terminal would get.
final class CursesOutput {
  let file: UnsafeMutablePointer<FILE>
  private let descriptor: Int32

  init() throws(TerminalError) {
    guard let file = weir_memory_file() else {
      throw .refused("allocate memory for a screen", errno)
    }
    self.file = file
    descriptor = fileno(file)
  }

  deinit { fclose(file) }

  /// Returns what was written since the last call.
  func take() -> [UInt8] {
    let count = Int(lseek(descriptor, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(pread(descriptor, buffer.baseAddress, count, 0), 0)
    }
    lseek(descriptor, 0, SEEK_SET)
    return bytes
  }
}
