import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// Records the run on the screen to a file, on a thread of its own.
///
/// It folds nothing: the screen's loop passes it folded batches. It is never more than a few
/// batches behind: when it waits for a disk or a pipe, the run waits too, nothing is dropped, and
/// keys and frames keep working.
actor Recorder {
  /// A request to the recorder; requests are handled in order.
  private enum Request: Sendable {
    /// The recorder was idle while the run came this far.
    case advance(CatchUp.Goal)
    /// Another run begins.
    case begin(RunSpecification)
    /// The run continues as another future, from where the goal says.
    case branch(CatchUp.Goal)
    case write(FoldedBatch)
    case record(path: String?)
    /// Ends the recording, or cancels the repetition in progress when this was requested.
    case stop(ObjectIdentifier?)
    case flush
    case useThresholds(LintThresholds)
    case useFolder(URL)
    case progress(CatchUp.Progress, of: ObjectIdentifier)

    /// Whether it must not be overtaken by what happens in the run.
    var isAboutRun: Bool {
      switch self {
      case .begin, .branch, .write, .record, .stop: true
      case .advance, .flush, .useThresholds, .useFolder, .progress: false
      }
    }
  }

  /// Whether the recorder is idle.
  private struct Idleness: Sendable {
    /// How far the run has come; `nil` if it is not idle.
    var goal: CatchUp.Goal?
    /// How many requests about the run were passed on and not handled yet.
    var pendingCount = 0
  }

  /// The outcome of the recordings when the run is over.
  struct Outcome: Sendable {
    /// The last completed file of this run.
    var path: String?
    /// Why a recording ended early; `nil` if none did.
    var failure: SessionError?
    /// The file of a recording that was cancelled before it had caught up with the run.
    var cancelledPath: String?
  }

  /// How many batches may be between the source and the log.
  static let batchesInProgress = 4

  /// Reports about recordings for the dashboard.
  nonisolated let reports: AsyncStream<DashboardInput>
  /// Updates of the source enter before they are handled; a batch leaves when it has been written.
  nonisolated let turnstile = Turnstile(limit: batchesInProgress)
  /// The file that is recorded from the start; `nil` if there is none.
  nonisolated let firstPath: String?

  private nonisolated let thread = SerialQueueExecutor("weir.recorder")
  private nonisolated let requests: AsyncStream<Request>
  private nonisolated let continuation: AsyncStream<Request>.Continuation
  private nonisolated let reporting: AsyncStream<DashboardInput>.Continuation
  /// The repetition in progress, accessible from outside so that it can be cancelled at once.
  private nonisolated let catchUp = Mutex<CatchUp?>(nil)
  /// How far the run has come while there is nothing to write: its batches need not wake the
  /// recorder's thread then.
  private nonisolated let idleness = Mutex(Idleness())
  /// Whether a flush has been requested already.
  private nonisolated let isFlushDue = Atomic(false)
  private nonisolated let output: FileOutput?
  private nonisolated let level: RecordLevel

  /// The run at its start, and how far it has come.
  private var start: RunSpecification
  private var goal = CatchUp.Goal()
  private var writer: SessionWriter?
  private var thresholds: LintThresholds
  private var folder: URL
  private var path: String?
  private var lastPath: String?
  /// The path requested for the repetition in progress.
  private var requestedPath: String?
  /// Cancelled repetitions that had not ended yet.
  private var cancelledCatchUps: [CatchUp] = []
  /// The repetition that produced the current log.
  private var origin: ObjectIdentifier?
  private var failure: SessionError?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Creates a recorder, and opens a requested file, so that a wrong path is reported at once.
  ///
  /// - Parameter folder: The folder for recordings without a name.
  init(
    _ specification: RunSpecification, _ options: RecordOptions, thresholds: LintThresholds,
    folder: URL
  ) throws(SessionError) {
    let output = try options.output(mayBeTerminal: false)
    self.init(
      specification, writer: try options.writer(for: specification, to: output),
      path: options.record, level: options.recordLevel, thresholds: thresholds, folder: folder,
      output: output)
  }

  /// - Parameter writer: The log written from the first event on.
  init(
    _ specification: RunSpecification, writer: SessionWriter?, path: String?, level: RecordLevel,
    thresholds: LintThresholds, folder: URL, output: FileOutput? = nil
  ) {
    start = specification
    (self.writer, self.level, self.output) = (writer, level, output)
    (firstPath, self.path) = (path, path)
    (self.thresholds, self.folder) = (thresholds, folder)
    (requests, continuation) = AsyncStream.makeStream()
    (reports, reporting) = AsyncStream.makeStream()
  }
}

// MARK: Requests, without waiting

extension Recorder {
  /// Notes that another run has begun; the log of the last one is completed.
  nonisolated func begin(_ specification: RunSpecification) {
    request(.begin(specification))
  }

  /// Notes that the run continues as another future; the log of the last one is completed.
  ///
  /// - Parameter model: The run up to the place where they part.
  nonisolated func branch(_ model: RunModel) {
    request(.branch(CatchUp.Goal(of: model)))
  }

  /// Passes on a batch of the run, which is written if there is a recording.
  nonisolated func write(_ batch: FoldedBatch) {
    let isNoted = idleness.withLock { idleness in
      idleness.goal?.take(batch)
      return idleness.goal != nil
    }
    if isNoted { turnstile.leave() } else { request(.write(batch)) }
  }

  /// Passes on a request about the run, after how far the run came while the recorder was idle.
  private nonisolated func request(_ request: Request) {
    let goal = idleness.withLock { idleness in
      idleness.pendingCount += 1
      return idleness.goal.take()
    }
    if let goal { continuation.yield(.advance(goal)) }
    continuation.yield(request)
  }

  /// Begins a new file, under a generated name if there is no path, with everything since the start
  /// of the run. The current file is completed once the new one has caught up.
  nonisolated func record(_ path: String?) { request(.record(path: path)) }

  /// Completes the file, or cancels the one that has not caught up yet.
  nonisolated func stop() {
    let current = catchUp.withLock { current in
      current?.cancel()
      return current.map(ObjectIdentifier.init)
    }
    request(.stop(current))
  }

  /// Makes the log readable as far as it has come; call it once a second.
  nonisolated func flush() {
    if !isFlushDue.exchange(true, ordering: .relaxed) { continuation.yield(.flush) }
  }

  /// Makes the lints use other thresholds from now on.
  nonisolated func use(_ thresholds: LintThresholds) {
    continuation.yield(.useThresholds(thresholds))
  }

  /// Puts recordings without a name into another folder from now on.
  nonisolated func use(folder: URL) { continuation.yield(.useFolder(folder)) }

  /// Cancels a recording that has not caught up, because the program is ending.
  nonisolated func leave() { catchUp.withLock { $0?.cancel() } }

  /// Makes `run` end once everything passed on has been written.
  nonisolated func finish() {
    if let goal = idleness.withLock({ $0.goal.take() }) { continuation.yield(.advance(goal)) }
    continuation.finish()
  }

  /// Removes the file created at the start, because there is no run.
  nonisolated func discard() { output?.discard() }
}

// MARK: Handling requests

extension Recorder {
  /// Handles requests until they end, and completes the log.
  func run() async -> Outcome {
    for await request in requests {
      handle(request)
      if request.isAboutRun { noteHandled() }
    }
    let cancelledPath = cancelCatchUp()
    // Their files should be gone, unless their threads are blocked.
    for catchUp in cancelledCatchUps { _ = catchUp.waitForEnd(1) }
    complete()
    return Outcome(path: lastPath, failure: failure, cancelledPath: cancelledPath)
  }

  private func handle(_ request: Request) {
    switch request {
    case .begin(let specification): beginRun(specification, CatchUp.Goal())
    case .branch(let goal): beginRun(start, goal)
    case .advance(let goal): self.goal = goal
    case .write(let batch): take(batch)
    case .record(let path): beginCatchUp(to: path)
    case .stop(let asked):
      // It may have been requested before the repetition was known.
      guard catchUp.withLock({ $0 == nil }) else {
        cancelCatchUp()
        return
      }
      // If the repetition has failed meanwhile, the earlier recording continues.
      guard asked == nil || asked == origin else { return }
      complete()
      report(.run(.recordingStopped))
    case .flush:
      isFlushDue.store(false, ordering: .relaxed)
      do throws(SessionError) { try writer?.flush() } catch { abandonLog(error) }
    case .useThresholds(let thresholds): self.thresholds = thresholds
    case .useFolder(let folder): self.folder = folder
    case .progress(let progress, let sender):
      guard catchUp.withLock({ $0.map(ObjectIdentifier.init) }) == sender else { return }
      take(progress)
    }
  }

  /// Becomes idle if nothing is to be written and no request is on its way.
  private func noteHandled() {
    let isIdle = writer == nil && catchUp.withLock { $0 == nil }
    idleness.withLock { idleness in
      idleness.pendingCount -= 1
      if isIdle, idleness.pendingCount == 0 { idleness.goal = goal }
    }
  }

  private func report(_ input: DashboardInput) { reporting.yield(input) }

  private func take(_ batch: FoldedBatch) {
    do throws(SessionError) { try writer?.write(batch) } catch { abandonLog(error) }
    goal.take(batch)
    catchUp.withLock { $0 }?.aim(at: goal)
    turnstile.leave()
  }

  private func beginRun(_ specification: RunSpecification, _ goal: CatchUp.Goal) {
    cancelCatchUp()
    let wasRecording = path != nil
    complete()
    if wasRecording { report(.run(.recordingStopped)) }
    (start, self.goal) = (specification, goal)
    lastPath = nil
  }

  private func complete() {
    let reason = EndReason(goal.state, otherwise: .quit)
    do throws(SessionError) {
      try writer?.end(reason)
      lastPath = path ?? lastPath
    } catch {
      abandonLog(error)
    }
    (writer, path) = (nil, nil)
  }

  /// Continues the run without its log, and shows why.
  private func abandonLog(_ error: SessionError) {
    failure = error
    (writer, path) = (nil, nil)
    report(.run(.recordingFailed(message: error.description)))
  }
}

// MARK: Catching up

extension Recorder {
  private func beginCatchUp(to path: String?) {
    cancelCatchUp()
    let place = RecordingPlace(
      path: path, folder: folder, name: "\(start.scenario)-\(start.seed)")
    let scenario = try? ScenarioCatalog.description(of: start.scenario)
    let next = CatchUp(
      of: RunModel(of: start, in: scenario, thresholds: thresholds), to: goal, level: level,
      open: { () throws(SessionError) in try place.open() },
      report: { [continuation] catchUp, progress in
        continuation.yield(.progress(progress, of: ObjectIdentifier(catchUp)))
      })
    requestedPath = path
    catchUp.withLock { $0 = next }
  }

  private func take(_ progress: CatchUp.Progress) {
    switch progress {
    case .advanced(let share): report(.run(.recordingCaughtUp(share: share)))
    case .isNear:
      guard let current = catchUp.withLock({ $0 }), let outcome = current.join() else { return }
      take(outcome, of: current)
    }
  }

  private func take(_ outcome: CatchUp.Outcome, of current: CatchUp) {
    catchUp.withLock { $0 = nil }
    switch outcome {
    case .caughtUp(let next, let path):
      complete()
      origin = ObjectIdentifier(current)
      (writer, self.path) = (next, path)
      report(.run(.recordingStarted(path: path)))
    case .failed(let error):
      if case .cannotWrite = error { failure = error }
      report(.run(.recordingFailed(message: error.screenDescription)))
    case .cancelled: report(.run(.recordingGivenUp(path: current.path ?? requestedPath)))
    }
  }

  /// Cancels the repetition in progress, if there is one, reports that, and returns the path of its
  /// file.
  ///
  /// If it is blocked on a disk or a pipe, its thread removes the file when it can.
  @discardableResult
  private func cancelCatchUp() -> String? {
    guard let current = catchUp.withLock({ $0 }) else { return nil }
    current.cancel()
    let path = current.path ?? requestedPath
    cancelledCatchUps.removeAll { $0.waitForEnd(0) != nil }
    // Usually a moment is enough for the file to be gone when the screen says so.
    switch current.waitForEnd(0.2) {
    case .failed(let error):
      take(.failed(error), of: current)
      return nil
    case nil: cancelledCatchUps.append(current)
    case .cancelled, .caughtUp: break
    }
    take(.cancelled, of: current)
    return path
  }
}
