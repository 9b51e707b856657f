import Dispatch
import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession
import WeirTerminal

/// Records the log of a real program: its lines, as they are.
///
/// A recording that begins in the middle begins with a snapshot, which the program is asked for. It
/// ends with the process: the log of one that has started again is another one.
///
/// Lines are written on a queue of its own, in portions. If a disk is slow, at most `limit` bytes
/// wait; then reading waits too, and the probe of the program drops a stretch of events as a whole.
final class LogCopy: Sendable {
  fileprivate enum Phase {
    case idle
    /// The file is open, and a snapshot was asked for.
    case awaiting
    case active
  }

  fileprivate struct State {
    var phase = Phase.idle
    /// Whether a log is being read.
    var isConnected = false
    /// Whether to begin with the first line of the next log.
    var beginsAtFirst = false
    var header: [UInt8] = []
    var requestSnapshot: @Sendable () -> Void = {}
    /// Lines that have not been passed on to the queue.
    var bytes: [UInt8] = []
    /// Where the last line begins, which may turn out to be invalid.
    var lastLine = 0
    var eventCount = 0
    var hasEnd = false
    /// The instant of the last line, by the clock of the log.
    var now = VirtualInstant.zero
    var lastPass = ContinuousClock.now
    /// How many bytes wait in the queue.
    var waiting = 0
  }

  /// What only the queue uses.
  private struct Files {
    var output: FileOutput?
    var outcome = Recorder.Outcome()
    var folder: URL
  }

  let reports: AsyncStream<DashboardInput>
  let turnstile = Turnstile(limit: Recorder.batchesInProgress)
  let firstPath: String?

  private let reporting: AsyncStream<DashboardInput>.Continuation
  private let queue = DispatchQueue(label: "weir.copy", qos: .userInitiated)
  private let state: Mutex<State>
  private let files: Mutex<Files>
  private let done: AsyncStream<Void>
  private let finishing: AsyncStream<Void>.Continuation
  /// The name of a recording without one, apart from its number.
  private let name: String

  /// How many bytes are written at once, and how many may wait to be written.
  private static let portion = 64 * 1024
  private static let limit = 16 << 20
  /// After this time, a portion is written even if it is small.
  private static let interval = Duration.seconds(1)

  /// - Parameters:
  ///   - output: The file to which all is recorded from the first line on; `nil` for none yet.
  ///   - name: The name of the program, for the name of a file.
  ///   - folder: The folder for recordings without a name.
  init(to output: FileOutput?, of name: String, folder: URL) {
    (reports, reporting) = AsyncStream.makeStream()
    (done, finishing) = AsyncStream.makeStream()
    firstPath = output?.path
    self.name = name.replacing("/", with: "-")
    var state = State()
    state.beginsAtFirst = output != nil
    self.state = Mutex(state)
    files = Mutex(Files(output: output, folder: folder))
  }
}

// MARK: What is read

extension LogCopy {
  /// Notes that another log begins.
  ///
  /// - Parameters:
  ///   - header: Its first line.
  ///   - requestSnapshot: Asks the program for a snapshot.
  func begin(_ header: [UInt8], requestSnapshot: @escaping @Sendable () -> Void) {
    state.withLock { state in
      (state.header, state.requestSnapshot) = (header, requestSnapshot)
      state.isConnected = true
      guard state.beginsAtFirst else { return }
      state.beginsAtFirst = false
      state.begin()
    }
  }

  /// Takes a line as it is.
  func take(_ line: UnsafeBufferPointer<UInt8>) {
    let isFull = state.withLock { state in
      if state.phase == .awaiting, LogCopy.beginsSnapshot(line) {
        state.begin()
        reportStart()
      }
      guard state.phase == .active else { return false }
      if state.bytes.count >= LogCopy.portion || state.lastPass + LogCopy.interval < .now {
        pass(&state)
      }
      state.lastLine = state.bytes.count
      state.bytes += line
      state.bytes.append(UInt8(ascii: "\n"))
      state.eventCount += 1
      return state.waiting > LogCopy.limit
    }
    if isFull { queue.sync {} }
  }

  /// Notes the instant of the last line, by the clock of the log.
  func note(_ instant: VirtualInstant, isEnd: Bool) {
    state.withLock { state in
      state.now = instant
      guard isEnd, state.phase == .active else { return }
      (state.hasEnd, state.eventCount) = (true, state.eventCount - 1)
    }
  }

  /// Removes the last line, which is invalid.
  func dropLastLine() {
    state.withLock { state in
      guard state.phase == .active, state.lastLine < state.bytes.count else { return }
      state.bytes.removeSubrange(state.lastLine...)
      state.eventCount -= 1
    }
  }

  /// Notes that the log is over, and completes the recording. Without an `end` line, the recording
  /// has none either.
  func endLog() {
    state.withLock { $0.isConnected = false }
    complete(addsEnd: false)
  }

  /// Whether a line is the event that begins a snapshot. In a text, its quotes would be escaped.
  private static func beginsSnapshot(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    contains(line, #""e":"snapshotBegan""#) || contains(line, #""e": "snapshotBegan""#)
  }

  private static func contains(
    _ line: UnsafeBufferPointer<UInt8>, _ word: StaticString
  ) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return line.firstRange(of: word) != nil
  }
}

extension LogCopy.State {
  /// Begins to record, with the header.
  mutating func begin() {
    phase = .active
    bytes = header + [UInt8(ascii: "\n")]
    (lastLine, eventCount, hasEnd) = (bytes.count, 0, false)
    lastPass = .now
  }
}

// MARK: Requests

extension LogCopy: RunRecorder {
  func begin(_ specification: RunSpecification) {}
  func branch(_ model: RunModel) {}
  func write(_ batch: FoldedBatch) { turnstile.leave() }
  func flush() {}
  func use(_ thresholds: LintThresholds) {}
  func leave() {}

  func use(folder: URL) { queue.async { [self] in files.withLock { $0.folder = folder } } }

  func record(_ path: String?) {
    complete(addsEnd: true)
    queue.async { [self] in
      AlternateStack.use()
      guard state.withLock({ $0.isConnected }) else { return refuse() }
      let folder = files.withLock { $0.folder }
      do throws(SessionError) {
        let output = try RecordingPlace(path: path, folder: folder, name: name).open()
        files.withLock { $0.output = output }
      } catch {
        reporting.yield(.run(.recordingFailed(message: error.screenDescription)))
        return
      }
      reporting.yield(.run(.recordingCaughtUp(share: 0)))
      let request = state.withLock { state -> (@Sendable () -> Void)? in
        guard state.isConnected else { return nil }
        state.phase = .awaiting
        return state.requestSnapshot
      }
      // The log may be over by now.
      if let request { request() } else { giveUp() }
    }
  }

  /// Shows that there is nothing to record.
  private func refuse() {
    let message =
      "No program is connected, so there is nothing to record. Record from the start with 'weir watch -o LOG'."
    reporting.yield(.run(.recordingFailed(message: message)))
  }

  // After a file that was requested is open.
  func stop() { queue.async { [self] in complete(addsEnd: true) } }

  func finish() {
    queue.async { [self] in
      complete(addsEnd: true)
      queue.async { [finishing] in finishing.finish() }
    }
  }

  func discard() { files.withLock { $0.output }?.discard() }

  func run() async -> Recorder.Outcome {
    for await _ in done {}
    return files.withLock { $0.outcome }
  }
}

// MARK: Writing

extension LogCopy {
  /// Passes on the lines before the last one.
  private func pass(_ state: inout State) {
    let bytes = Array(state.bytes[..<state.lastLine])
    state.bytes.removeSubrange(..<state.lastLine)
    (state.lastLine, state.lastPass) = (0, .now)
    state.waiting += bytes.count
    queue.async { [self] in
      write(bytes)
      self.state.withLock { $0.waiting -= bytes.count }
    }
  }

  /// Completes the recording, or gives up the one that has not begun.
  private func complete(addsEnd: Bool) {
    let (phase, rest) = state.withLock { state -> (Phase, [UInt8]) in
      let phase = state.phase
      if phase == .active, addsEnd, !state.hasEnd { state.bytes += end(.quit, state) }
      defer { (state.phase, state.bytes, state.lastLine) = (.idle, [], 0) }
      return (phase, state.bytes)
    }
    guard phase != .idle else { return }
    queue.async { [self] in
      AlternateStack.use()
      phase == .active ? close(after: rest) : giveUp()
    }
  }

  private func end(_ reason: EndReason, _ state: borrowing State) -> [UInt8] {
    Array(
      """
      {"t":\(state.now.nanoseconds),"e":"end","events":\(state.eventCount),"reason":"\(reason.rawValue)"}

      """.utf8)
  }

  private func write(_ bytes: [UInt8]) {
    AlternateStack.use()
    guard let output = files.withLock({ $0.output }) else { return }
    do throws(SessionError) {
      if let loss = output.loss { throw .cannotWrite(path: output.path, loss) }
      try output.write(bytes)
      guard let shortage = output.shortage else { return }
      // The lines that wait are not in the file, so they don't count.
      let end = state.withLock { state -> [UInt8] in
        var written = State()
        written.now = state.now
        let waiting = state.bytes.count { $0 == UInt8(ascii: "\n") }
        written.eventCount = max(state.eventCount - waiting, 0)
        return self.end(.full, written)
      }
      try output.write(end)
      throw .cannotWrite(path: output.path, shortage)
    } catch {
      abandon(error)
    }
  }

  /// Continues without the recording, and shows why.
  private func abandon(_ error: SessionError) {
    state.withLock { ($0.phase, $0.bytes, $0.lastLine) = (.idle, [], 0) }
    files.withLock { ($0.output, $0.outcome.failure) = (nil, error) }
    reporting.yield(.run(.recordingFailed(message: error.description)))
  }

  private func close(after rest: [UInt8]) {
    write(rest)
    let path = files.withLock { files -> String? in
      defer { files.output = nil }
      guard let path = files.output?.path else { return nil }
      files.outcome.path = path
      return path
    }
    if path != nil { reporting.yield(.run(.recordingStopped)) }
  }

  private func giveUp() {
    let path = files.withLock { files -> String? in
      defer { files.output = nil }
      files.output?.discard()
      return files.output?.path
    }
    reporting.yield(.run(.recordingGivenUp(path: path)))
  }

  private func reportStart() {
    queue.async { [self] in
      guard let path = files.withLock({ $0.output?.path }) else { return }
      reporting.yield(.run(.recordingStarted(path: path)))
    }
  }
}
