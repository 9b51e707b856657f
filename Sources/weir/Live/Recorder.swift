import AsyncAlgorithms
import Foundation
import Synchronization
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// Keeps the books of the run on the screen, and writes them to a file when asked to, on a thread
/// of its own.
///
/// All news of the run goes through it to the screen. It is never more than a few batches behind:
/// when it waits for a disk or a pipe, the run waits with it, nothing is dropped, and keys and
/// frames go on.
actor Recorder {
  /// What it is asked to do.
  private enum Order: Sendable {
    case record(path: String?)
    /// Ends the recording, or gives up the repetition that was under way when this was asked for.
    case stop(ObjectIdentifier?)
    case flush
    case useThresholds(LintThresholds)
    case useFolder(URL)
    case progress(CatchUp.Progress, of: ObjectIdentifier)
  }

  private enum Happening: Sendable {
    case news(LiveRunner.News)
    case order(Order)
  }

  /// What is left when the run is over.
  struct Outcome: Sendable {
    var book: RunBook
    /// The run as it was at its start.
    var start: RunSpecification
    /// The last file that was completed, of this run.
    var path: String?
    /// Why a recording ended early.
    var failure: SessionError?
    /// The file of a recording that had not caught up with the run yet, and was given up.
    var pathGivenUp: String?
  }

  /// The run's news and what becomes of recordings, for the dashboard.
  nonisolated let reports = BoundedStream(of: DashboardInput.self, limit: 4)
  /// The file that is written from the start on.
  nonisolated let firstPath: String?

  private nonisolated let thread = OwnThread("weir.recorder")
  private nonisolated let orders: AsyncStream<Order>
  private nonisolated let continuation: AsyncStream<Order>.Continuation
  /// The repetition that is under way; known outside, so that it can be given up at once.
  private nonisolated let catchUp = Mutex<CatchUp?>(nil)
  /// Whether a flush is asked for already.
  private nonisolated let isFlushDue = Atomic(false)
  private nonisolated let output: FileOutput?
  private nonisolated let level: RecordLevel

  private var description: ScenarioDescription
  private var book: RunBook
  private var start: RunSpecification
  private var state = RunState.running
  private var thresholds: LintThresholds
  private var folder: URL
  private var path: String?
  private var lastPath: String?
  /// The path that was asked for in the repetition that is under way.
  private var pathAhead: String?
  /// Repetitions that were given up and had not ended then.
  private var left: [CatchUp] = []
  /// The repetition from which the book came.
  private var origin: ObjectIdentifier?
  private var failure: SessionError?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// A file that is asked for is made at once, so that a bad path is known at once.
  ///
  /// - Parameter folder: where files are begun that have no name yet.
  init(
    _ specification: RunSpecification, _ options: RecordOptions, thresholds: LintThresholds,
    folder: URL
  ) throws {
    description = try ScenarioCatalog.description(of: specification.scenario)
    start = specification
    firstPath = options.record
    path = options.record
    level = options.recordLevel
    self.thresholds = thresholds
    self.folder = folder
    output = try options.output(mayBeTerminal: false)
    book = RunBook(
      description, thresholds: thresholds,
      writer: try options.writer(for: specification, to: output))
    (orders, continuation) = AsyncStream.makeStream()
  }
}

// MARK: What it is asked to do, without waiting

extension Recorder {
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

  /// Lets `run` end, once the news has ended: nobody reads the reports any more.
  nonisolated func leave() {
    catchUp.withLock { $0?.cancel() }
    reports.finish()
    continuation.finish()
  }

  /// Takes back the file that was made at the start: there is no run.
  nonisolated func discard() { output?.discard() }
}

// MARK: Its work

extension Recorder {
  /// Books the news of a run, and hands it on, until it ends; completes the log, and with it the
  /// figures.
  func run(_ news: BoundedStream<LiveRunner.News>) async -> Outcome {
    let happenings = merge(
      news.map { Happening.news($0) }, orders.map { Happening.order($0) })
    for await happening in happenings {
      switch happening {
      case .news(let news): take(news)
      case .order(let order): carryOut(order)
      }
    }
    let pathGivenUp = giveUpCatchUp()
    // Their files are to be gone, if nothing holds their threads.
    for catchUp in left { _ = catchUp.waitForEnd(1) }
    complete()
    return Outcome(
      book: book, start: start, path: lastPath, failure: failure, pathGivenUp: pathGivenUp)
  }

  private func take(_ news: LiveRunner.News) {
    switch news {
    case .runStarted(let specification):
      begin(specification)
      tell(.runStarted(specification))
    case .batchArrived(let batch):
      tell(.batchArrived(batch))
      attempt { book throws(SessionError) in try book.fold(batch) }
      state = batch.state
      catchUp.withLock { $0 }?.aim(at: goal)
    case .pauseChanged(let isPaused): tell(.pauseChanged(isPaused: isPaused))
    case .speedChanged(let speed): tell(.speedChanged(speed))
    case .halted(let halt):
      book.halt = halt
      tell(.problemShown("The run has stalled: \(halt.reason). \(halt.advice)"))
    case .arrived(let arrival): tell(.arrived(arrival))
    case .refused(let message): tell(.runRefused(message: message))
    }
  }

  private func carryOut(_ order: Order) {
    switch order {
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
      attempt { book throws(SessionError) in try book.flush() }
    case .useThresholds(let thresholds):
      self.thresholds = thresholds
      book.use(thresholds)
    case .useFolder(let folder): self.folder = folder
    case .progress(let progress, let sender):
      guard catchUp.withLock({ $0.map(ObjectIdentifier.init) }) == sender else { return }
      take(progress)
    }
  }

  private func tell(_ input: DashboardInput) { reports.send(input) }

  /// Another run begins; the log of the last one is completed.
  private func begin(_ specification: RunSpecification) {
    guard book.digest.eventCount > 0 || specification != start else { return }
    giveUpCatchUp()
    let wasRecording = path != nil
    complete()
    if wasRecording { tell(.recordingStopped) }
    start = specification
    if let other = try? ScenarioCatalog.description(of: specification.scenario) {
      description = other
    }
    book = RunBook(description, thresholds: thresholds)
    state = .running
    lastPath = nil
  }

  private func complete() {
    lastPath = path ?? lastPath
    attempt { book throws(SessionError) in try book.endLog(.quit) }
    path = nil
  }

  /// Does something to the book; when its log fails, the screen says so and the run goes on.
  private func attempt(_ action: (inout RunBook) throws(SessionError) -> Void) {
    do throws(SessionError) {
      try action(&book)
    } catch {
      failure = error
      path = nil
      tell(.recordingFailed(message: error.description))
    }
  }
}

// MARK: Catching up

extension Recorder {
  private var goal: CatchUp.Goal {
    CatchUp.Goal(
      eventCount: book.analysis.eventCount, now: book.analysis.now, state: state,
      inputs: book.inputs)
  }

  private func beginCatchUp(to path: String?) {
    giveUpCatchUp()
    let place = RecordingPlace(path: path, folder: folder, run: start)
    let next = CatchUp(
      of: start, RunBook(description, thresholds: thresholds), to: goal, level: level,
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
    case .caughtUp(var next, let path):
      complete()
      origin = ObjectIdentifier(current)
      next.use(thresholds)
      next.halt = book.halt
      book = next
      self.path = path
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
