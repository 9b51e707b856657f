import WeirEvents
import WeirFiles
import WeirSession

/// Why a program can't be watched.
enum WatchError: Error, Hashable, CustomStringConvertible {
  /// A folder of sockets can be used by others, or is a link.
  case folderNotPrivate(path: String)
  /// No program with that number listens.
  case noSuchProcess(Int32)
  /// No program with that name listens; with a question about what was meant, or without.
  case noSuchName(String, question: String?)
  /// Several programs have that name: the number and the command of each.
  case ambiguous(String, candidates: [String])
  /// There is something else at the path.
  case notASocket(path: String)
  /// The socket, or the process at its other end, belongs to somebody else.
  case otherUser(path: String)
  /// Nobody listens any more.
  case stale(path: String)
  /// The system refused to connect, with this error number.
  case cannotConnect(path: String, code: Int32)
  /// The program does not answer in time.
  case noAnswer(path: String)
  /// The program has closed the connection at once.
  case turnedAway(path: String)
  /// What it sends is not a log.
  case notUnderstood(SessionError)

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .folderNotPrivate(let path):
      """
      The folder '\(path)' is not private, so its sockets are not used. Remove it, or run chmod 700 on it if it \
      is yours.
      """
    case .noSuchProcess(let process):
      """
      Process \(process) can't be watched: it does not listen. 'weir watch' lists the programs that do; start it \
      under the probe with 'weir watch -- COMMAND'.
      """
    case .noSuchName(let name, let question):
      """
      No program named '\(name)' can be watched. \(question ?? "'weir watch' lists the programs that can be.")
      """
    case .ambiguous(let name, let candidates):
      """
      Several programs are named '\(name)': \(candidates.joined(separator: "; ")). Give the number of one of them.
      """
    case .notASocket(let path):
      "'\(path)' is not a socket. Give the socket, the name or the number of a program; 'weir watch' lists them."
    case .otherUser(let path):
      "The socket '\(path)' belongs to another user. Watch the program as that user."
    case .stale(let path):
      "Nobody listens at '\(path)': its program has ended. Start it again, or remove the socket."
    case .cannotConnect(let path, let code):
      "weir can't connect to '\(path)': \(FileSystemError(code).reason). \(FileSystemError(code).advice(for: .reading))"
    case .noAnswer(let path):
      """
      The program at '\(path)' does not answer. It may be stopped, or something may hold its interpreter; try \
      again later.
      """
    case .turnedAway(let path):
      """
      The program at '\(path)' has closed the connection: another weir watches it, or its probe has turned itself \
      off. Leave the other weir first.
      """
    case .notUnderstood(let error): error.description
    }
  }
}
