import Foundation
import WeirFiles

/// The file to which a program that is watched prints, which this program reads as it grows.
///
/// The program writes to the file itself, so that it never waits for this program, and what it
/// prints outlives both. It is locked as long as anything can write to it.
final class ProgramOutputFile: Sendable {
  let path: String
  /// Open for appending: both outputs of the program.
  let descriptor: Int32
  /// Whether it has a generated name.
  private let isGenerated: Bool
  /// The file that it replaces once the program has started; `nil` if there is none.
  private let replaced: ReplacedFile?

  /// How many files with a generated name are kept.
  private static let kept = 20
  private static let folder = "output"
  private static let ending = ".txt"

  /// Creates a file at a path. One that is there already stays until `replace`; what is no file is
  /// refused.
  ///
  /// - Throws: `WatchError.noOutput`; nothing has changed then.
  convenience init(path: String, mayOverwrite: Bool) throws(WatchError) {
    do throws(FileProblem) {
      try self.init(path, mayOverwrite: mayOverwrite, isGenerated: false)
    } catch {
      throw .noOutput(path: path, error)
    }
  }

  /// Creates a file in the folder of what the program remembers, and removes the oldest ones there.
  ///
  /// - Parameters:
  ///   - name: The name of the program.
  ///   - time: When it starts, for the name of the file.
  convenience init(of name: String, in state: URL, at time: String) throws(WatchError) {
    let folder = state.appendingPathComponent(ProgramOutputFile.folder)
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    ProgramOutputFile.removeOldest(in: folder)
    let stem = name.replacing("/", with: "-")
    let file = folder.appendingPathComponent(
      "\(stem)-\(time)-\(getpid())\(ProgramOutputFile.ending)")
    do throws(FileProblem) {
      try self.init(file.path, mayOverwrite: false, isGenerated: true)
    } catch {
      throw .noOutput(path: file.path, error)
    }
  }

  private init(_ path: String, mayOverwrite: Bool, isGenerated: Bool) throws(FileProblem) {
    (self.path, self.isGenerated) = (path, isGenerated)
    replaced = try ReplacedFile(at: path, mayOverwrite: mayOverwrite)
    descriptor = open(
      replaced?.successor ?? path,
      O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0o600)
    guard descriptor >= 0 else {
      let problem: FileProblem =
        switch errno {
        case EEXIST: .exists
        case ENOENT where path.isEmpty: .lacksName
        case ENOENT: .lacksFolder((path as NSString).deletingLastPathComponent)
        default: .system(.last)
        }
      throw problem
    }
    if let replaced { fchmod(descriptor, replaced.mode) }
    flock(descriptor, LOCK_EX | LOCK_NB)
  }

  deinit { close(descriptor) }

  /// Puts it in the place of the file that was there, now that the program has started.
  func replace() throws(WatchError) {
    guard let replaced else { return }
    guard rename(replaced.successor, replaced.path) == 0 else {
      throw .noOutput(path: path, .system(.last))
    }
  }

  /// Removes the file, since the program can't be started; one that was there before stays.
  func discard() { unlink(replaced?.successor ?? path) }

  /// Removes it if it has a generated name and nothing was printed.
  func discardIfEmpty() {
    if isGenerated, size == 0 { unlink(path) }
  }

  private static func removeOldest(in folder: URL) {
    let key = URLResourceKey.contentModificationDateKey
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [key])
    let files = (found ?? []).filter { $0.path.hasSuffix(ending) }.map { file in
      (file, (try? file.resourceValues(forKeys: [key]))?.contentModificationDate ?? .distantPast)
    }
    let oldest = files.sorted { $0.1 < $1.1 }.dropLast(kept - 1)
    for (file, _) in oldest where !isInUse(file.path) { unlink(file.path) }
  }

  /// Whether a program can still write to a file.
  fileprivate static func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
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

/// A file that is replaced by another one beside it.
private struct ReplacedFile {
  /// Its path, without links.
  let path: String
  /// Where the other one is until then.
  let successor: String
  /// Who may do what with both.
  let mode: mode_t

  /// - Returns: `nil` if there is nothing at the path.
  /// - Throws: If it is not a file that may be replaced.
  init?(at path: String, mayOverwrite: Bool) throws(FileProblem) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let type = status.st_mode & S_IFMT
    guard type != S_IFDIR else { throw .isFolder }
    guard type == S_IFREG else { throw .isUnsuitable }
    guard mayOverwrite else { throw .exists }
    guard access(path, W_OK) == 0 else { throw .system(.last) }
    guard !ProgramOutputFile.isInUse(path) else { throw .inUse }
    guard let target = realpath(path, nil) else { throw .system(.last) }
    defer { free(target) }
    self.path = String(cString: target)
    successor = "\(self.path).weir-\(getpid())"
    mode = status.st_mode & 0o777
  }
}
