import Foundation
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
    /// How far it has been read.
    var read = RunPosition.start
    /// All of it so far at a glance.
    var timeline: RunTimeline?
    /// Whether all of it has been read, with what follows the end of the log.
    var isDone = false

    /// The log that has taken the place of this one.
    var successor: LogSuccessor?

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
  ///   - follower: Waits for more at the end of a file that is still being written; `nil` if it is
  ///     read only to its present end.
  ///   - tally: The tally of the log after its header.
  ///   - open: Returns the reader after the header; called on the thread.
  ///   - notify: Called on the thread when there is something new.
  init(
    into past: RunPast, isFile: Bool, _ follower: LogFollower? = nil, _ tally: LogTally,
    open: @escaping @Sendable () throws(SessionError) -> OpenLog,
    notify: @escaping @Sendable () -> Void
  ) {
    self.past = past
    past.hold(.event(0))
    let thread = Thread { [self] in
      AlternateStack.use()
      do throws(SessionError) {
        read(try open(), tally, isFile, follower, notify)
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
  func stop() {
    condition.withLock {
      isStopped = true
      condition.signal()
    }
  }

  /// Keeps the events that are still needed, in place of those that were before.
  func hold(_ hold: EventHold) {
    condition.withLock {
      past.hold(hold)
      condition.signal()
    }
  }

  /// Why reading lines ended.
  private enum Outcome {
    case ended(LogReading.Ending)
    case replaced(LogSuccessor)
    case stopped
  }

  private func read(
    _ log: OpenLog, _ tally: LogTally, _ isFile: Bool, _ follower: LogFollower?,
    _ notify: () -> Void
  ) {
    var tally = tally
    var portion = LogPortion(past)
    var ending: LogReading.Ending
    var successor: LogSuccessor?
    do throws(SessionError) {
      switch try readLines(log, &tally, &portion, isFile, follower, notify) {
      case .ended(let end): ending = end
      case .replaced(let next): (ending, successor) = (.cut(line: log.reader.lineNumber), next)
      case .stopped: return
      }
    } catch {
      ending = .failed(error)
    }
    tally.end(ending, log.reader.report, digest: portion.digest)
    var state = RunState.running
    if case .end(let reason) = ending { state = RunState(reason) }
    portion.pass(state)
    if let successor { condition.withLock { known.successor = successor } }
    // What is written after the end of a log that is followed is not waited for.
    let isPastEnd = tally.isPastEnd && follower == nil
    guard note(tally.reading, timeline: portion.timeline, isDone: !isPastEnd, notify) else {
      return
    }
    if isPastEnd { ignoreRest(log, &tally, notify) }
    if let follower, successor == nil { waitForSuccessor(follower, notify) }
  }

  private func readLines(
    _ log: OpenLog, _ tally: inout LogTally, _ portion: inout LogPortion, _ isFile: Bool,
    _ follower: LogFollower?, _ notify: () -> Void
  ) throws(SessionError) -> Outcome {
    while true {
      guard let entry = try log.reader.next() else {
        guard let follower else { return .ended(.cut(line: log.reader.lineNumber)) }
        if portion.lineCount > 0, !pass(&portion, log, &tally, notify) { return .stopped }
        switch try follower.wait(while: { !condition.withLock { isStopped } }) {
        case .goOn: continue
        case .successor(let next): return .replaced(next)
        case .stopped: return .stopped
        }
      }
      if let ending = portion.append(entry, lineAt: log.reader.now, &tally) {
        return .ended(ending)
      }
      let most = portion.isFirst ? LogReader.firstPortion : LogReader.portion
      guard portion.lineCount >= (isFile ? most : 1) else { continue }
      guard pass(&portion, log, &tally, notify) else { return .stopped }
    }
  }

  /// Passes on what has been read, and waits until there is room for more. Returns `false` after
  /// `stop`.
  private func pass(
    _ portion: inout LogPortion, _ log: OpenLog, _ tally: inout LogTally, _ notify: () -> Void
  ) -> Bool {
    tally.take(log.reader.report)
    portion.pass(.running)
    guard note(tally.reading, timeline: portion.timeline, hasBegun: true, notify) else {
      return false
    }
    return condition.withLock {
      while past.isFull, !isStopped { condition.wait() }
      return !isStopped
    }
  }

  /// Waits, after the end of a log that is followed, for the one that takes its place.
  private func waitForSuccessor(_ follower: LogFollower, _ notify: () -> Void) {
    while let answer = try? follower.wait(while: { !condition.withLock { isStopped } }) {
      switch answer {
      case .goOn: continue
      case .stopped: return
      case .successor(let next):
        condition.withLock { known.successor = next }
        return notify()
      }
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
      (known.reading, known.read, known.isDone) = (reading, past.newest, isDone)
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
