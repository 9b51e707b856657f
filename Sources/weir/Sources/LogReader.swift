import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession
import WeirTerminal

/// Reads a log into a past, once and to its end, on a thread of its own, so that nothing else has
/// to wait for a pipe or a disk.
///
/// The memory that it takes is bounded, however long the log is: see `RunPast`. It waits before
/// events that are still needed would have to make room: see `hold`. If it is stopped
/// while it waits for a pipe, it ends when that wait ends; nothing has to wait for it.
final class LogReader: @unchecked Sendable {
  /// What has been read so far.
  struct Progress: Sendable {
    /// Whether a line has been read.
    var hasBegun = false
    /// The result of reading; `nil` before the first line.
    var reading: LogReading?
    /// How far it has been read.
    var read = RunPosition.start
    /// All of it so far at a glance.
    var timeline: RunTimeline?
    /// Whether all of it has been read, with what follows the end of the log.
    var isDone = false

    /// The log that has taken the place of this one.
    var successor: LogSuccessor?
    /// When the newest line arrived; `nil` before the first one.
    var clock: LineClock?
    /// Whether it has a sign of life each second.
    var hasPulses = false
    /// Whether the program that wrote it is gone, and may come back.
    var isDisconnected = false
    /// The header of the log that is read: the program may have started again.
    var header: LogHeader?
    /// Its name, if that is another one than at first.
    var name: String?
    /// How the program that was started here ended; `nil` while it runs.
    var exit: ProgramExit?

    /// Why reading ended; `nil` if more lines may follow.
    var ending: LogReading.Ending? { reading?.ending }
  }

  /// The past that the log becomes.
  private let whole: LogPast
  private let notify: @Sendable () -> Void
  private let condition = NSCondition()
  private var known = Progress()
  private var isStopped = false

  /// Starts reading.
  ///
  /// - Parameters:
  ///   - isFile: Whether it is a file, so that reading never waits for a writer.
  ///   - isFollowed: Whether the log is still being written.
  ///   - follower: Waits for more at the end of a file that is still being written; `nil` if it is
  ///     read only to its present end.
  ///   - copy: Records the lines as they are; `nil` if nothing does.
  ///   - tally: The tally of the log after its header.
  ///   - open: Returns the reader after the header; called on the thread.
  ///   - notify: Called on the thread when there is something new.
  init(
    into past: RunPast, isFile: Bool, isFollowed: Bool = false,
    _ follower: (any LogFollower)? = nil, copy: LogCopy? = nil, _ tally: LogTally,
    open: @escaping @Sendable () throws(SessionError) -> OpenLog,
    notify: @escaping @Sendable () -> Void
  ) {
    (whole, self.notify) = (LogPast(past), notify)
    past.hold(.event(0))
    let thread = Thread { [self] in
      AlternateStack.use()
      do throws(SessionError) {
        let reading = ReadLog(try open(), tally, whole, isFollowed: isFollowed, copy)
        read(reading, isFile, follower, notify)
      } catch {
        var tally = tally
        tally.end(.failed(error), ReadingReport(), digest: TraceDigest())
        note(tally.reading, notify)
      }
    }
    thread.name = "weir.log"
    thread.start()
  }

  /// What the log has become so far.
  var past: RunPast { whole.past }

  /// What has been read so far. Read it before the past: what it says is in there.
  var progress: Progress { condition.withLock { known } }

  /// Ends the thread as soon as it is not blocked.
  func stop() {
    whole.stop()
    condition.withLock {
      isStopped = true
      condition.signal()
    }
  }

  /// Counts all that has been read with other thresholds of the lints, beside reading; `past` is
  /// another one then.
  func use(_ thresholds: LintThresholds) {
    whole.use(thresholds) { [self] in
      condition.withLock { known.timeline = whole.timeline }
      notify()
    }
  }

  /// Keeps the events that are still needed, in place of those that were before.
  func hold(_ hold: EventHold) {
    condition.withLock {
      past.hold(hold)
      condition.signal()
    }
  }

  private func read(
    _ log: ReadLog, _ isFile: Bool, _ follower: (any LogFollower)?, _ notify: () -> Void
  ) {
    var reading = log
    do throws(SessionError) {
      guard let ending = try readLines(&reading, isFile, follower, notify) else { return }
      finish(&reading, ending, follower, notify)
    } catch {
      finish(&reading, .failed(error), follower, notify)
    }
  }

  /// Reads and passes on the lines, and returns why that ended; `nil` after `stop`.
  private func readLines(
    _ reading: inout ReadLog, _ isFile: Bool, _ follower: (any LogFollower)?,
    _ notify: () -> Void
  ) throws(SessionError) -> LogReading.Ending? {
    var ending: LogReading.Ending?
    while ending == nil {
      let step = try reading.readLine()
      if step == .line {
        guard reading.isPortion(ofFile: isFile) else { continue }
        guard pass(&reading, notify) else { return nil }
      } else if let follower, step == .noMore || follower.outlivesEnd {
        guard try follow(follower, step, &reading, &ending, notify) else { return nil }
      } else {
        ending = step.ending(after: reading.log.reader.lineNumber)
      }
    }
    return ending
  }

  /// Ends reading, except for what may follow the end of the log.
  private func finish(
    _ reading: inout ReadLog, _ ending: LogReading.Ending, _ follower: (any LogFollower)?,
    _ notify: () -> Void
  ) {
    reading.end(ending)
    // What is written after the end of a log that is followed is not waited for.
    let isPastEnd = reading.tally.isPastEnd && follower == nil
    let isWatched = note(
      reading.tally.reading, timeline: whole.timeline, isDone: !isPastEnd, notify)
    guard isWatched else { return }
    if isPastEnd { ignoreRest(&reading, notify) }
    if let follower, !follower.outlivesEnd { waitForSuccessor(follower, notify) }
  }

  /// Waits, after the end of a log that is followed, for the one that takes its place.
  private func waitForSuccessor(_ follower: any LogFollower, _ notify: () -> Void) {
    guard progress.successor == nil else { return }
    let shouldContinue = { [self] in !condition.withLock { isStopped } }
    while let sequel = try? follower.sequel(to: .end, while: shouldContinue) {
      switch sequel {
      case .goOn: continue
      case .successor(let next):
        condition.withLock { known.successor = next }
        return notify()
      case .continued, .over, .stopped: return
      }
    }
  }

  /// Passes on what has been read of a log that is followed, and continues with what follows.
  ///
  /// - Parameter ending: Set if nothing follows.
  /// - Returns: `false` after `stop`.
  private func follow(
    _ follower: any LogFollower, _ step: ReadLog.Step, _ reading: inout ReadLog,
    _ ending: inout LogReading.Ending?, _ notify: () -> Void
  ) throws(SessionError) -> Bool {
    let isDisconnected = follower.outlivesEnd
    guard pass(&reading, isDisconnected: isDisconnected, notify) else { return false }
    switch try follower.sequel(
      to: step == .noMore ? .bytes : .end, while: { !condition.withLock { isStopped } })
    {
    case .goOn: break
    case .continued(let next, let name):
      // It may be gone again before its first line.
      guard try reading.continue(with: next) else { break }
      condition.withLock { known.name = name ?? known.name }
      return pass(&reading, notify)
    case .successor(let next):
      condition.withLock { known.successor = next }
      fallthrough
    case .over:
      condition.withLock { known.exit = follower.exit }
      ending = step.ending(after: reading.log.reader.lineNumber)
    case .stopped: return false
    }
    return true
  }

  /// Passes on what has been read, and waits until there is room for more. Returns `false` after
  /// `stop`.
  private func pass(
    _ reading: inout ReadLog, isDisconnected: Bool = false, _ notify: () -> Void
  ) -> Bool {
    let hasLines = reading.portion.lineCount > 0
    guard hasLines || isDisconnected else { return true }
    if hasLines { reading.pass() }
    condition.withLock {
      (known.clock, known.isDisconnected) = (reading.clock, isDisconnected)
      (known.header, known.hasPulses) = (reading.log.reader.header, reading.hasPulses)
    }
    let timeline = whole.timeline
    guard note(reading.tally.reading, timeline: timeline, hasBegun: hasLines, notify) else {
      return false
    }
    return condition.withLock {
      while past.isFull, !isStopped { condition.wait() }
      return !isStopped
    }
  }

  /// Skips what follows the `end` line, so that the writer of a pipe is not stopped.
  private func ignoreRest(_ reading: inout ReadLog, _ notify: () -> Void) {
    while !condition.withLock({ isStopped }) {
      do throws(SessionError) {
        guard try reading.log.reader.next() != nil else { break }
        reading.ignore(1)
      } catch {
        // It may not be a line of a log, such as the summary of a simulation.
        if error.line == nil { break }
      }
    }
    reading.ignore(0)
    note(reading.tally.reading, isDone: true, notify)
  }

  /// Notes how far the log has been read, and returns `false` after `stop`.
  @discardableResult
  private func note(
    _ reading: LogReading, timeline: RunTimeline? = nil, hasBegun: Bool = false,
    isDone: Bool = false, _ notify: () -> Void
  ) -> Bool {
    let isStopped = condition.withLock {
      known.hasBegun = known.hasBegun || hasBegun
      (known.reading, known.read, known.isDone) = (reading, past.newest, isDone)
      known.timeline = timeline ?? known.timeline
      return self.isStopped
    }
    notify()
    return !isStopped
  }
}

/// A reader of an open log that can be shared.
final class OpenLog: @unchecked Sendable {
  var reader: SessionReader
  /// Asks the program that sends it for a snapshot, if it listens.
  let requestSnapshot: @Sendable () -> Void

  init(
    _ reader: consuming SessionReader, requestSnapshot: @escaping @Sendable () -> Void = {}
  ) {
    self.reader = reader
    self.requestSnapshot = requestSnapshot
  }
}
