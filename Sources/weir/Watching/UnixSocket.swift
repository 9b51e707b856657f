import Foundation

/// What the system says about sockets of this machine.
enum UnixSocket {
  #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #else
    private static let stream = SOCK_STREAM
  #endif

  /// Creates a socket that programs started from here do not inherit; negative if that fails.
  static func new() -> Int32 {
    let descriptor = socket(AF_UNIX, stream, 0)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptor
  }

  /// Waits for the first bytes of the other end, which are not taken.
  ///
  /// - Parameter shouldContinue: Called every 100 ms; when it returns `false`, the wait is over.
  /// - Returns: Whether there are any; `false` if the connection was closed before, and `nil` if
  ///   the wait was over.
  static func waitForBytes(from descriptor: Int32, while shouldContinue: () -> Bool) -> Bool? {
    var byte: UInt8 = 0
    while shouldContinue() {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, 100) > 0 else { continue }
      let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK))
      if count >= 0 || errno != EINTR { return count > 0 }
    }
    return nil
  }

  /// Whether programs of a user may be watched: one's own, and by root everybody's.
  static func isAllowed(_ user: uid_t) -> Bool { user == geteuid() || geteuid() == 0 }

  /// The user of the process at the other end of a socket; `nil` if the system does not say.
  static func user(atOtherEndOf descriptor: Int32) -> uid_t? {
    #if os(Linux)
      return credentials(atOtherEndOf: descriptor)?.user
    #else
      var (user, group): (uid_t, gid_t) = (0, 0)
      return getpeereid(descriptor, &user, &group) == 0 ? user : nil
    #endif
  }

  #if os(Linux)
    private static func credentials(
      atOtherEndOf descriptor: Int32
    ) -> (process: Int32, user: UInt32, group: UInt32)? {
      var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
      var size = socklen_t(MemoryLayout.size(ofValue: credentials))
      let answer = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
      return answer == 0 ? credentials : nil
    }
  #endif
}

extension sockaddr_un {
  /// The address of a path; `nil` if that is too long.
  init?(path: String) {
    self.init()
    sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: sun_path) else { return nil }
    withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: bytes) }
  }

  /// Passes it to a call of the system.
  mutating func withSocketAddress<Result>(
    _ call: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &self) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
