import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession

/// A log that is replayed in step with wall time.
struct LogSource: RunSource {
  let status: SourceStatus
  let thread = SourceThread()

  /// Starts replaying a log.
  ///
  /// - Parameters:
  ///   - start: The run of the log at its start.
  ///   - scenario: The scenario that the header names, if this program has it.
  ///   - thresholds: The thresholds of the lints.
  ///   - pastLimit: How much memory copies of the past may take, in bytes.
  ///   - first: Where to begin; `nil` for the first instant.
  init(
    _ log: LogFile, _ start: RunStart, in scenario: ScenarioDescription?, speed: Double,
    isPaused: Bool, framesPerSecond: Int = 30, thresholds: LintThresholds = LintThresholds(),
    pastLimit: Int = RunPast.standardLimit, from first: SeekTarget? = nil
  ) {
    var status = SourceStatus(.log, .log, name: log.name)
    (status.length, status.format) = (log.length, log.header.format)
    status.capabilities.reopens = log.isFile
    self.status = status
    thread.start { [thread, status] in
      let past = RunPast(of: start, in: scenario, thresholds: thresholds, limit: pastLimit)
      let reader = log.read(into: past, in: scenario) { [weak thread] in thread?.wake() }
      let feed = LogFeed(reader, start, status, thread.updates)
      return SourceDriver(
        feed, thread.updates, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        from: first)
    }
  }
}
