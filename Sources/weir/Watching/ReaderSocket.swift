import Foundation

/// The socket at which this program waits for the probes of a program that it starts: 0600, in a
/// folder that is 0700.
///
/// So a program reports what it does from its first event on.
final class ReaderSocket: Sendable {
  /// The path, for the environment of the program.
  let path: String
  private let descriptor: Int32

  /// How many programs may connect at the same time.
  private static let backlog: Int32 = 16

  /// Listens in the first folder that can be used or created.
  init(in folders: ProbeFolders) throws(WatchError) {
    path = "\(try folders.usable())/weir-\(getpid())"
    guard var address = sockaddr_un(path: path) else {
      throw .cannotListen(path: path, code: ENAMETOOLONG)
    }
    let descriptor = UnixSocket.new()
    guard descriptor >= 0 else { throw .cannotListen(path: path, code: errno) }
    self.descriptor = descriptor
    // One of a process that had the same number.
    unlink(path)
    let mask = umask(0o177)
    let isBound = address.withSocketAddress { bind(descriptor, $0, $1) } == 0
    umask(mask)
    guard isBound, listen(descriptor, ReaderSocket.backlog) == 0 else {
      let code = errno
      close(descriptor)
      throw .cannotListen(path: path, code: code)
    }
  }

  deinit { close(descriptor) }

  /// Removes it, so that nothing can connect to it any more.
  func remove() { unlink(path) }

  /// Waits for the next program, for at most some milliseconds.
  ///
  /// - Returns: A descriptor that the caller closes; `nil` if none of this user has come.
  func next(within milliseconds: Int32) -> Int32? {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, milliseconds) > 0 else { return nil }
    let connection = accept(descriptor, nil, nil)
    guard connection >= 0 else { return nil }
    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
    guard let user = UnixSocket.user(atOtherEndOf: connection), UnixSocket.isAllowed(user) else {
      close(connection)
      return nil
    }
    return connection
  }
}
