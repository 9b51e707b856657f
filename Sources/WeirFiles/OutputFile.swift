import Foundation
import Synchronization

/// A file open for writing, which was opened without destroying anything.
///
/// A new file is created. An existing one is refused unless it may be overwritten, and then it is
/// emptied only once it is locked, so that two programs never write the same file. For a dangling
/// link, the file that it names is created. Pipes, terminals and devices such as `/dev/null` are
/// accepted; folders, sockets and disks are refused. `/dev/stdout` and `/dev/fd/N` are the
/// descriptors that the program was started with. The process has to ignore `SIGPIPE`; otherwise a
/// pipe without a reader ends it.
public final class OutputFile: Sendable {
  /// The path as given.
  public let path: String
  /// Whether the file was created here.
  public let isNew: Bool
  /// Whether it is a regular file, which takes space on a disk.
  public let isOnDisk: Bool
  private let descriptor: Int32
  /// Whether it is a file that was opened by its path, so that nobody else should write to it.
  private let isOwn: Bool
  /// Whether somebody was allowed to write to it when it was opened.
  private let wasWritable: Bool
  /// The path of the file itself, without links.
  private let destination: String
  private let count = Atomic(0)

  /// How a file is opened.
  public struct Rules: Sendable {
    /// Whether an existing file may be emptied and written.
    public var mayOverwrite = false
    /// Whether a terminal may be written to.
    public var mayBeTerminal = true
    /// Whether pipes and devices are refused, since writing to them may take forever.
    public var mustBeFile = false
    /// How long to wait for the reader of a named pipe.
    public var readerTimeout = Duration.seconds(2)

    /// Creates the default rules: no overwriting, and a wait of two seconds for the reader of a
    /// pipe.
    public init() {}
  }

  /// Opens the file.
  ///
  /// - Throws: `FileProblem` if the file can't be opened under the rules; nothing has changed then.
  public init(path: String, _ rules: Rules = Rules()) throws(FileProblem) {
    self.path = path
    guard !path.isEmpty else { throw .lacksName }
    let opened: Opened
    if let number = OutputFile.inherited(path) {
      opened = try Opened(inherited: number, rules)
    } else {
      opened = try Opened(path: path, rules)
    }
    (descriptor, isNew, isOnDisk) = (opened.descriptor, opened.isNew, opened.isOnDisk)
    (destination, isOwn) = (opened.destination, opened.isOnDisk && !opened.isInherited)
    wasWritable = OutputFile.isWritable(OutputFile.status(of: opened.descriptor))
    guard rules.mayBeTerminal || isatty(descriptor) == 0 else {
      close(descriptor)
      throw .isTerminal
    }
  }

  deinit { close(descriptor) }

  /// Appends bytes: to a file opened by its path, all of them or none.
  ///
  /// - Throws: `FileProblem.system`, after which a pipe or an inherited file may have got some of
  ///   the bytes, or `wasChanged`.
  public func write(_ bytes: [UInt8]) throws(FileProblem) {
    let before = size
    // After a cut, these bytes would leave a hole before them.
    guard !isOwn || OutputFile.status(of: descriptor).st_size == before else { throw .wasChanged }
    do {
      try Descriptor(number: descriptor).write(bytes) { count.add($0, ordering: .relaxed) }
    } catch {
      if isOwn, ftruncate(descriptor, off_t(before)) == 0 {
        count.store(before, ordering: .relaxed)
        lseek(descriptor, off_t(before), SEEK_SET)
      }
      throw .system(error)
    }
  }

  /// The problem if what is written can't be found at the path any more, or should not be written;
  /// otherwise `nil`, as always for what is not a file opened by its path.
  public var loss: FileProblem? {
    guard isOwn else { return nil }
    let own = OutputFile.status(of: descriptor)
    var named = stat()
    // A folder that can't be looked into may still have it.
    guard stat(destination, &named) == 0 || errno == ENOENT || errno == ENOTDIR else { return nil }
    guard (own.st_dev, own.st_ino) == (named.st_dev, named.st_ino) else {
      return own.st_nlink == 0 ? .wasRemoved : .wasMoved
    }
    if own.st_size != size { return .wasChanged }
    return wasWritable && !OutputFile.isWritable(own) ? .becameReadOnly : nil
  }

  /// How many bytes have been written.
  public var size: Int { count.load(ordering: .relaxed) }

  /// The space on its disk; `nil` if it is not on a disk.
  public var space: DiskSpace? { isOnDisk ? DiskSpace(descriptor: descriptor) : nil }

  /// Removes the file if it was created here; one that existed before stays.
  public func discard() {
    guard isNew else { return }
    var (own, named) = (stat(), stat())
    // If another file has taken its place, that stays.
    guard fstat(descriptor, &own) == 0, lstat(destination, &named) == 0,
      (own.st_dev, own.st_ino) == (named.st_dev, named.st_ino)
    else { return }
    unlink(destination)
  }
}

// MARK: Opening

extension OutputFile {
  /// A descriptor, and what it leads to.
  private struct Opened {
    var descriptor: Int32
    var destination: String
    var isNew = false
    var isOnDisk = false
    var isInherited = false

    /// Uses an open descriptor: nothing has to be opened, and nothing can be emptied.
    init(inherited number: Int32, _ rules: Rules) throws(FileProblem) {
      let flags = fcntl(number, F_GETFL)
      guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw .isNotOpen }
      isOnDisk = OutputFile.type(of: number) == S_IFREG
      guard isOnDisk || !rules.mustBeFile else { throw .isUnsuitable }
      descriptor = fcntl(number, F_DUPFD_CLOEXEC, 3)
      guard descriptor >= 0 else { throw .system(.last) }
      (destination, isInherited) = ("/dev/fd/\(number)", true)
    }

    init(path: String, _ rules: Rules) throws(FileProblem) {
      destination = try OutputFile.destination(of: path)
      let new = open(destination, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0o644)
      if new >= 0 {
        descriptor = new
        (isNew, isOnDisk) = (true, true)
      } else if errno == EEXIST || errno == EISDIR {
        descriptor = try OutputFile.openExisting(destination, rules)
        isOnDisk = OutputFile.type(of: descriptor) == S_IFREG
      } else if errno == ENOENT {
        throw .lacksFolder(OutputFile.folder(of: destination))
      } else {
        throw .system(.last)
      }
      // Locked before it is emptied: a file that another program has locked is refused. Devices are
      // shared: every program may write to `/dev/null`.
      guard
        OutputFile.type(of: descriptor) == S_IFCHR || flock(descriptor, LOCK_EX | LOCK_NB) == 0
          || errno != EWOULDBLOCK
      else {
        close(descriptor)
        throw .inUse
      }
      guard isNew || !isOnDisk || ftruncate(descriptor, 0) == 0 else {
        let problem = FileProblem.system(.last)
        close(descriptor)
        throw problem
      }
    }
  }

  /// Opens what exists, without changing it.
  private static func openExisting(_ path: String, _ rules: Rules) throws(FileProblem) -> Int32 {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT && path.hasSuffix("/") ? .lacksFolder(path) : .system(.last)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: guard rules.mayOverwrite else { throw .exists }
    case S_IFDIR: throw .isFolder
    case S_IFSOCK, S_IFBLK: throw .isUnsuitable
    case _ where rules.mustBeFile: throw .isUnsuitable
    case S_IFIFO: return try openPipe(path, rules.readerTimeout)
    default: break
    }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .system(.last) }
    return descriptor
  }

  /// Opens a pipe without blocking, again and again: a normal open could wait for the reader
  /// forever.
  private static func openPipe(_ path: String, _ timeout: Duration) throws(FileProblem) -> Int32 {
    let end = ContinuousClock.now + timeout
    while true {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor < 0 else {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        return descriptor
      }
      guard errno == ENXIO || errno == EINTR else { throw .system(.last) }
      guard ContinuousClock.now < end else { throw .hasNoReader }
      usleep(20_000)
    }
  }

  private static func type(of descriptor: Int32) -> mode_t {
    status(of: descriptor).st_mode & S_IFMT
  }

  /// All zero if the system does not say.
  private static func status(of descriptor: Int32) -> stat {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : stat()
  }

  private static func isWritable(_ status: stat) -> Bool {
    status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) != 0
  }

  /// The destination of a path whose last component is a dangling link. Any other path is returned
  /// unchanged, since what links in `/proc` name may not even be a path.
  private static func destination(of path: String) throws(FileProblem) -> String {
    var status = stat()
    guard stat(path, &status) != 0, errno == ENOENT else { return path }
    do { return try LinkTarget(path).path } catch { throw .system(error) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The number of an inherited descriptor; `nil` if the path does not mean one.
  private static func inherited(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      guard
        let prefix = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix),
        let number = Int32(path.dropFirst(prefix.count)), number >= 0
      else { return nil }
      return number
    }
  }
}
