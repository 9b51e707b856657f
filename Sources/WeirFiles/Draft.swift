import Foundation

/// A new version of a text file, which replaces the file once it is on disk.
public struct Draft {
  private let target: String
  private let path: String
  /// The status of the existing file; `nil` if there is none.
  private let former: stat?

  /// Prepares to write next to a path, which must not be a link.
  ///
  /// - Throws: `FileSystemError` if something other than a regular file is there, or the file is
  ///   not writable.
  public init(of target: String) throws(FileSystemError) {
    self.target = target
    path = "\(target).\(getpid()).new"
    var status = stat()
    guard lstat(target, &status) == 0 else {
      guard errno == ENOENT else { throw .last }
      former = nil
      return
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileSystemError(EISDIR) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileSystemError(EINVAL) }
    // Checked because renaming would replace it anyway: that needs only a writable folder.
    guard status.st_mode & 0o222 != 0, access(target, W_OK) == 0 else {
      throw FileSystemError(EACCES)
    }
    former = status
  }

  /// Writes the text, and replaces the file with it. After an error the file is unchanged, and
  /// nothing is left next to it.
  ///
  /// - Throws: `FileSystemError` if the system refuses a step.
  public func replace(with text: String) throws(FileSystemError) {
    unlink(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw .last }
    do throws(FileSystemError) {
      defer { close(file) }
      try takeOver(file)
      try Descriptor(number: file).write(Array(text.utf8))
      guard fsync(file) == 0 else { throw .last }
      guard rename(path, target) == 0 else { throw .last }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Gives the draft the owner and permissions of the existing file.
  private func takeOver(_ file: Int32) throws(FileSystemError) {
    guard let former else { return }
    // Changing the group may not be allowed; the owner has to stay the same.
    if fchown(file, former.st_uid, former.st_gid) != 0 {
      var status = stat()
      guard fstat(file, &status) == 0, status.st_uid == former.st_uid else {
        throw FileSystemError(EPERM)
      }
    }
    guard fchmod(file, former.st_mode & 0o7777) == 0 else { throw .last }
  }
}
