import Foundation

/// An error of the system about a file, with its own description, and what to do about it.
///
/// The advice for each error is defined here once, for everything that is read or written.
public struct FileSystemError: Error, Hashable, Sendable {
  /// What was attempted.
  public enum Purpose: Sendable {
    case reading, writing
  }

  /// The error number of the system, such as `ENOENT`.
  public let code: Int32

  /// Creates an error from its number.
  public init(_ code: Int32) { self.code = code }

  /// The last error of the system (`errno`). Read it before calling anything else.
  public static var last: FileSystemError { FileSystemError(errno) }

  /// The system's description, in lower case without a full stop: `no such file or directory`.
  public var reason: String { String(cString: strerror(code)).lowercased() }

  /// What to do, in one sentence.
  public func advice(for purpose: Purpose) -> String {
    switch code {
    case ENOENT:
      purpose == .reading
        ? "Check the path." : "Create the folder first, or give another path."
    case EEXIST: "Give another name, or move that file away."
    case EACCES, EPERM:
      purpose == .reading
        ? "Check that you have permission to read it and its folders."
        : "Give a path that you can write to."
    case EISDIR: "Give the path of a file in it."
    case ENOTDIR: "Check the path: one of its folders is a file."
    case ELOOP: "Check the links in that path, which form a loop."
    case ENAMETOOLONG: "Give a shorter name."
    case EROFS: "Give a path on a disk that can be written to."
    case ENOSPC, EDQUOT: "Free some space, or give a path on another disk."
    case EFBIG: "Raise the limit on the size of files (ulimit -f)."
    case EMFILE, ENFILE: "Close some files or programs, and try again."
    case EBUSY, ETXTBSY: "Wait until nothing else uses it, or give another path."
    case EPIPE: "Start its reader again, or give the path of a file."
    case EIO: "Check the disk."
    default: purpose == .reading ? "Check the path." : "Give another path."
    }
  }
}
