import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// Writes the run on the screen to a file when asked to, on a thread of its own.
///
/// It folds nothing: the screen's loop hands it each batch with what follows from it. It is never
/// more than a few batches behind: when it waits for a disk or a pipe, the run waits with it,
/// nothing is dropped, and keys and frames go on.
actor Recorder {
  /// What it is asked to do, in order.
  private enum Order: Sendable {
    /// Another run begins.
    case begin(RunSpecification)
    case write(FoldedBatch)
    case record(path: String?)
    /// Ends the recording, or gives up the repetition that was under way when this was asked for.
    case stop(ObjectIdentifier?)
    case flush
    case useThresholds(LintThresholds)
    case useFolder(URL)
    case progress(CatchUp.Progress, of: ObjectIdentifier)
  }

  /// What became of the recordings when the run is over.
  struct Outcome: Sendable {
    /// The last file that was completed, of this run.
    var path: String?
    /// Why a recording ended early.
    var failure: SessionError?
    /// The file of a recording that had not caught up with the run yet, and was given up.
    var pathGivenUp: String?
  }

  /// So many batches may be between the source and the log.
  static let batchesUnderWay = 4

  /// What becomes of recordings, for the dashboard.
  nonisolated let reports: AsyncStream<DashboardInput>
  /// News has to enter before it is taken in; a batch leaves when it is written.
  nonisolated let turnstile = Turnstile(limit: batchesUnderWay)
  /// The file that is written from the start on.
  nonisolated let firstPath: String?

  private nonisolated let thread = OwnThread("weir.recorder")
  private nonisolated let orders: AsyncStream<Order>
  private nonisolated let continuation: AsyncStream<Order>.Continuation
  private nonisolated let reporting: AsyncStream<DashboardInput>.Continuation
  /// The repetition that is under way; known outside, so that it can be given up at once.
  private nonisolated let catchUp = Mutex<CatchUp?>(nil)
  /// Whether a flush is asked for already.
  private nonisolated let isFlushDue = Atomic(false)
  private nonisolated let output: FileOutput?
  private nonisolated let level: RecordLevel

  /// The run as it was at its start, and how far it has come.
  private var start: RunSpecification
  private var goal = CatchUp.Goal()
  private var writer: SessionWriter?
  private var thresholds: LintThresholds
  private var folder: URL
  private var path: String?
  private var lastPath: String?
  /// The path that was asked for in the repetition that is under way.
  private var pathAhead: String?
  /// Repetitions that were given up and had not ended then.
  private var left: [CatchUp] = []
  /// The repetition from which the log came.
  private var origin: ObjectIdentifier?
  private var failure: SessionError?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// A file that is asked for is made at once, so that a bad path is known at once.
  ///
  /// - Parameter folder: where files are begun that have no name yet.
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

  /// - Parameter writer: the log that is written from the first event on.
  init(
    _ specification: RunSpecification, writer: SessionWriter?, path: String?, level: RecordLevel,
    thresholds: LintThresholds, folder: URL, output: FileOutput? = nil
  ) {
    start = specification
    (self.writer, self.level, self.output) = (writer, level, output)
    (firstPath, self.path) = (path, path)
    (self.thresholds, self.folder) = (thresholds, folder)
    (orders, continuation) = AsyncStream.makeStream()
    (reports, reporting) = AsyncStream.makeStream()
  }
}

// MARK: What it is asked to do, without waiting

extension Recorder {
  /// Takes in that another run has begun; the log of the last one is completed.
  nonisolated func begin(_ specification: RunSpecification) {
    continuation.yield(.begin(specification))
  }

  /// Takes in a batch of the run, and writes it if there is a recording.
  nonisolated func write(_ batch: FoldedBatch) { continuation.yield(.write(batch)) }

  /// Begins a new file, without a path under a name of its own, with everything that has happened
  /// since the run's start. The one that was being written is completed, once there is the new one.
  nonisolated func record(_ path: String?) { continuation.yield(.record(path: path)) }

  /// Completes the file, or gives up the one that has not caught up yet.
  nonisolated func stop() {
    let current = catchUp.withLock { current in
      current?.cancel()
      return current.map(ObjectIdentifier.init)
    }
    continuation.yield(.stop(current))
  }

  /// Lets the log be readable as far as it has come; to be called once a second.
  nonisolated func flush() {
    if !isFlushDue.exchange(true, ordering: .relaxed) { continuation.yield(.flush) }
  }

  /// Lets the lints judge by other thresholds from now on.
  nonisolated func use(_ thresholds: LintThresholds) {
    continuation.yield(.useThresholds(thresholds))
  }

  /// Begins files that have no name in another folder from now on.
  nonisolated func use(folder: URL) { continuation.yield(.useFolder(folder)) }

  /// Gives up a recording that has not caught up: the program is being left.
  nonisolated func leave() { catchUp.withLock { $0?.cancel() } }

  /// Lets `run` end once everything is written that it was given.
  nonisolated func finish() { continuation.finish() }

  /// Takes back the file that was made at the start: there is no run.
  nonisolated func discard() { output?.discard() }
}

// MARK: Its work

extension Recorder {
  /// Does what it is asked to until that ends, and completes the log.
  func run() async -> Outcome {
    for await order in orders { carryOut(order) }
    let pathGivenUp = giveUpCatchUp()
    // Their files are to be gone, if nothing holds their threads.
    for catchUp in left { _ = catchUp.waitForEnd(1) }
    complete()
    return Outcome(path: lastPath, failure: failure, pathGivenUp: pathGivenUp)
  }

  private func carryOut(_ order: Order) {
    switch order {
    case .begin(let specification): beginRun(specification)
    case .write(let batch): take(batch)
    case .record(let path): beginCatchUp(to: path)
    case .stop(let asked):
      // It may have been asked for before the repetition was known.
      guard catchUp.withLock({ $0 == nil }) else {
        giveUpCatchUp()
        return
      }
      // One that has failed meanwhile leaves the recording before it as it is.
      guard asked == nil || asked == origin else { return }
      complete()
      tell(.recordingStopped)
    case .flush:
      isFlushDue.store(false, ordering: .relaxed)
      do throws(SessionError) { try writer?.flush() } catch { giveUpLog(error) }
    case .useThresholds(let thresholds): self.thresholds = thresholds
    case .useFolder(let folder): self.folder = folder
    case .progress(let progress, let sender):
      guard catchUp.withLock({ $0.map(ObjectIdentifier.init) }) == sender else { return }
      take(progress)
    }
  }

  private func tell(_ input: DashboardInput) { reporting.yield(input) }

  private func take(_ batch: FoldedBatch) {
    do throws(SessionError) { try writer?.write(batch) } catch { giveUpLog(error) }
    goal.take(batch)
    catchUp.withLock { $0 }?.aim(at: goal)
    turnstile.leave()
  }

  private func beginRun(_ specification: RunSpecification) {
    giveUpCatchUp()
    let wasRecording = path != nil
    complete()
    if wasRecording { tell(.recordingStopped) }
    (start, goal) = (specification, CatchUp.Goal())
    lastPath = nil
  }

  private func complete() {
    lastPath = path ?? lastPath
    let reason = EndReason(goal.state, otherwise: .quit)
    do throws(SessionError) { try writer?.end(reason) } catch { giveUpLog(error) }
    (writer, path) = (nil, nil)
  }

  /// The run goes on without its log, and the screen says why.
  private func giveUpLog(_ error: SessionError) {
    failure = error
    (writer, path) = (nil, nil)
    tell(.recordingFailed(message: error.description))
  }
}

// MARK: Catching up

extension Recorder {
  private func beginCatchUp(to path: String?) {
    giveUpCatchUp()
    let place = RecordingPlace(path: path, folder: folder, run: start)
    let scenario = try? ScenarioCatalog.description(of: start.scenario)
    let next = CatchUp(
      of: RunModel(of: start, in: scenario, thresholds: thresholds), to: goal, level: level,
      open: { () throws(SessionError) in try place.open() },
      tell: { [continuation] catchUp, progress in
        continuation.yield(.progress(progress, of: ObjectIdentifier(catchUp)))
      })
    pathAhead = path
    catchUp.withLock { $0 = next }
  }

  private func take(_ progress: CatchUp.Progress) {
    switch progress {
    case .came(let share): tell(.recordingCaughtUp(share: share))
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
      tell(.recordingStarted(path: path))
    case .failed(let error):
      if case .cannotWrite = error { failure = error }
      tell(.recordingFailed(message: error.screenDescription))
    case .cancelled: tell(.recordingGivenUp(path: current.path ?? pathAhead))
    }
  }

  /// Gives up the repetition that is under way, if there is one, says so, and answers with the path
  /// of its file.
  ///
  /// One that waits for a disk or a pipe is left to itself: its thread removes its file when it
  /// can.
  @discardableResult
  private func giveUpCatchUp() -> String? {
    guard let current = catchUp.withLock({ $0 }) else { return nil }
    current.cancel()
    let path = current.path ?? pathAhead
    left.removeAll { $0.waitForEnd(0) != nil }
    // A moment is enough for most, so that the file has gone when the screen says so.
    switch current.waitForEnd(0.2) {
    case .failed(let error):
      take(.failed(error), of: current)
      return nil
    case nil: left.append(current)
    case .cancelled, .caughtUp: break
    }
    take(.cancelled, of: current)
    return path
  }
}
