import Foundation
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession
import WeirTerminal

/// Reads a log into a past, once and to its end, on a thread of its own, so that nothing else has
/// to wait for a pipe or a disk.
///
/// The memory that it takes is bounded, however long the log is: see `RunPast`. If it is stopped
/// while it waits for a pipe, it ends when that wait ends; nothing has to wait for it.
final class LogReader: @unchecked Sendable {
  /// How many lines of a file are passed on at once; those of a pipe are passed on as soon as they
  /// arrive.
  private static let portion = 1024
  /// How many of the first lines are passed on at once, so that they are shown soon.
  private static let firstPortion = 64

  /// What has been read so far.
  struct Progress: Sendable {
    /// Whether a line has been read.
    var hasBegun = false
    /// The result of reading; `nil` before the first line.
    var reading: LogReading?
    /// All of it so far at a glance.
    var timeline: RunTimeline?
    /// Whether all of it has been read, with what follows the end of the log.
    var isDone = false

    /// Why reading ended; `nil` if more lines may follow.
    var ending: LogReading.Ending? { reading?.ending }
  }

  /// The past that the log becomes.
  let past: RunPast
  private let condition = NSCondition()
  private var known = Progress()
  private var isStopped = false

  /// Starts reading.
  ///
  /// - Parameters:
  ///   - isFile: Whether it is a file, so that reading never waits for a writer.
  ///   - tally: The tally of the log after its header.
  ///   - open: Returns the reader after the header; called on the thread.
  ///   - notify: Called on the thread when there is something new.
  init(
    into past: RunPast, isFile: Bool, _ tally: LogTally,
    open: @escaping @Sendable () throws(SessionError) -> OpenLog,
    notify: @escaping @Sendable () -> Void
  ) {
    self.past = past
    let thread = Thread { [self] in
      AlternateStack.use()
      do throws(SessionError) {
        read(try open(), tally, isFile, notify)
      } catch {
        var tally = tally
        tally.end(.failed(error), ReadingReport(), digest: TraceDigest())
        note(tally.reading, notify)
      }
    }
    thread.name = "weir.log"
    thread.start()
  }

  /// What has been read so far. Read it before the past: what it says is in there.
  var progress: Progress { condition.withLock { known } }

  /// Ends the thread as soon as it is not blocked.
  func stop() { condition.withLock { isStopped = true } }

  private func read(
    _ log: OpenLog, _ tally: LogTally, _ isFile: Bool, _ notify: () -> Void
  ) {
    var tally = tally
    var portion = LogPortion(past)
    var ending: LogReading.Ending?
    do throws(SessionError) {
      while ending == nil {
        guard let entry = try log.reader.next() else {
          ending = .cut(line: log.reader.lineNumber)
          break
        }
        ending = portion.append(entry, lineAt: log.reader.now, &tally)
        let most = portion.isFirst ? LogReader.firstPortion : LogReader.portion
        guard ending == nil, portion.lineCount >= (isFile ? most : 1) else { continue }
        tally.take(log.reader.report)
        portion.pass(.running)
        guard note(tally.reading, timeline: portion.timeline, hasBegun: true, notify) else {
          return
        }
      }
    } catch {
      ending = .failed(error)
    }
    tally.end(ending, log.reader.report, digest: portion.digest)
    var state = RunState.running
    if case .end(let reason) = ending { state = RunState(reason) }
    portion.pass(state)
    let isPastEnd = tally.isPastEnd
    if note(tally.reading, timeline: portion.timeline, isDone: !isPastEnd, notify), isPastEnd {
      ignoreRest(log, &tally, notify)
    }
  }

  /// Skips what follows the `end` line, so that the writer of a pipe is not stopped.
  private func ignoreRest(_ log: OpenLog, _ tally: inout LogTally, _ notify: () -> Void) {
    while !condition.withLock({ isStopped }) {
      do throws(SessionError) {
        guard try log.reader.next() != nil else { break }
        tally.ignore(1, log.reader)
      } catch {
        // It may not be a line of a log, such as the summary of a simulation.
        if error.line == nil { break }
      }
    }
    tally.ignore(0, log.reader)
    note(tally.reading, isDone: true, notify)
  }

  /// Notes how far the log has been read, and returns `false` after `stop`.
  @discardableResult
  private func note(
    _ reading: LogReading, timeline: RunTimeline? = nil, hasBegun: Bool = false,
    isDone: Bool = false, _ notify: () -> Void
  ) -> Bool {
    let isStopped = condition.withLock {
      known.hasBegun = known.hasBegun || hasBegun
      (known.reading, known.isDone) = (reading, isDone)
      known.timeline = timeline ?? known.timeline
      return self.isStopped
    }
    notify()
    return !isStopped
  }
}

/// Some lines of a log that have been read and not yet passed on to its past.
private struct LogPortion {
  private(set) var lineCount = 0
  /// Whether none has been passed on before.
  private(set) var isFirst = true
  private(set) var digest = TraceDigest()
  private var writer: PastWriter
  private var events: [Event] = []
  /// The instant of the line of each event: an event may have happened earlier.
  private var instants: [VirtualInstant] = []
  private var last = VirtualInstant.zero

  init(_ past: RunPast) { writer = PastWriter(past) }

  var timeline: RunTimeline { writer.timeline }

  /// Adds a line, and returns why the log ends with it; `nil` if it does not.
  mutating func append(
    _ entry: SessionEntry, lineAt instant: VirtualInstant, _ tally: inout LogTally
  ) -> LogReading.Ending? {
    if isFirst, lineCount == 0 { writer.past.begin(at: instant) }
    last = instant
    lineCount += 1
    switch entry {
    case .event(let event):
      tally.take(event)
      digest.fold(event)
      events.append(event)
      instants.append(instant)
    case .checkpoint(let checkpoint): tally.take(checkpoint)
    case .end(let checkpoint, let reason):
      tally.take(checkpoint)
      return .end(reason)
    case .finding: break
    }
    return nil
  }

  /// Passes on what has been added, with the state of the run after it.
  mutating func pass(_ state: RunState) {
    writer.append(EventBatch(events: events, now: last, state: state), reportedAt: instants)
    (events, instants, lineCount, isFirst) = ([], [], 0, false)
  }
}

/// A reader of an open log that can be shared.
final class OpenLog: @unchecked Sendable {
  var reader: SessionReader

  init(_ reader: consuming SessionReader) { self.reader = reader }
}
