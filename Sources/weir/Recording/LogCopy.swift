import Dispatch
import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirFiles
import WeirSession
import WeirTerminal

/// Records the log of a real program: its lines, as they are.
///
/// All lines are kept while the program is watched, so that a recording begins with the first one
/// whenever it was asked for, also after the program has ended. If the first ones had to make room
/// for newer ones, it begins with a snapshot, which the program is asked for. It ends with the
/// process: the log of one that has started again is another one.
///
/// Lines are copied on a queue of its own. If a disk is so slow that lines which are still to be
/// copied would have to make room, reading waits, and the probe of the program drops a stretch of
/// events as a whole.
final class LogCopy: Sendable {
  private struct State {
    /// The log that is read, or was read last.
    var lines: LogLines?
    /// The recording that was requested last.
    var recording: LogRecording?
    /// How many bytes there were when they were copied last, and when that was.
    var lastCount = 0
    var lastCopy = ContinuousClock.now
  }

  /// What only the queue uses.
  private struct Results {
    var outcome = Recorder.Outcome()
    var folder: URL
  }

  let reports: AsyncStream<DashboardInput>
  let turnstile = Turnstile(limit: Recorder.batchesInProgress)
  let firstPath: String?

  private let reporting: AsyncStream<DashboardInput>.Continuation
  private let queue = DispatchQueue(label: "weir.copy", qos: .userInitiated)
  private let state: Mutex<State>
  private let results: Mutex<Results>
  private let done: AsyncStream<Void>
  private let finishing: AsyncStream<Void>.Continuation
  /// The name of a recording without one, apart from its number.
  private let name: String
  /// Returns where the lines of a log are kept.
  private let spool: @Sendable () -> LineSpool

  /// How many new bytes are copied at once; fewer after some time.
  private static let portion = 64 * 1024
  private static let interval = Duration.seconds(1)

  /// - Parameters:
  ///   - output: The file to which all is recorded from the first line on; `nil` for none yet.
  ///   - name: The name of the program, for the name of a file.
  ///   - folder: The folder for recordings without a name.
  ///   - spool: Returns where the lines of a log are kept.
  init(
    to output: FileOutput?, of name: String, folder: URL,
    keepingIn spool: @escaping @Sendable () -> LineSpool = { LineSpool() }
  ) {
    (reports, reporting) = AsyncStream.makeStream()
    (done, finishing) = AsyncStream.makeStream()
    firstPath = output?.path
    self.name = name.replacing("/", with: "-")
    self.spool = spool
    var state = State()
    state.recording = output.map { LogRecording(path: $0.path, to: $0) }
    self.state = Mutex(state)
    results = Mutex(Results(folder: folder))
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
    let lines = LogLines(header, in: spool(), requestSnapshot: requestSnapshot)
    state.withLock { state in
      (state.lines, state.lastCount) = (lines, 0)
      // A file that is open already has all of it, however soon it ends.
      _ = state.recording?.begin(with: lines)
    }
    copy()
  }

  /// Takes a line as it is.
  func take(_ line: UnsafeBufferPointer<UInt8>) {
    let (lines, isRecorded) = state.withLock { ($0.lines, $0.recording != nil) }
    lines?.take(line)
    guard let lines, isRecorded else { return }
    let isDue = state.withLock { state in
      lines.count - state.lastCount >= LogCopy.portion
        || state.lastCopy + LogCopy.interval < .now
    }
    if isDue { copy() }
    if lines.isFull { queue.sync {} }
  }

  /// Notes what the last line was.
  ///
  /// - Parameters:
  ///   - instant: Its instant, by the clock of the log.
  ///   - isEnd: Whether it is the end of the log.
  ///   - isSnapshot: Whether a snapshot begins with it.
  func note(_ instant: VirtualInstant, isEnd: Bool = false, isSnapshot: Bool = false) {
    state.withLock { $0.lines }?.note(instant, isEnd: isEnd, isSnapshot: isSnapshot)
    // A recording may have waited for it.
    if isSnapshot { copy() }
  }

  /// Removes the last line, which is invalid.
  func dropLastLine() { state.withLock { $0.lines }?.dropLast() }

  /// Notes that the log is over, which completes the recording. Without an `end` line, the
  /// recording has none either.
  func endLog() {
    state.withLock { $0.lines }?.close()
    copy()
  }
}

// MARK: Requests

extension LogCopy: RunRecorder {
  func begin(_ specification: RunSpecification) {}
  func branch(_ model: RunModel) {}
  func write(_ batch: FoldedBatch) { turnstile.leave() }
  func flush() { copy() }
  func use(_ thresholds: LintThresholds) {}
  func leave() {}

  func use(folder: URL) { queue.async { [self] in results.withLock { $0.folder = folder } } }

  func record(_ path: String?) {
    stop()
    let recording = LogRecording(path: path)
    state.withLock { $0.recording = recording }
    queue.async { [self] in
      AlternateStack.use()
      reporting.yield(.run(.recordingCaughtUp(share: 0)))
      let folder = results.withLock { $0.folder }
      do throws(SessionError) {
        recording.use(try RecordingPlace(path: path, folder: folder, name: name).open())
        copyNow(recording)
      } catch {
        recording.abandon()
        forget(recording)
        reporting.yield(.run(.recordingFailed(message: error.screenDescription)))
      }
    }
  }

  func stop() {
    let recording = state.withLock { state in
      defer { state.recording = nil }
      return state.recording
    }
    guard let recording else { return }
    recording.stop()
    queue.async { [self] in copyNow(recording) }
  }

  func finish() {
    // After a recording that was just requested has begun.
    queue.async { [self] in
      if let recording = state.withLock({ $0.recording }) {
        recording.stop(completing: true)
        copyNow(recording)
      }
      finishing.finish()
    }
  }

  func discard() { state.withLock { $0.recording }?.discard() }

  func run() async -> Recorder.Outcome {
    for await _ in done {}
    return results.withLock { $0.outcome }
  }
}

// MARK: On the queue

extension LogCopy {
  /// Copies what has been read, if there is a recording.
  private func copy() {
    let recording = state.withLock { state in
      (state.lastCount, state.lastCopy) = (state.lines?.count ?? 0, .now)
      return state.recording
    }
    guard let recording else { return }
    queue.async { [self] in copyNow(recording) }
  }

  private func copyNow(_ recording: LogRecording) {
    AlternateStack.use()
    recording.copy(state.withLock { $0.lines }) { report($0, of: recording) }
  }

  private func report(_ report: LogRecording.Report, of recording: LogRecording) {
    switch report {
    case .advanced(let share): reporting.yield(.run(.recordingCaughtUp(share: share)))
    case .started(let path): reporting.yield(.run(.recordingStarted(path: path)))
    case .completed(let path):
      results.withLock { $0.outcome.path = path }
      reporting.yield(.run(.recordingStopped))
    case .givenUp(let path): reporting.yield(.run(.recordingGivenUp(path: path)))
    case .failed(let error):
      results.withLock { $0.outcome.failure = error }
      reporting.yield(.run(.recordingFailed(message: error.description)))
    case .hasNoBeginning:
      reporting.yield(.run(.recordingFailed(message: LogCopy.noBeginning)))
    }
    switch report {
    case .completed, .givenUp, .failed, .hasNoBeginning: forget(recording)
    case .advanced, .started: break
    }
  }

  private static let noBeginning =
    """
    The first events of this program are no longer kept, and it can't describe what exists any more. Record the next \
    one from the start with 'weir watch -o LOG'.
    """

  private func forget(_ recording: LogRecording) {
    state.withLock { if $0.recording === recording { $0.recording = nil } }
  }
}
