import Foundation
import Synchronization
import WeirDashboard
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession

/// A log that was opened: its header, and its lines, which are read once.
///
/// It may be a file, a pipe, or what a running program sends. It stays the file that was opened,
/// even if another one takes its path. One that is followed has a successor then.
final class LogFile: Sendable {
  /// Its name: its path, that of its socket, or `standard input`.
  let name: String
  /// Whether it is a log that was or is being written, or a program that sends it.
  let kind: SourceStatus.Kind
  let header: LogHeader
  /// Whether it is a file, so that its length is known, and reading it never waits for a writer.
  let isFile: Bool
  /// Whether its name is a path that opens it again: not that of standard input, even if it is a
  /// file.
  let reopens: Bool
  /// The instant of its last line; `nil` if it isn't known.
  let length: VirtualInstant?
  /// Whether it is still being written, so that its newest events are shown as they arrive.
  let isFollowed: Bool
  private let descriptor: Int32
  /// How a file is followed; `nil` for a pipe, and for a file that is not.
  private let follower: (any LogFollower)?
  /// The file with all that the program prints; `nil` if it was not started here.
  let outputPath: String?
  /// Records its lines as they are; `nil` if nothing does.
  private let copy: LogCopy?
  /// The reader that has read the header.
  private let first: Mutex<OpenLog?>

  /// Opens a log and reads its header, which may wait for a pipe.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - isFollowed: Whether it is still being written; only for a pipe.
  convenience init(path: String, isFollowed: Bool = false) throws(SessionError) {
    let source = LogSourcePath(path)
    try self.init(
      try source.ownDescriptor(), source.name, nil, hasPath: path != "-", isFollowed: isFollowed)
  }

  /// Opens a file that is still being written, once it has a header.
  ///
  /// - Parameter shouldContinue: Called with what the file lacks before each wait.
  /// - Returns: `nil` if it should not wait any longer.
  static func following(
    _ file: FollowedFile, while shouldContinue: (FollowedFile.Lack) -> Bool
  ) throws(SessionError) -> LogFile? {
    guard let opened = try file.open(while: shouldContinue) else { return nil }
    return try LogFile(
      opened.descriptor, file.name, FileFollower(file, opened), hasPath: file.hasPath,
      isFollowed: true)
  }

  /// A log that a running program sends.
  ///
  /// - Parameters:
  ///   - follower: Knows what follows when the program has ended.
  ///   - copy: Records its lines as they are; `nil` if nothing does.
  ///   - output: The file with all that the program prints; `nil` if it was not started here.
  init(
    _ log: OpenLog, name: String, _ follower: any LogFollower, _ copy: LogCopy? = nil,
    output: String? = nil
  ) {
    outputPath = output
    (self.name, self.follower, self.copy, kind) = (name, follower, copy, .program)
    (descriptor, isFile, reopens, length, isFollowed) = (-1, false, false, nil, true)
    header = log.reader.header
    first = Mutex(log)
  }

  /// - Parameter descriptor: An open descriptor, which is closed with this object.
  private init(
    _ descriptor: Int32, _ name: String, _ follower: FileFollower?, hasPath: Bool,
    isFollowed: Bool
  ) throws(SessionError) {
    (kind, copy, outputPath) = (.log, nil, nil)
    (self.name, self.descriptor, self.follower) = (name, descriptor, follower)
    self.isFollowed = isFollowed
    var status = stat()
    isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    reopens = isFile && hasPath
    let open: OpenLog
    do throws(SessionError) {
      open = try LogFile.open(descriptor, name)
    } catch {
      close(descriptor)
      throw error
    }
    header = open.reader.header
    length = isFile && !isFollowed ? LogTail(descriptor).lastInstant : nil
    first = Mutex(open)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func open(
    _ descriptor: Int32, _ name: String
  ) throws(SessionError) -> OpenLog {
    let copy = dup(descriptor)
    guard copy >= 0 else { throw .cannotRead(path: name, .system(.last)) }
    return OpenLog(
      try SessionReader(ByteSource(descriptor: copy, isOwned: true), path: name))
  }

  /// Starts reading the lines; those of a pipe can be read only once.
  ///
  /// - Parameters:
  ///   - past: The past that they become.
  ///   - scenario: The scenario that the header names, if this program has it.
  ///   - notify: Called on the reading thread when there is something new.
  func read(
    into past: RunPast, in scenario: ScenarioDescription?,
    notifying notify: @escaping @Sendable () -> Void
  ) -> LogReader {
    LogReader(
      into: past, isFile: isFile, isFollowed: isFollowed, follower, copy: copy,
      LogTally(header, in: scenario),
      open: { [self] () throws(SessionError) in
        if let open = takeFirst() { return open }
        return try LogFile.open(descriptor, name)
      }, notify: notify)
  }

  private func takeFirst() -> OpenLog? {
    first.withLock { first in
      defer { first = nil }
      return first
    }
  }
}
