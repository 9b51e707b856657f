import Foundation
import WeirFiles
public import WeirLog

/// A log that can be read more than once from its beginning.
///
/// The log of a descriptor begins where the descriptor stands when it is handed over, as it does for
/// a command that reads it once. What comes from a pipe is copied into a temporary file first, which has no name and is gone with
/// this value.
public final class StoredLog: Sendable {
  /// What to call it in messages.
  public let path: String
  private let origin: Origin

  private enum Origin {
    case descriptor(Int32, start: off_t)
    case memory([UInt8])
  }

  /// A log that is in memory.
  public init(_ bytes: some Sequence<UInt8>, path: String) {
    (self.path, origin) = (path, .memory(Array(bytes)))
  }

  /// Takes over a descriptor, which is closed together with this value.
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

  /// The bytes from the beginning on.
  ///
  /// One source is read after the other; each one is to be used up, or let go, before this value
  /// is.
  public func bytes() throws(SessionError) -> ByteSource {
    switch origin {
    case .memory(let bytes): return ByteSource(bytes)
    case .descriptor(let descriptor, let start):
      guard lseek(descriptor, start, SEEK_SET) >= 0 else {
        throw .cannotRead(path: path, .system(FileTrouble(errno)))
      }
      return ByteSource(descriptor: descriptor, isOwned: false)
    }
  }

  private static func copy(
    _ pipe: Int32, _ path: String
  ) throws(SessionError) -> Int32 {
    var template = Array(NSTemporaryDirectory().utf8CString.dropLast()) + "/weir-XXXXXX".utf8CString
    let file = mkstemp(&template)
    guard file >= 0 else { throw .cannotRead(path: path, .system(FileTrouble(errno))) }
    unlink(template)
    do throws(LogError) {
      try ByteSource(descriptor: pipe, isOwned: false).forEachBlock { block in
        do throws(FileTrouble) {
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
