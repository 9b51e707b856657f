import Foundation

/// A descriptor that is open for writing; it is closed by what opened it.
package struct Descriptor {
  let number: Int32

  package init(number: Int32) { self.number = number }

  /// Writes all bytes, in as many pieces as the system takes.
  ///
  /// In a pipe that nothing reads any more this fails with `EPIPE` if the process ignores
  /// `SIGPIPE`, as `weir` does.
  ///
  /// - Parameter wrote: is called with the size of each piece, also of those before an error.
  package func write(_ bytes: [UInt8], wrote: (Int) -> Void = { _ in }) throws(FileTrouble) {
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
