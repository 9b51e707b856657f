import Foundation

/// A descriptor open for writing, which its opener closes.
package struct Descriptor {
  let number: Int32

  package init(number: Int32) { self.number = number }

  /// Writes all bytes, in as many pieces as the system accepts.
  ///
  /// Writing to a pipe without a reader fails with `EPIPE` if the process ignores `SIGPIPE`, as
  /// `weir` does.
  ///
  /// - Parameter wrote: Called with the size of each piece written, also before an error.
  /// - Throws: `FileSystemError` if the system can't write.
  package func write(_ bytes: [UInt8], wrote: (Int) -> Void = { _ in }) throws(FileSystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(number, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      written += count
      wrote(count)
    }
  }
}
