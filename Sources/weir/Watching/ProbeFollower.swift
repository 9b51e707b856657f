import Foundation
import WeirEvents
import WeirSession

/// Connects again to a program that has ended, when it has started again.
final class ProbeFollower: LogFollower {
  private let target: WatchTarget
  private let level: RunLevel?
  private let folders: ProbeFolders
  private let pause: @Sendable (Duration) -> Void
  /// The sockets that are known not to be those of the program; used by the thread that reads.
  private nonisolated(unsafe) var others: Set<ProbeSocket.Identity> = []

  /// - Parameter pause: Waits for some time.
  init(
    _ target: WatchTarget, level: RunLevel?, in folders: ProbeFolders,
    pause: @escaping @Sendable (Duration) -> Void = { usleep(UInt32($0.nanoseconds / 1000)) }
  ) {
    (self.target, self.level, self.folders, self.pause) = (target, level, folders, pause)
  }

  var outlivesEnd: Bool { target.comesBack }

  /// Tries again and again, each time after a longer wait, up to two seconds.
  func sequel(
    to stop: LogStop, while shouldContinue: () -> Bool
  ) throws(SessionError) -> LogSequel {
    guard target.comesBack else { return .over }
    var backOff = BackOff()
    while shouldContinue() {
      for slice in backOff.next() where shouldContinue() { pause(slice) }
      if let connection = candidate() {
        return .continued(connection.log, name: connection.socket.path)
      }
    }
    return .stopped
  }

  private func candidate() -> ProbeConnection? {
    switch target {
    case .process: nil
    case .socket(let path): try? ProbeConnection(ProbeSocket(path: path), level: level)
    case .name(let name): newest(named: name)
    }
  }

  /// The newest program with a name. One that has another name is asked only once, since a program
  /// that is asked describes its tasks; what does not answer, or is watched, is asked again.
  private func newest(named name: String) -> ProbeConnection? {
    let sockets = folders.sockets.compactMap { socket in
      socket.identity.map { (socket: socket, identity: $0) }
    }
    others.formIntersection(sockets.map(\.identity))
    let fresh = sockets.filter { !others.contains($0.identity) }
    for (socket, identity) in fresh.sorted(by: { $0.identity.isNewer(than: $1.identity) }) {
      guard
        let connection = try? ProbeConnection(socket, within: ProbeFollower.patience)
      else { continue }
      if connection.log.reader.header.isNamed(name) {
        if let level { connection.request(level) }
        return connection
      }
      others.insert(identity)
    }
    return nil
  }

  /// How long a program may take to say its name, in seconds.
  private static let patience = 1.0
}

/// The times between attempts, each twice as long as the one before.
struct BackOff {
  private var wait = Duration.milliseconds(100)

  private static let longest = Duration.seconds(2)
  private static let slice = Duration.milliseconds(100)

  /// The next time to wait, in slices after each of which waiting can be given up.
  mutating func next() -> [Duration] {
    defer { wait = min(wait * 2, BackOff.longest) }
    return Array(repeating: BackOff.slice, count: max(Int(wait / BackOff.slice), 1))
  }
}
