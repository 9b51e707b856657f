import Foundation
import WeirFiles
public import WeirLog

/// A log that can be read more than once from its beginning.
///
/// The log of a descriptor begins at the descriptor's offset when it is passed in, as for a command
/// that reads it once. A pipe is first copied to a temporary file, which has no name and disappears
/// with this object.
public final class StoredLog: Sendable {
  /// Its name in messages.
  public let path: String
  private let origin: Origin

  private enum Origin {
    case descriptor(Int32, start: off_t)
    case memory([UInt8])
  }

  /// Creates a log in memory.
  public init(_ bytes: some Sequence<UInt8>, path: String) {
    (self.path, origin) = (path, .memory(Array(bytes)))
  }

  /// Takes over a descriptor, which is closed together with this object.
  ///
  /// - Throws: `SessionError.cannotRead` if a pipe can't be copied.
  public init(descriptor: Int32, path: String) throws(SessionError) {
    self.path = path
    let start = lseek(descriptor, 0, SEEK_CUR)
    if start >= 0 {
      origin = .descriptor(descriptor, start: start)
      return
    }
    defer { close(descriptor) }
    origin = .descriptor(try StoredLog.copy(descriptor, path), start: 0)
  }

  deinit { if case .descriptor(let descriptor, _) = origin { close(descriptor) } }

  /// Returns a source of the bytes from the beginning.
  ///
  /// Read one source after the other, and finish with each before releasing this object.
  ///
  /// - Throws: `SessionError.cannotRead` if the descriptor can't be reset.
  public func bytes() throws(SessionError) -> ByteSource {
    switch origin {
    case .memory(let bytes): return ByteSource(bytes)
    case .descriptor(let descriptor, let start):
      guard lseek(descriptor, start, SEEK_SET) >= 0 else {
        throw .cannotRead(path: path, .system(FileSystemError(errno)))
      }
      return ByteSource(descriptor: descriptor, isOwned: false)
    }
  }

  private static func copy(
    _ pipe: Int32, _ path: String
  ) throws(SessionError) -> Int32 {
    var template = Array(NSTemporaryDirectory().utf8CString.dropLast()) + "/weir-XXXXXX".utf8CString
    let file = mkstemp(&template)
    guard file >= 0 else { throw .cannotRead(path: path, .system(FileSystemError(errno))) }
    unlink(template)
    do throws(LogError) {
      try ByteSource(descriptor: pipe, isOwned: false).forEachBlock { block in
        do throws(FileSystemError) {
          try Descriptor(number: file).write(Array(block))
          return 0
        } catch {
          return error.code
        }
      }
    } catch {
      close(file)
      throw SessionError(error, path: path)
    }
    return file
  }
}
