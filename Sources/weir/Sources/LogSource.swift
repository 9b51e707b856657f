import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession

/// A log that is played against wall time.
struct LogSource: RunSource {
  let status: SourceStatus
  let thread = SourceThread()

  /// Begins to play a log.
  ///
  /// - Parameters:
  ///   - start: the run of the log as it was at its start.
  ///   - scenario: the scenario that the header names, if this program has it.
  ///   - first: the instant at which to begin; nil for the first one.
  init(
    _ log: LogFile, _ start: RunStart, in scenario: ScenarioDescription?, speed: Double,
    isPaused: Bool, framesPerSecond: Int = 30,
    from first: VirtualInstant? = nil
  ) {
    var status = SourceStatus(.log, .log(isFile: log.isFile), name: log.name)
    (status.length, status.format) = (log.length, log.header.format)
    self.status = status
    thread.start { [thread, status] in
      let feed = LogFeed(log, start, in: scenario, status, thread.news) { [weak thread] in
        thread?.wake()
      }
      return SourceStage(
        feed, thread.news, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        from: first)
    }
  }
}
