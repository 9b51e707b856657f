/// Why a file can't be created or written, and what to do about it.
public enum FileProblem: Error, Hashable, Sendable {
  /// A file with this name exists, and must not be replaced.
  case exists
  /// Another program is writing to it.
  case inUse
  /// The named pipe has no reader.
  case hasNoReader
  /// It is a folder.
  case isFolder
  /// It is a socket or a disk, or it is a pipe or device where a file is required.
  case isUnsuitable
  /// It is the terminal on which the dashboard is drawn.
  case isTerminal
  /// The descriptor with this name is not open for writing.
  case isNotOpen
  /// The path is empty.
  case lacksName
  /// The folder with this path does not exist.
  case lacksFolder(String)
  /// The disk is nearly full: the free bytes, and how many have to stay free.
  case isRunningShort(free: Int, reserve: Int)
  /// It was removed, with its folder or alone, while it was written.
  case wasRemoved
  /// It was moved while it was written; it is complete up to there.
  case wasMoved
  /// Another program has cut it, or written to it.
  case wasChanged
  /// It was made read-only while it was written; it is complete up to there.
  case becameReadOnly
  /// The system refused it.
  case system(FileSystemError)

  /// Whether what was written is still there, so that the file can be completed.
  public var leavesFile: Bool { self == .wasMoved || self == .becameReadOnly }

  /// What is wrong, as the end of a sentence.
  public var reason: String {
    switch self {
    case .exists: "it already exists"
    case .inUse: "another program is writing to it"
    case .hasNoReader: "nothing reads from this pipe"
    case .isFolder: "it is a folder"
    case .isUnsuitable: "it is not a file"
    case .isTerminal: "the dashboard is drawn there"
    case .isNotOpen: "it is not open for writing"
    case .lacksName: "the name is empty"
    case .lacksFolder(let path): "there is no folder '\(path)'"
    case .isRunningShort(let free, _): "only \(ByteText(free)) are left on the disk"
    case .wasRemoved: "its file was removed"
    case .wasMoved: "its file was moved"
    case .wasChanged: "another program has changed its file"
    case .becameReadOnly: "its file was made read-only"
    case .system(let error): error.reason
    }
  }

  /// What to do, in one sentence.
  public var advice: String {
    switch self {
    case .exists, .inUse: "Choose another name."
    case .hasNoReader: "Start its reader first."
    case .isFolder: "Give the name of a file in it."
    case .isUnsuitable, .isTerminal, .isNotOpen: "Give the name of a new file."
    case .lacksName: "Give the name of a file."
    case .lacksFolder: "Create the folder first, or give another path."
    case .isRunningShort(_, let reserve):
      "Free some space, since \(ByteText(reserve)) must stay free, or give a path on another disk."
    case .wasRemoved, .wasChanged: "Give another path."
    case .wasMoved: "Give another path; the moved file is complete up to there."
    case .becameReadOnly: "Give another path; the file is complete up to there."
    case .system(let error): error.advice(for: .writing)
    }
  }
}
