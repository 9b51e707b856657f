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
  private let requests: ProbeRequests

  /// How long a program may take to answer, in seconds. The probe needs a few milliseconds unless
  /// something holds the interpreter, or the process is stopped.
  static let patience = 3.0

  /// Connects, and reads the header.
  ///
  /// - Parameters:
  ///   - level: How much the program should report; `nil` for as much as it does.
  ///   - seconds: How long to wait to be let in and for the header.
  ///   - shouldContinue: Called regularly while nothing arrives; when it returns `false`, the log
  ///     is at its end.
  init(
    _ socket: ProbeSocket, level: RunLevel? = nil, within seconds: Double = patience,
    while shouldContinue: @escaping @Sendable () -> Bool = { true }
  ) throws(WatchError) {
    let patience = Patience(seconds: seconds)
    let descriptor = try socket.connect(within: seconds, while: shouldContinue)
    try self.init(descriptor, socket, level, patience, while: shouldContinue)
  }

  /// Reads the header from an open descriptor, which is closed with the log.
  init(
    _ descriptor: Int32, _ socket: ProbeSocket, level: RunLevel? = nil,
    within seconds: Double = patience
  ) throws(WatchError) {
    try self.init(descriptor, socket, level, Patience(seconds: seconds), while: { true })
  }

  private init(
    _ descriptor: Int32, _ socket: ProbeSocket, _ level: RunLevel?, _ patience: Patience,
    while shouldContinue: @escaping @Sendable () -> Bool
  ) throws(WatchError) {
    self.socket = socket
    let requests = ProbeRequests(descriptor)
    self.requests = requests
    let hasBytes = UnixSocket.waitForBytes(
      from: descriptor, while: { patience.lasts && shouldContinue() })
    let source = ByteSource(
      descriptor: descriptor, isOwned: true, while: { patience.lasts && shouldContinue() })
    // What is thrown from here on closes the descriptor, with its source.
    if hasBytes == false { throw .turnedAway(path: socket.path) }
    do throws(SessionError) {
      log = OpenLog(
        try SessionReader(source, path: socket.path), requestSnapshot: requests.requestSnapshot)
    } catch {
      guard patience.lasts, shouldContinue() else { throw .noAnswer(path: socket.path) }
      if case .notUnderstood(_, .notALog) = error { throw .notAProbe(path: socket.path) }
      throw .notUnderstood(error)
    }
    patience.end()
    if let level { request(level) }
  }

  /// Asks for as much as a level says.
  func request(_ level: RunLevel) { requests.request(level) }
}

/// How long an answer is waited for.
private final class Patience: Sendable {
  private let limit: Mutex<ContinuousClock.Instant?>

  init(seconds: Double) { limit = Mutex(.now + .seconds(seconds)) }

  var lasts: Bool { limit.withLock { $0.map { $0 > .now } ?? true } }

  /// From now on, there is no limit.
  func end() { limit.withLock { $0 = nil } }
}

/// The requests that a probe obeys, over its socket; what it does not know it ignores.
final class ProbeRequests: Sendable {
  private let descriptor: Int32

  /// - Parameter descriptor: The socket, which stays open for requests while this object lives.
  init(_ descriptor: Int32) { self.descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Asks for as much as a level says.
  func request(_ level: RunLevel) { send("{\"level\":\"\(level.rawValue)\"}\n") }

  /// Asks for a description of all that exists.
  func requestSnapshot() { send("{\"snapshot\":true}\n") }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes {
      Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
    }
  }
}
