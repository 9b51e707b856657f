import Foundation
import WeirEvents
import WeirSession

/// Which program is watched, as it is written on the command line.
enum WatchTarget: Sendable, Hashable {
  case process(Int32)
  case name(String)
  case socket(path: String)

  /// Digits are the number of a process; a path has a slash, or is that of a socket.
  init(_ text: String) {
    var status = stat()
    if let number = Int32(text), number > 0 {
      self = .process(number)
    } else if text.contains("/") || text.hasSuffix(".sock")
      || lstat(text, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    {
      self = .socket(path: text)
    } else {
      self = .name(text)
    }
  }

  /// Whether another process may take the place of one that has ended: a number does not come back.
  var comesBack: Bool {
    if case .process = self { false } else { true }
  }

  /// The socket of the program.
  func socket(in folders: ProbeFolders) throws(WatchError) -> ProbeSocket {
    switch self {
    case .socket(let path): return ProbeSocket(path: path)
    case .process(let process):
      let sockets = folders.sockets.filter { $0.process == process }
      guard let socket = sockets.first else {
        if PythonProcess.isOfOtherUser(process) { throw .processOfOtherUser(process) }
        throw folders.problems.first ?? .noSuchProcess(process)
      }
      return socket
    case .name(let name):
      let all = WatchedPrograms(at: folders.sockets)
      let named = all.named(name)
      let ready = named.filter { $0.state == .ready }
      // One that can't be watched has its own error.
      let found = ready.isEmpty ? named : ready
      guard let first = found.first else {
        throw folders.problems.first ?? .noSuchName(name, question: all.question(for: name))
      }
      guard found.count == 1 else { throw .ambiguous(name, candidates: found.map(\.candidate)) }
      return first.socket
    }
  }
}

extension WatchedPrograms {
  fileprivate func question(for name: String) -> String? {
    NearestName.question(for: name, among: programs.compactMap(\.name))
  }
}

extension ListedProgram {
  /// It, as one of several.
  fileprivate var candidate: String {
    process.map { "\($0) (\(command))" } ?? "\(socket.path) (\(command))"
  }
}
