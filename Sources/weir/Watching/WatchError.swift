import WeirDashboard
import WeirEvents
import WeirFiles
import WeirSession

/// Why a program can't be watched.
enum WatchError: Error, Hashable, CustomStringConvertible {
  /// A folder of sockets can be used by others, or is a link.
  case folderNotPrivate(path: String)
  /// No program with that number has a socket.
  case noSuchProcess(Int32)
  /// The process belongs to another user.
  case processOfOtherUser(Int32)
  /// No program with that name has a socket, with a question about what was meant, or without.
  case noSuchName(String, question: String?)
  /// Several programs have that name: the number and the command of each.
  case ambiguous(String, candidates: [String])
  /// There is something else at the path.
  case notASocket(path: String)
  /// The socket, or the process at its other end, belongs to somebody else.
  case otherUser(path: String)
  /// Nothing is listening any more.
  case stale(path: String)
  /// The system refused to connect, with this error number.
  case cannotConnect(path: String, code: Int32)
  /// The program does not answer in time.
  case noAnswer(path: String)
  /// The program has closed the connection without a word.
  case turnedAway(path: String)
  /// What is listening is not a probe.
  case notAProbe(path: String)
  /// Its log can't be read.
  case notUnderstood(SessionError)
  /// No folder for sockets can be used.
  case noFolder(paths: [String])
  /// No socket can be created, for this error number.
  case cannotListen(path: String, code: Int32)
  /// The probe is not where the environment says, or not beside the program.
  case noProbe(path: String?)
  /// A command can't be started, for this error number.
  case cannotStart(command: String, code: Int32)
  /// The file for what a program prints can't be used.
  case noOutput(path: String, FileProblem)
  /// A program that was started has ended, and nothing was heard of an event loop. The file has
  /// what it printed, if that is anything.
  case neverReported(name: String, ProgramExit, output: String?)
  /// A signal has ended the wait for a program that was started.
  case interrupted(name: String, signal: Int32)

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
      Process \(process) can't be watched: it has no probe. 'weir watch' lists the programs that do; start it \
      under the probe with 'weir watch -- COMMAND'.
      """
    case .processOfOtherUser(let process):
      "Process \(process) belongs to another user. Watch it as that user, for example with 'sudo -u'."
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
      "Nothing is listening at '\(path)': its program has ended. Start it again, or remove the socket."
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
      off. Quit the other weir first, or start the program again.
      """
    case .notAProbe(let path):
      """
      What is listening at '\(path)' is not a probe: it does not send a log. Give the socket, the name or the number \
      of a program; 'weir watch' lists them.
      """
    case .notUnderstood(let error): error.description
    case .noFolder(let paths):
      """
      There is no folder for a socket: none of \(paths.map { "'\($0)'" }.joined(separator: ", ")) can be created. \
      Set XDG_RUNTIME_DIR to a folder of yours.
      """
    case .cannotListen(let path, let code):
      """
      weir can't listen at '\(path)': \(FileSystemError(code).reason). Set XDG_RUNTIME_DIR to another folder of \
      yours, with a short path.
      """
    case .noProbe(let path?):
      """
      The folder '\(path)' does not have the probe, weir_probe.py and start/sitecustomize.py. Set \
      \(ProbePlace.variable) to the folder Probes/python of weir.
      """
    case .noProbe(nil):
      """
      The probe for Python is not installed beside weir. Copy the folder Probes/python of weir to share/weir/python \
      beside the folder of the program, or set \(ProbePlace.variable) to it.
      """
    case .cannotStart(let command, let code):
      "'\(command)' can't be started: \(FileSystemError(code).reason). Check the command after --."
    case .noOutput(let path, .exists):
      "The file '\(path)' already exists. Choose another name, or add --overwrite."
    case .noOutput(let path, let problem):
      "What the program prints can't be written to '\(path)': \(problem.reason). \(problem.advice)"
    case .neverReported(let name, let exit, let output):
      """
      '\(name)' ended with \(exit.text), and weir heard from no event loop of asyncio in it. Only CPython 3.9 or newer \
      can be watched, without its options -I, -E and -S; \
      \(output.map { "what it printed is above, and in '\($0)'" } ?? "it printed nothing").
      """
    case .interrupted(let name, _):
      "'\(name)' was interrupted before it started an event loop. Start it again to watch it."
    }
  }

  /// The exit code of this program.
  var exitCode: Int32 {
    switch self {
    case .interrupted(_, let signal): 128 + signal
    case .cannotStart: 2
    default: 3
    }
  }
}
