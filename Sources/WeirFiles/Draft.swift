import Foundation

/// A new text beside a file, which takes the file's place once it is on disk.
public struct Draft {
  private let target: String
  private let path: String
  /// The file as it is; nil if there is none.
  private let former: stat?

  /// Prepares to write beside a path that is no link. What is not a file is refused, and so is a
  /// file that can't be written to.
  public init(of target: String) throws(FileTrouble) {
    self.target = target
    path = "\(target).\(getpid()).new"
    var status = stat()
    guard lstat(target, &status) == 0 else {
      guard errno == ENOENT else { throw .last }
      former = nil
      return
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileTrouble(EISDIR) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileTrouble(EINVAL) }
    // Renaming would replace it all the same, since only the folder has to be writable for that.
    guard status.st_mode & 0o222 != 0, access(target, W_OK) == 0 else { throw FileTrouble(EACCES) }
    former = status
  }

  /// Writes the text and puts it in the file's place; on any failure the file is as it was, and
  /// nothing is beside it.
  public func replace(with text: String) throws(FileTrouble) {
    unlink(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw .last }
    do throws(FileTrouble) {
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

  /// Gives the draft the owner and the permissions of the file.
  private func takeOver(_ file: Int32) throws(FileTrouble) {
    guard let former else { return }
    // The group may not be ours to give; the owner has to stay.
    if fchown(file, former.st_uid, former.st_gid) != 0 {
      var status = stat()
      guard fstat(file, &status) == 0, status.st_uid == former.st_uid else {
        throw FileTrouble(EPERM)
      }
    }
    guard fchmod(file, former.st_mode & 0o7777) == 0 else { throw .last }
  }
}
