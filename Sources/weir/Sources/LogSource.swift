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
  ///   - first: The instant at which to begin; `nil` for the first one.
  init(
    _ log: LogFile, _ start: RunStart, in scenario: ScenarioDescription?, speed: Double,
    isPaused: Bool, framesPerSecond: Int = 30,
    from first: VirtualInstant? = nil
  ) {
    var status = SourceStatus(.log, .log(isFile: log.isFile), name: log.name)
    (status.length, status.format) = (log.length, log.header.format)
    self.status = status
    thread.start { [thread, status] in
      let feed = LogFeed(log, start, in: scenario, status, thread.updates) { [weak thread] in
        thread?.wake()
      }
      return SourceDriver(
        feed, thread.updates, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        from: first)
    }
  }
}
