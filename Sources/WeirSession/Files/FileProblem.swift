import Foundation

/// Why a file can't be made or written, and what to do about it.
public enum FileProblem: Error, Hashable, Sendable {
  /// There is a file of that name, which must not be replaced.
  case exists
  /// Another program is writing it.
  case inUse
  /// Nothing reads from the pipe of that name.
  case hasNoReader
  case isFolder
  /// A socket or a disk.
  case isUnsuitable
  /// The terminal on which the dashboard is drawn.
  case isTerminal
  /// The descriptor of that name is not open for writing.
  case isNotOpen
  case lacksName
  case lacksFolder(String)
  /// The disk has so many bytes left, and so many are to stay free.
  case isRunningShort(free: Int, reserve: Int)
  /// What the system said, by its number.
  case system(Int32)

  /// What the system has said last.
  static var last: FileProblem { .system(errno) }

  /// The first half of a message: what is wrong.
  public var reason: String {
    switch self {
    case .exists: "it already exists"
    case .inUse: "another program is writing it"
    case .hasNoReader: "nothing reads from this pipe"
    case .isFolder: "it is a folder"
    case .isUnsuitable: "it is not a file"
    case .isTerminal: "the dashboard is drawn there"
    case .isNotOpen: "it is not open for writing"
    case .lacksName: "the name is empty"
    case .lacksFolder(let path): "there is no folder '\(path)'"
    case .isRunningShort(let free, _): "only \(ByteText(free)) are left on the disk"
    case .system(let code): String(cString: strerror(code)).lowercased()
    }
  }

  /// The second half, without a full stop: what to do.
  public var advice: String {
    switch self {
    case .exists, .inUse: "Choose another name"
    case .hasNoReader: "Start its reader first"
    case .isFolder: "Give the name of a file in it"
    case .isUnsuitable, .isTerminal, .isNotOpen: "Give the name of a new file"
    case .lacksName: "Give the name of a file"
    case .lacksFolder: "Make the folder, or choose another one"
    case .isRunningShort(_, let reserve):
      "Make room, \(ByteText(reserve)) stay free, and record again under another name"
    case .system(let code): FileProblem.advice(on: code)
    }
  }

  private static func advice(on code: Int32) -> String {
    switch code {
    case EACCES, EPERM, EROFS: "Choose a folder that you may write to"
    case ENOSPC, EDQUOT: "Make room, and try again under another name"
    case EFBIG: "Raise the limit on the size of files (ulimit -f), or choose another folder"
    case EPIPE: "Start its reader again"
    case ENAMETOOLONG: "Choose a shorter name"
    case ENOTDIR, ELOOP, ENXIO: "Choose another name"
    case EMFILE, ENFILE: "Close some files or programs"
    default: "Check the disk, or choose another folder"
    }
  }
}
