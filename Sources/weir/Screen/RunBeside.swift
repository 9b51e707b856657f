import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// The source of the run beside the shown one.
///
/// It is like any other source, but paused: it seeks each instant that the shown run reaches.
final class RunBeside: Sendable {
  let source: any RunSource
  /// Its updates, which are as limited as those of the shown run.
  let turnstile = Turnstile(limit: Recorder.batchesInProgress)
  /// The log that it is; `nil` for a simulation.
  let log: (start: RunStart, path: String)?

  /// Sets up a simulation from its start, or opens a log.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds of the lints.
  ///   - pastLimit: How much memory copies of its past may take, in bytes.
  /// - Throws: `CatalogError`, or `SessionError` if the log can't be read.
  init(
    _ other: ComparedWith, thresholds: LintThresholds = LintThresholds(),
    pastLimit: Int = RunPast.standardLimit
  ) throws {
    switch other {
    case .run(let specification):
      log = nil
      source = try SimulationSource(
        specification, speed: 1, isPaused: true, thresholds: thresholds, pastLimit: pastLimit)
    case .log(let path):
      guard LogSourcePath.isFile(path) else { throw BesideFailure.noFile(path: path) }
      let read = LogSource(
        try LogFile(path: path), speed: 1, isPaused: true, thresholds: thresholds,
        pastLimit: RunPast.logFactor * pastLimit)
      (log, source) = ((read.start, path), read)
    }
  }
}

/// Why a log can't be shown beside a run.
enum BesideFailure: Error, Hashable, CustomStringConvertible {
  /// It is a pipe or the like, which can be read only once.
  case noFile(path: String)

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .noFile(let path):
      "The log '\(path)' can't be shown beside a run, since it can be read only once. Save it to a file first."
    }
  }
}

extension RunBeside {
  func stop() { source.stop() }
}

extension ComparedReport {
  /// What an update of the source says; `nil` for what has no use beside another run.
  init?(_ update: SourceUpdate) {
    switch update {
    case .batchArrived(let batch): self = .batchArrived(batch)
    case .runStarted(let start, _): self = .runStarted(start)
    case .restored(let restored, let isPast): self = .run(.restored(restored, isPast: isPast))
    case .atHead: self = .run(.atHead)
    case .branched(_, _, let change): self = .run(.branched(change))
    case .entered(_, let newest, let timeline, let change):
      self = .run(.entered(newest, timeline, change))
    case .statusChanged(let status): self = .run(.sourceChanged(status))
    case .refused(let message): self = .run(.refused(message: message))
    case .timelineRead(let timeline): self = .run(.timelineRead(timeline))
    case .halted(let halt): self = .problem(message: halt.message)
    case .noticed(let text): self = .noticed(text)
    case .failed(let message): self = .problem(message: message)
    case .seekEnded(let arrival):
      guard let failure = arrival.failure else { return nil }
      self = .problem(message: failure)
    case .pauseChanged, .speedChanged, .seekStarted, .repeating, .found, .timePassed: return nil
    }
  }
}

/// The run beside the shown one while the screen shows both, with the search for where they part.
struct BesideSession {
  let run: RunBeside
  /// The past of the run, which wants copies of what is shown; `nil` for a log, whose reader has
  /// made them.
  private(set) var past: RunPast?
  /// The search for where the two part; `nil` if one of them can't be read a second time.
  private let search: PartingSearch?
  private var followed: VirtualInstant?
  /// Whether it has not come to the instant of the shown run yet.
  private(set) var isBehind = false
  private var searched: PartingSearch.Place?

  /// - Parameters:
  ///   - pastLimit: How much memory copies of its past may take, in bytes.
  ///   - report: Called when it is known where the two part, and when that has changed.
  init(
    _ other: ComparedWith, _ dashboard: Dashboard, _ status: SourceStatus, pastLimit: Int,
    report: @escaping @Sendable (RunBeside, PartingSearch.Outcome) -> Void
  ) throws {
    let run = try RunBeside(other, thresholds: dashboard.model.thresholds, pastLimit: pastLimit)
    self.run = run
    let beside: PartingSearch.Run =
      switch other {
      case .run(let specification): .simulation(specification)
      case .log(let path): .log(path: path)
      }
    search = BesideSession.shown(dashboard, status).map { shown in
      PartingSearch([shown, beside]) { report(run, $0) }
    }
  }

  /// Whether it can be found where the two part.
  var searches: Bool { search != nil }

  /// The shown run, read from its start; `nil` if it can't be. What follows in a log that is still
  /// being written, or in the one that replaces it, is not known there.
  private static func shown(_ dashboard: Dashboard, _ status: SourceStatus) -> PartingSearch.Run? {
    if status.kind == .log {
      return status.isGrowing ? nil : status.path.map { .log(path: $0) }
    }
    return dashboard.model.start.specification.map { .simulation($0) }
  }

  /// Takes the run to the instant of the shown one as fast as possible, and continues the search.
  mutating func follow(_ dashboard: Dashboard) {
    guard let other = dashboard.comparedModel else { return }
    let instant = dashboard.instant
    if followed != instant {
      (followed, isBehind) = (instant, true)
      run.source.perform(.keepUp(with: instant))
    }
    let place = PartingSearch.Place(
      instant: min(instant, other.analysis.now), inputs: [dashboard.model.inputs, other.inputs])
    guard place != searched else { return }
    searched = place
    search?.advance(to: place)
  }

  /// Notes what the source reports.
  mutating func take(_ update: SourceUpdate) {
    switch update {
    case .runStarted(_, let past): self.past = past
    case .branched(let past, _, _), .entered(let past, _, _, _): self.past = past
    case .seekEnded(let arrival):
      if let followed, arrival.target == .instant(followed) { isBehind = false }
    case .failed, .refused: isBehind = false
    case .batchArrived, .restored, .found, .timePassed, .atHead, .repeating, .timelineRead,
      .pauseChanged, .speedChanged, .halted, .seekStarted, .statusChanged, .noticed:
      break
    }
  }

  func stop() {
    search?.stop()
    run.stop()
  }
}
