import Foundation

/// A session log in a file, which is closed when nobody holds it any more.
public final class FileOutput: SessionOutput {
  public let path: String
  private let descriptor: Int32

  /// Makes the file. One that is there is emptied, or left alone and refused where the file must be new.
  public init(path: String, mustBeNew: Bool = false) throws(SessionError) {
    self.path = path
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mustBeNew ? O_EXCL : O_TRUNC)
    descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: FileOutput.reason) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  public func write(_ bytes: [UInt8]) throws(SessionError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { rest in
        Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, reason: FileOutput.reason) }
      written += count
    }
  }

  /// The system's words for what has just failed.
  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
