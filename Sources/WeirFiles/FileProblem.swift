/// Why a file can't be made or written, and what to do about it.
public enum FileProblem: Error, Hashable, Sendable {
  /// There is a file of that name, which must not be replaced.
  case exists
  /// Another program is writing it.
  case inUse
  /// Nothing reads from the pipe of that name.
  case hasNoReader
  case isFolder
  /// A socket or a disk; a pipe or a device, where only a file will do.
  case isUnsuitable
  /// The terminal on which the dashboard is drawn.
  case isTerminal
  /// The descriptor of that name is not open for writing.
  case isNotOpen
  case lacksName
  case lacksFolder(String)
  /// The disk has so many bytes left, and so many are to stay free.
  case isRunningShort(free: Int, reserve: Int)
  /// What the system refused.
  case system(FileTrouble)

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
    case .system(let trouble): trouble.reason
    }
  }

  /// The second half: what to do, in one sentence.
  public var advice: String {
    switch self {
    case .exists, .inUse: "Choose another name."
    case .hasNoReader: "Start its reader first."
    case .isFolder: "Give the name of a file in it."
    case .isUnsuitable, .isTerminal, .isNotOpen: "Give the name of a new file."
    case .lacksName: "Give the name of a file."
    case .lacksFolder: "Make the folder first, or give another path."
    case .isRunningShort(_, let reserve):
      "Make room, since \(ByteText(reserve)) must stay free, or give a path on another disk."
    case .system(let trouble): trouble.advice(for: .writing)
    }
  }
}
