import Foundation
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession

/// The log argument of a command: the path of a file or a pipe, or `-` for standard input.
struct LogSourcePath {
  /// Its name in messages.
  let name: String
  /// The path, or `-`.
  let argument: String
  private let path: String?

  init(_ argument: String) {
    self.argument = argument
    path = argument == "-" ? nil : argument
    name = path ?? "standard input"
  }

  /// The log argument of a command that reads it to its end.
  ///
  /// - Throws: `UsageError` if that would wait for a log to be typed.
  init(argument: String) throws {
    self.init(argument)
    if path == nil, isatty(STDIN_FILENO) != 0 { throw UsageError.logIsKeyboard }
  }

  /// Returns a reader for reading the descriptor once, to its end; a signal ends a wait for a pipe.
  func reader(_ descriptor: Int32) throws(SessionError) -> SessionReader {
    try SessionReader(
      ByteSource(
        descriptor: descriptor, isOwned: path != nil, while: { Interruption.signal == nil }),
      path: name)
  }

  /// Opens it for reading several times.
  func stored() throws(SessionError) -> StoredLog {
    try StoredLog(descriptor: try ownDescriptor(), path: name)
  }

  /// Opens it for a caller that closes the descriptor.
  func ownDescriptor() throws(SessionError) -> Int32 {
    guard path == nil else { return try descriptor() }
    let copy = dup(STDIN_FILENO)
    guard copy >= 0 else { throw .cannotRead(path: name, .system(.last)) }
    return copy
  }

  /// Opens it, and waits for the other end of a pipe; a signal during that wait ends the program.
  func descriptor() throws(SessionError) -> Int32 {
    guard let path else { return STDIN_FILENO }
    do throws(TextFile.Failure) {
      return try TextFile(path: path).descriptor(acceptsPipes: true)
    } catch {
      throw .cannotRead(path: path, error)
    }
  }

  /// Whether there is no pipe or the like at a path, which could be read only once.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return path != "-" }
    return status.st_mode & S_IFMT != S_IFIFO && path != "-"
  }

  /// Returns the error for a signal before anything was read.
  func interrupted(_ signal: Int32) -> Interruption.Ended {
    Interruption.Ended(
      signal: signal, instant: .zero, remark: "The log was not read to its end.")
  }
}
