import Foundation
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession

/// Where a command reads a log from: the path of a file or a pipe, or `-` for standard input.
struct LogSourcePath {
  /// What to call it in messages.
  let name: String
  private let path: String?

  init(_ argument: String) {
    path = argument == "-" ? nil : argument
    name = path ?? "standard input"
  }

  /// Begins to read what was opened, once and to the end; a signal ends a wait for a pipe.
  func reader(_ descriptor: Int32) throws(SessionError) -> SessionReader {
    try SessionReader(
      ByteSource(
        descriptor: descriptor, isOwned: path != nil, while: { Interruption.signal == nil }),
      path: name)
  }

  /// Opens it for one that reads it several times.
  func stored() throws(SessionError) -> StoredLog {
    try StoredLog(descriptor: try ownDescriptor(), path: name)
  }

  /// Opens it for one that closes it.
  func ownDescriptor() throws(SessionError) -> Int32 {
    guard path == nil else { return try descriptor() }
    let copy = dup(STDIN_FILENO)
    guard copy >= 0 else { throw .cannotRead(path: name, .system(.last)) }
    return copy
  }

  /// Opens it, and waits for the other end of a pipe; a signal ends the program while it does.
  func descriptor() throws(SessionError) -> Int32 {
    guard let path else { return STDIN_FILENO }
    do throws(TextFile.Failure) {
      return try TextFile(path: path).descriptor(acceptsPipes: true)
    } catch {
      throw .cannotRead(path: path, error)
    }
  }

  /// The end by a signal before anything was known.
  func interrupted(_ signal: Int32) -> Interruption.Ended {
    Interruption.Ended(
      signal: signal, instant: .zero, remark: "The log was not read to its end.")
  }
}
