import Foundation

/// A socket at which a program with a probe listens, or listened.
struct ProbeSocket: Sendable, Hashable {
  let path: String
  /// The number of the process that made it; `nil` if its name does not say.
  let process: Int32?

  init(path: String) {
    self.path = path
    process = ProbeSocket.process(of: URL(fileURLWithPath: path).lastPathComponent)
  }

  /// A socket in a folder of probes; `nil` if its name is not that of one.
  init?(name: String, in folder: String) {
    guard let process = ProbeSocket.process(of: name) else { return nil }
    (path, self.process) = ("\(folder)/\(name)", process)
  }

  private static func process(of name: String) -> Int32? {
    guard name.hasSuffix(".sock") else { return nil }
    let digits = name.dropLast(5)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int32(digits) else {
      return nil
    }
    return number > 0 ? number : nil
  }

  /// Which file it is: another one has taken its place if this changes. `nil` if there is none.
  ///
  /// The number of a file that is removed may be used again at once, so the time of its last change
  /// belongs to it; connecting does not change a socket.
  var identity: Identity? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let change = status.st_ctimespec
    #else
      let change = status.st_ctim
    #endif
    return Identity(
      path: path, device: UInt64(status.st_dev), file: UInt64(status.st_ino),
      changed: [Int(change.tv_sec), Int(change.tv_nsec)])
  }

  struct Identity: Sendable, Hashable {
    let path: String
    let device: UInt64
    let file: UInt64
    let changed: [Int]

    /// Whether its file was made or changed later.
    func isNewer(than other: Identity) -> Bool {
      other.changed.lexicographicallyPrecedes(changed)
    }
  }

  /// Whether it is a socket of this user at which nothing is listening.
  var isDeserted: Bool {
    do throws(WatchError) {
      close(try connect(within: 0))
      return false
    } catch {
      guard case .stale = error else { return false }
      return true
    }
  }

  /// Connects to it.
  ///
  /// Links are not followed, and both the socket and the process at its other end have to belong to
  /// this user; root may watch anybody's programs.
  ///
  /// - Parameters:
  ///   - seconds: How long to wait for a program that lets nobody in, such as one that is stopped.
  ///   - shouldContinue: Called regularly meanwhile; when it returns `false`, the wait is over.
  /// - Returns: An open descriptor that the caller closes.
  func connect(
    within seconds: Double = ProbeConnection.patience, while shouldContinue: () -> Bool = { true }
  ) throws(WatchError) -> Int32 {
    try check()
    let descriptor = UnixSocket.new()
    guard descriptor >= 0 else { throw .cannotConnect(path: path, code: errno) }
    let end = ContinuousClock.now + .seconds(seconds)
    do throws(WatchError) {
      try connect(descriptor) { ContinuousClock.now < end && shouldContinue() }
      guard let user = UnixSocket.user(atOtherEndOf: descriptor), UnixSocket.isAllowed(user)
      else { throw .otherUser(path: path) }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private func check() throws(WatchError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .cannotConnect(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    guard UnixSocket.isAllowed(status.st_uid) else { throw .otherUser(path: path) }
  }

  /// Connects without blocking, again and again: a program that lets nobody in would block it
  /// forever.
  private func connect(
    _ descriptor: Int32, while shouldContinue: () -> Bool
  ) throws(WatchError) {
    guard var address = sockaddr_un(path: path) else {
      throw .cannotConnect(path: path, code: ENAMETOOLONG)
    }
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    while address.withSocketAddress({ Foundation.connect(descriptor, $0, $1) }) != 0 {
      let code = errno
      if code == ECONNREFUSED { throw .stale(path: path) }
      guard code == EAGAIN || code == EINTR else { throw .cannotConnect(path: path, code: code) }
      guard shouldContinue() else { throw .noAnswer(path: path) }
      usleep(ProbeSocket.pause)
    }
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  /// How long to wait between two attempts, in microseconds.
  private static let pause: UInt32 = 20_000
}
