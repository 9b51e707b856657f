import Foundation
import WeirEvents
import WeirLog
import WeirSession
import WeirTerminal

/// Reads a log ahead of what is shown, on a thread of its own, so that nothing else has to wait for
/// a pipe or a disk.
///
/// How far it reads ahead is limited, so memory is bounded. If it is stopped while it waits for a
/// pipe, it ends when that wait ends; nothing has to wait for it.
final class LogReadAhead: @unchecked Sendable {
  /// About how many events are read ahead.
  private static let limit = 8192
  /// How many lines of a file are delivered at once; those of a pipe are delivered as soon as they
  /// arrive.
  private static let portion = 1024

  private let condition = NSCondition()
  private var piece = LogPiece()
  private var isFilled = false
  private var isStopped = false
  private var wholeReading: LogReading?

  /// Starts reading.
  ///
  /// - Parameters:
  ///   - isFile: Whether it is a file, so that reading never waits for a writer.
  ///   - tally: The tally of the log after its header.
  ///   - open: Returns the reader after the header; called on the thread.
  ///   - notify: Called on the thread when there is something to take again.
  init(
    isFile: Bool, _ tally: LogTally, open: @escaping @Sendable () throws(SessionError) -> OpenLog,
    notify: @escaping @Sendable () -> Void
  ) {
    let thread = Thread { [self] in
      AlternateStack.use()
      do throws(SessionError) {
        read(try open(), tally, isFile ? LogReadAhead.portion : 1, notify)
      } catch {
        var tally = tally
        tally.end(.failed(error), ReadingReport(), digest: TraceDigest())
        var last = LogPiece()
        last.reading = tally.reading
        _ = deliver(last, notify)
      }
    }
    thread.name = "weir.log"
    thread.start()
  }

  /// Whether there is nothing to take now.
  var isEmpty: Bool { condition.withLock { !isFilled } }

  /// The result of reading, including what follows the end of the log; `nil` until all of it has
  /// been read.
  var outcome: LogReading? { condition.withLock { wholeReading } }

  /// Returns what has been read, and forgets it; `nil` if there is nothing.
  func take() -> LogPiece? {
    condition.withLock {
      guard isFilled else { return nil }
      defer { (piece, isFilled) = (LogPiece(), false) }
      condition.signal()
      return piece
    }
  }

  /// Ends the thread as soon as it is not blocked.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.signal()
    }
  }

  private func read(
    _ log: OpenLog, _ tally: LogTally, _ portion: Int, _ notify: () -> Void
  ) {
    var tally = tally
    var digest = TraceDigest()
    var next = LogPiece()
    var ending: LogReading.Ending?
    do throws(SessionError) {
      while ending == nil {
        guard let entry = try log.reader.next() else {
          ending = .cut(line: log.reader.lineNumber)
          break
        }
        next.append(entry, lineAt: log.reader.now)
        switch entry {
        case .event(let event):
          tally.take(event)
          digest.fold(event)
        case .checkpoint(let checkpoint): tally.take(checkpoint)
        case .end(let checkpoint, let reason):
          tally.take(checkpoint)
          ending = .end(reason)
        case .finding: break
        }
        guard ending == nil, next.lineCount >= portion else { continue }
        tally.take(log.reader.report)
        next.reading = tally.reading
        guard deliver(next, notify) else { return }
        next = LogPiece()
      }
    } catch {
      ending = .failed(error)
    }
    tally.end(ending, log.reader.report, digest: digest)
    next.reading = tally.reading
    if deliver(next, notify), tally.isPastEnd { ignoreRest(of: log, &tally, notify) }
  }

  /// Skips what follows the `end` line, so that the writer of a pipe is not stopped.
  private func ignoreRest(of log: OpenLog, _ tally: inout LogTally, _ notify: () -> Void) {
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
    condition.withLock { wholeReading = tally.reading }
    notify()
  }

  /// Delivers what was read when there is room; returns `false` after `stop`.
  private func deliver(_ next: LogPiece, _ notify: () -> Void) -> Bool {
    let isFirst: Bool? = condition.withLock {
      while piece.events.count >= LogReadAhead.limit, !isStopped { condition.wait() }
      guard !isStopped else { return nil }
      let isFirst = !isFilled
      piece.append(next)
      isFilled = true
      return isFirst
    }
    if isFirst == true { notify() }
    return isFirst != nil
  }
}

/// A reader of an open log that can be shared.
final class OpenLog: @unchecked Sendable {
  var reader: SessionReader

  init(_ reader: consuming SessionReader) { self.reader = reader }
}
