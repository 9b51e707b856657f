import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// A log that is replayed in step with wall time, or shown while it is being written.
struct LogSource: RunSource {
  let status: SourceStatus
  /// The run of the log at its start.
  let start: RunStart
  let thread = SourceThread()

  /// Starts replaying a log, whose scenario is looked up.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds of the lints.
  ///   - pastLimit: How much memory copies of the past may take, in bytes.
  ///   - first: Where to begin; `nil` for the first instant.
  init(
    _ log: LogFile, speed: Double, isPaused: Bool, framesPerSecond: Int = 30,
    thresholds: LintThresholds = LintThresholds(), pastLimit: Int = RunPast.limitOfLog,
    from first: SeekTarget? = nil
  ) {
    let run = LogRun(log, thresholds: thresholds, pastLimit: pastLimit, thread)
    (status, start) = (run.status, run.start)
    thread.start { [thread] in
      let feed = LogFeed(run, thread.updates, thresholds: thresholds) {
        [weak thread] log, thresholds in
        LogRun(log, thresholds: thresholds, pastLimit: pastLimit, thread)
      }
      return SourceDriver(
        feed, thread.updates, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        from: first, follows: log.isFollowed)
    }
  }
}

/// The run of a log that is being read.
struct LogRun: Sendable {
  let log: LogFile
  /// What is known before the first event.
  let status: SourceStatus
  let start: RunStart
  let reader: LogReader
}

extension LogRun {
  /// Begins reading a log, whose scenario is looked up.
  ///
  /// - Parameter thread: Woken when there is something new.
  init(_ log: LogFile, thresholds: LintThresholds, pastLimit: Int, _ thread: SourceThread?) {
    let scenario = ScenarioCatalog.descriptions.first { $0.name == log.header.scenario }
    var start = log.header.start(in: scenario)
    start.wall = start.wall.map(LocalTime.wall)
    let past = RunPast(of: start, in: scenario, thresholds: thresholds, limit: pastLimit)
    self.init(
      log: log, status: LogRun.status(of: log), start: start,
      reader: log.read(into: past, in: scenario) { [weak thread] in thread?.wake() })
  }

  private static func status(of log: LogFile) -> SourceStatus {
    let capabilities = log.kind == .program ? RunCapabilities.program : .log
    var status = SourceStatus(log.kind, capabilities, name: log.name)
    (status.length, status.format) = (log.length, log.header.format)
    status.capabilities.reopens = log.reopens
    status.isGrowing = log.isFollowed
    status.outputPath = log.outputPath
    status.capabilities.printsHere = log.outputPath != nil
    if log.kind == .program { status.connection = .connected }
    return status
  }
}
