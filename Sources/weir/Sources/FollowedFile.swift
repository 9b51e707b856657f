import Foundation
import WeirFiles
import WeirSession

/// A log file that is still being written, followed as `tail -F` does: it may not exist yet, grow,
/// be cut, or be replaced by another file.
///
/// It is looked at every 100 ms, which works on every kind of disk, and costs five calls.
struct FollowedFile: Sendable {
  /// What has happened to a file that was opened, apart from growing.
  enum Change: Sendable, Hashable {
    /// It is shorter than before, or has another first line or other bytes where it ended: it is
    /// written from its start.
    case wasCut
    /// Another file is at its path.
    case wasReplaced
  }

  /// What the file still lacks.
  enum Lack: Sendable, Hashable {
    case file
    /// A whole first line.
    case line
  }

  /// The file as it was when it was last looked at.
  struct Opened: Sendable {
    /// The caller of `open` closes it.
    let descriptor: Int32
    fileprivate let firstLine: [UInt8]
    fileprivate var size: off_t
    /// The last bytes of that size.
    fileprivate var tail: [UInt8]
  }

  /// Its name: its path, or `standard input`.
  let name: String
  /// Whether its name is a path.
  var hasPath: Bool { path != nil }
  /// `nil` for a descriptor, which is never replaced.
  private let path: String?
  private let inherited: Int32
  private let pause: @Sendable () -> Void

  /// The time between two looks, in microseconds.
  private static let interval: UInt32 = 100_000
  /// No first line is longer.
  private static let lineLimit = 64 * 1024
  /// How many bytes at its end are compared, to see whether it has only grown.
  private static let tailLength: off_t = 256

  /// Follows the file at a path.
  ///
  /// - Parameter pause: Waits until it is time to look again.
  init(path: String, pause: @escaping @Sendable () -> Void = { usleep(interval) }) {
    (self.path, name, inherited) = (path, path, -1)
    self.pause = pause
  }

  /// Follows the file that is standard input.
  init(standardInput descriptor: Int32) {
    (path, name, inherited) = (nil, "standard input", descriptor)
    pause = { usleep(FollowedFile.interval) }
  }

  /// Opens the file, once it exists and has a whole first line.
  ///
  /// - Parameter shouldContinue: Called with what it lacks before each wait.
  /// - Returns: `nil` if it should not wait any longer.
  /// - Throws: `SessionError.cannotRead` if it can't be read, or is not a file.
  func open(while shouldContinue: (Lack) -> Bool) throws(SessionError) -> Opened? {
    while true {
      guard let descriptor = try openIfPresent() else {
        guard shouldContinue(.file) else { return nil }
        pause()
        continue
      }
      let line = FollowedFile.firstLine(of: descriptor)
      if FollowedFile.isWhole(line) {
        let size = FollowedFile.status(descriptor).st_size
        return Opened(
          descriptor: descriptor, firstLine: line, size: size,
          tail: FollowedFile.tail(of: descriptor, before: size))
      }
      close(descriptor)
      guard shouldContinue(.line) else { return nil }
      pause()
    }
  }

  /// Waits until it is time to look again, and returns what has happened to a file that has been
  /// read to its end; `nil` if it is the same one, which may have grown.
  func change(after file: inout Opened) -> Change? {
    pause()
    return look(at: &file)
  }

  private func look(at file: inout Opened) -> Change? {
    let own = FollowedFile.status(file.descriptor)
    guard own.st_size >= file.size,
      FollowedFile.tail(of: file.descriptor, before: file.size) == file.tail,
      FollowedFile.firstLine(of: file.descriptor) == file.firstLine
    else { return .wasCut }
    if own.st_size > file.size {
      file.size = own.st_size
      file.tail = FollowedFile.tail(of: file.descriptor, before: own.st_size)
    }
    var named = stat()
    // A removed file may still be written to, until another one is at its path.
    guard let path, stat(path, &named) == 0 else { return nil }
    return (own.st_dev, own.st_ino) == (named.st_dev, named.st_ino) ? nil : .wasReplaced
  }

  /// Opens the file; `nil` if there is none.
  private func openIfPresent() throws(SessionError) -> Int32? {
    guard let path else {
      let copy = dup(inherited)
      guard copy >= 0 else { throw .cannotRead(path: name, .system(.last)) }
      return copy
    }
    do throws(TextFile.Failure) {
      return try TextFile(path: path).descriptor()
    } catch {
      if error == .system(FileSystemError(ENOENT)) { return nil }
      throw .cannotRead(path: path, error)
    }
  }

  private static func status(_ descriptor: Int32) -> stat {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : stat()
  }

  /// The first line with its end, or as much of it as there is.
  private static func firstLine(of descriptor: Int32) -> [UInt8] {
    let start = max(0, lseek(descriptor, 0, SEEK_CUR))
    let bytes = [UInt8](unsafeUninitializedCapacity: lineLimit) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, start))
    }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return bytes }
    return Array(bytes[...end])
  }

  /// The last bytes before an offset, which stay the same while the file only grows.
  private static func tail(of descriptor: Int32, before end: off_t) -> [UInt8] {
    let start = max(0, end - tailLength)
    return [UInt8](unsafeUninitializedCapacity: Int(end - start)) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, start))
    }
  }

  /// A line that is too long counts as whole: the reader refuses it.
  private static func isWhole(_ line: [UInt8]) -> Bool {
    line.last == UInt8(ascii: "\n") || line.count >= lineLimit
  }
}
