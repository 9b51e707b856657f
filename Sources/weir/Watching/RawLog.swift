import Foundation
import WeirEvents
import WeirSession

/// The log of a running program, passed on to standard output as it arrives.
///
/// It goes to another weir, such as one on the other side of `ssh`, so it ends with the program.
struct RawLog {
  private let socket: ProbeSocket
  private let level: RunLevel?

  init(_ target: WatchTarget, _ level: RunLevel?, in folders: ProbeFolders) throws(WatchError) {
    (socket, self.level) = (try target.socket(in: folders), level)
  }

  /// Passes it on until the program ends, or nobody reads any more. Only its first line is waited
  /// for with a limit.
  func passOn() throws {
    let descriptor = try socket.connect()
    defer { close(descriptor) }
    if let level { ProbeRequests(descriptor).request(level) }
    let end = ContinuousClock.now + .seconds(ProbeConnection.patience)
    switch UnixSocket.waitForBytes(from: descriptor, while: { ContinuousClock.now < end }) {
    case true?: break
    case false?: throw WatchError.turnedAway(path: socket.path)
    case nil: throw WatchError.noAnswer(path: socket.path)
    }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      try StandardOutput.print(bytes: block[..<count])
    }
  }
}
