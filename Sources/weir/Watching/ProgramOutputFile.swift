import Foundation
import WeirFiles
import WeirSession

/// The file to which a program that is watched prints, which this program reads as it grows.
///
/// The program writes to the file itself, so that it never waits for this program, and what it
/// prints outlives both.
final class ProgramOutputFile: Sendable {
  let path: String
  /// Open for appending: both outputs of the program.
  let descriptor: Int32

  /// How many files with a generated name are kept.
  private static let kept = 20
  private static let folder = "output"
  private static let ending = ".txt"

  /// Creates a file at a path, under the rules of recordings.
  init(path: String, mayOverwrite: Bool) throws(SessionError) {
    self.path = path
    if mayOverwrite { unlink(path) }
    descriptor = open(path, ProgramOutputFile.flags, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      throw .cannotOpen(
        path: path, code == EEXIST ? .exists : .system(FileSystemError(code)))
    }
  }

  private static let flags = O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW

  /// Creates a file in the folder of what the program remembers, and removes the oldest ones there.
  ///
  /// - Parameters:
  ///   - name: The name of the program.
  ///   - time: When it starts, for the name of the file.
  convenience init(of name: String, in state: URL, at time: String) throws(SessionError) {
    let folder = state.appendingPathComponent(ProgramOutputFile.folder)
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    ProgramOutputFile.removeOldest(in: folder)
    let stem = name.replacing("/", with: "-")
    let file = folder.appendingPathComponent(
      "\(stem)-\(time)-\(getpid())\(ProgramOutputFile.ending)")
    try self.init(path: file.path, mayOverwrite: false)
  }

  deinit { close(descriptor) }

  /// Removes the file, which is empty.
  func discard() { unlink(path) }

  private static func removeOldest(in folder: URL) {
    let key = URLResourceKey.contentModificationDateKey
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [key])
    let files = (found ?? []).filter { $0.path.hasSuffix(ending) }.map { file in
      (file, (try? file.resourceValues(forKeys: [key]))?.contentModificationDate ?? .distantPast)
    }
    let oldest = files.sorted { $0.1 < $1.1 }.dropLast(kept - 1)
    for (file, _) in oldest { try? FileManager.default.removeItem(at: file) }
  }

  /// Reads what has been printed from an offset on, at most a number of bytes.
  func bytes(from offset: Int, limit: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
    }
  }

  /// How much has been printed, in bytes.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }
}
