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
      device: UInt64(status.st_dev), file: UInt64(status.st_ino),
      changed: [Int(change.tv_sec), Int(change.tv_nsec)])
  }

  struct Identity: Sendable, Hashable {
    let device: UInt64
    let file: UInt64
    let changed: [Int]
  }

  /// Connects to it.
  ///
  /// Links are not followed, and both the socket and the process at its other end have to belong to
  /// this user; root may watch anybody's programs.
  ///
  /// - Returns: An open descriptor that the caller closes.
  func connect() throws(WatchError) -> Int32 {
    try check()
    let descriptor = UnixSocket.new()
    guard descriptor >= 0 else { throw .cannotConnect(path: path, code: errno) }
    do throws(WatchError) {
      try connect(descriptor)
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

  private func connect(_ descriptor: Int32) throws(WatchError) {
    guard var address = sockaddr_un(path: path) else {
      throw .cannotConnect(path: path, code: ENAMETOOLONG)
    }
    let answer = address.withSocketAddress { Foundation.connect(descriptor, $0, $1) }
    guard answer == 0 else {
      throw errno == ECONNREFUSED ? .stale(path: path) : .cannotConnect(path: path, code: errno)
    }
  }
}
