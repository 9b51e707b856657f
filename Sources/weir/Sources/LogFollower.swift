import Synchronization
import WeirSession

/// Follows the file of a log that has been opened, until it is cut or replaced; used by the thread
/// that reads it.
final class LogFollower: Sendable {
  /// What follows when a log has been read to its present end.
  enum Answer {
    /// More of it may have arrived.
    case goOn
    /// It is over, and the log that is at its place now.
    case successor(LogSuccessor)
    /// Nobody wants to read it any more.
    case stopped
  }

  private let file: FollowedFile
  private let opened: Mutex<FollowedFile.Opened>
  /// The file is over, but what was written before that may not have been read yet.
  private let isReplaced = Mutex(false)

  init(_ file: FollowedFile, _ opened: FollowedFile.Opened) {
    self.file = file
    self.opened = Mutex(opened)
  }

  /// Waits for a while, or after the end of the file until there is another one.
  ///
  /// A file that was replaced is read to its end first; one that was cut has nothing more.
  func wait(while shouldContinue: () -> Bool) throws(SessionError) -> Answer {
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
  ) throws(SessionError) -> Answer {
    guard let log = try LogFile.following(file, while: { _ in shouldContinue() }) else {
      return .stopped
    }
    return .successor(LogSuccessor(log: log, change: change))
  }
}

/// The log that has taken the place of one that was followed.
struct LogSuccessor: Sendable {
  let log: LogFile
  let change: FollowedFile.Change

  /// What has happened, in one sentence.
  var notice: String {
    switch change {
    case .wasCut: "The log '\(log.name)' was cut, and is written from its start."
    case .wasReplaced: "Another log has taken the place of '\(log.name)'."
    }
  }
}
