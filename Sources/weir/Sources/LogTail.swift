import Foundation
import WeirEvents
import WeirLog
import WeirSession

/// The last lines of a log in a file, which give its length without reading all of it.
struct LogTail {
  private let descriptor: Int32
  /// The maximum number of bytes read from the end, and from the header.
  private static let limit = 64 * 1024

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The instant of the last line; `nil` if the last lines can't be read.
  var lastInstant: VirtualInstant? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    let start = max(0, Int(lseek(descriptor, 0, SEEK_CUR)))
    let tail = max(start, Int(status.st_size) - LogTail.limit)
    var lines = bytes(from: tail)
    if tail > start {
      // The first bytes may be in the middle of a line; the header says how to read the other
      // lines.
      let newline = UInt8(ascii: "\n")
      let head = bytes(from: start)
      guard let headerEnd = head.firstIndex(of: newline), let first = lines.firstIndex(of: newline)
      else { return nil }
      lines = Array(head[...headerEnd]) + lines[(first + 1)...]
    }
    do throws(SessionError) {
      var reader = try SessionReader(lines, path: "")
      var last: VirtualInstant?
      while let entry = try reader.next() {
        last = reader.now
        // What follows the end does not belong to the log.
        if case .end = entry { break }
      }
      return last
    } catch {
      return nil
    }
  }

  private func bytes(from offset: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: LogTail.limit) { buffer, count in
      while count < buffer.count, let start = buffer.baseAddress {
        let size = pread(descriptor, start + count, buffer.count - count, off_t(offset + count))
        if size < 0, errno == EINTR { continue }
        guard size > 0 else { return }
        count += size
      }
    }
  }
}
