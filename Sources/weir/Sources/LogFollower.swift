import WeirDashboard
import WeirLog
import WeirSession

/// Knows what follows where a log that is still being written has been read to its present end;
/// used by the thread that reads it.
///
/// A file may grow, be cut or replaced; a program may end, and start again. What reads the log does
/// not need to know which of them it is.
protocol LogFollower: AnyObject, Sendable {
  /// Whether something may follow after the log has ended.
  var outlivesEnd: Bool { get }
  /// How the program that was started here ended; `nil` while it runs, or if it was not.
  var exit: ProgramExit? { get }

  /// Waits for a while, or until there is something else to read.
  ///
  /// - Parameters:
  ///   - stop: Where reading has stopped.
  ///   - shouldContinue: Called regularly; when it returns `false`, nobody wants to read any more.
  func sequel(
    to stop: LogStop, while shouldContinue: () -> Bool
  ) throws(SessionError) -> LogSequel
}

extension LogFollower {
  var exit: ProgramExit? { nil }
}

/// Where reading a log has stopped.
enum LogStop: Sendable, Hashable {
  /// There are no more bytes now.
  case bytes
  /// Its `end` line has been read.
  case end
}

/// What follows where reading a log has stopped.
enum LogSequel {
  /// More of it may have arrived.
  case goOn
  /// It is over, and the log that is at its place now is shown from its start.
  case successor(LogSuccessor)
  /// It is over, and the log of the same program, which has started again or is connected again,
  /// continues it. Its name, unless that is the same.
  case continued(OpenLog, name: String?)
  /// It is over, and nothing follows.
  case over
  /// Nobody wants to read it any more.
  case stopped
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
