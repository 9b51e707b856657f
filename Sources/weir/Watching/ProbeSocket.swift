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
  var identity: Identity? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), file: UInt64(status.st_ino))
  }

  struct Identity: Sendable, Hashable {
    let device: UInt64
    let file: UInt64
  }

  /// Connects to it.
  ///
  /// Links are not followed, and both the socket and the process at its other end have to belong to
  /// this user; root may watch anybody's programs.
  ///
  /// - Returns: An open descriptor that the caller closes.
  func connect() throws(WatchError) -> Int32 {
    try check()
    let descriptor = socket(AF_UNIX, ProbeSocket.stream, 0)
    guard descriptor >= 0 else { throw .cannotConnect(path: path, code: errno) }
    do throws(WatchError) {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      try connect(descriptor)
      guard let user = ProbeSocket.user(atOtherEndOf: descriptor), ProbeSocket.isAllowed(user)
      else { throw .otherUser(path: path) }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #else
    private static let stream = SOCK_STREAM
  #endif

  private static func isAllowed(_ user: uid_t) -> Bool { user == geteuid() || geteuid() == 0 }

  private func check() throws(WatchError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .cannotConnect(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    guard ProbeSocket.isAllowed(status.st_uid) else { throw .otherUser(path: path) }
  }

  private func connect(_ descriptor: Int32) throws(WatchError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { throw .cannotConnect(path: path, code: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let answer = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, size)
      }
    }
    guard answer == 0 else {
      throw errno == ECONNREFUSED ? .stale(path: path) : .cannotConnect(path: path, code: errno)
    }
  }

  /// The user of the process at the other end of a socket; `nil` if the system does not say.
  static func user(atOtherEndOf descriptor: Int32) -> uid_t? {
    #if os(Linux)
      // The process, the user and the group.
      var credentials: (Int32, UInt32, UInt32) = (0, 0, 0)
      var size = socklen_t(MemoryLayout.size(ofValue: credentials))
      let answer = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
      return answer == 0 ? credentials.1 : nil
    #else
      var (user, group): (uid_t, gid_t) = (0, 0)
      return getpeereid(descriptor, &user, &group) == 0 ? user : nil
    #endif
  }
}
