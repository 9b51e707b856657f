import Synchronization
import WeirSession

/// Follows the file of a log that has been opened, until it is cut or replaced.
final class FileFollower: LogFollower {
  private let file: FollowedFile
  private let opened: Mutex<FollowedFile.Opened>
  /// The file is over, but what was written before that may not have been read yet.
  private let isReplaced = Mutex(false)

  init(_ file: FollowedFile, _ opened: FollowedFile.Opened) {
    self.file = file
    self.opened = Mutex(opened)
  }

  /// What is written after the end of a file is not waited for.
  var outlivesEnd: Bool { false }

  /// Waits for a while, or after the end of the file until there is another one.
  ///
  /// A file that was replaced is read to its end first; one that was cut has nothing more.
  func sequel(
    to stop: LogStop, while shouldContinue: () -> Bool
  ) throws(SessionError) -> LogSequel {
    if isReplaced.withLock({ $0 }) { return try next(.wasReplaced, shouldContinue) }
    switch opened.withLock({ file.change(after: &$0) }) {
    case nil: break
    case .wasReplaced: isReplaced.withLock { $0 = true }
    case .wasCut: return try next(.wasCut, shouldContinue)
    }
    return shouldContinue() ? .goOn : .stopped
  }

  private func next(
    _ change: FollowedFile.Change, _ shouldContinue: () -> Bool
  ) throws(SessionError) -> LogSequel {
    guard let log = try LogFile.following(file, while: { _ in shouldContinue() }) else {
      return .stopped
    }
    return .successor(LogSuccessor(log: log, change: change))
  }
}
