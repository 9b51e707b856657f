import Foundation
import Synchronization
import WeirEvents
import WeirLog
import WeirSession

/// The log of a running program, over the socket of its probe.
struct ProbeConnection: Sendable {
  let socket: ProbeSocket
  /// The log after its header.
  let log: OpenLog
  /// The descriptor, which the log closes.
  private let descriptor: Int32

  /// How long a program may take to answer, in seconds. The probe needs a few milliseconds unless
  /// something holds the interpreter, or the process is stopped.
  static let patience = 3.0

  /// Connects, and reads the header.
  ///
  /// - Parameters:
  ///   - level: How much the program should report; `nil` for as much as it does.
  ///   - seconds: How long to wait for the header.
  ///   - shouldContinue: Called regularly while nothing arrives; when it returns `false`, the log
  ///     is at its end.
  init(
    _ socket: ProbeSocket, level: RunLevel? = nil, within seconds: Double = patience,
    while shouldContinue: @escaping @Sendable () -> Bool = { true }
  ) throws(WatchError) {
    self.socket = socket
    descriptor = try socket.connect()
    let patience = Patience(seconds: seconds)
    let source = ByteSource(
      descriptor: descriptor, isOwned: true, while: { patience.lasts && shouldContinue() })
    do throws(SessionError) {
      log = OpenLog(try SessionReader(source, path: socket.path))
    } catch {
      if !patience.lasts { throw .noAnswer(path: socket.path) }
      if case .notUnderstood(_, .notALog) = error { throw .turnedAway(path: socket.path) }
      throw .notUnderstood(error)
    }
    patience.end()
    if let level { ProbeConnection.request(level, of: descriptor) }
  }

  /// Asks a probe to report as much as a level says.
  static func request(_ level: RunLevel, of descriptor: Int32) {
    let bytes = Array("{\"level\":\"\(level.rawValue)\"}\n".utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// How long an answer is waited for.
private final class Patience: Sendable {
  private let limit: Mutex<ContinuousClock.Instant?>

  init(seconds: Double) { limit = Mutex(.now + .seconds(seconds)) }

  var lasts: Bool { limit.withLock { $0.map { $0 > .now } ?? true } }

  /// From now on, there is no limit.
  func end() { limit.withLock { $0 = nil } }
}
