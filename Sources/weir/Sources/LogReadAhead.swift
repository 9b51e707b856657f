import Foundation
import WeirEvents
import WeirSession
import WeirTerminal

/// Reads a log ahead of what is played, on a thread of its own: a pipe or a disk that is waited for
/// holds up nobody else.
///
/// It reads only so far ahead that memory is bounded. One that is given up while it waits for a
/// pipe ends when that lets it go; nothing has to wait for it.
final class LogReadAhead: @unchecked Sendable {
  /// So many events are read ahead, about.
  private static let limit = 8192
  /// So many lines of a file are handed over at once; what comes from a pipe is wanted at once.
  private static let portion = 1024

  private let condition = NSCondition()
  private var piece = LogPiece()
  private var isFilled = false
  private var isStopped = false

  /// Starts to read.
  ///
  /// - Parameters:
  ///   - isFile: whether reading doesn't wait for anybody.
  ///   - open: gives the reader, behind the header; called on the thread.
  ///   - tell: is called there when there is something to take again.
  init(
    isFile: Bool, open: @escaping @Sendable () throws(SessionError) -> OpenLog,
    tell: @escaping @Sendable () -> Void
  ) {
    let thread = Thread { [self] in
      AlternateStack.use()
      do throws(SessionError) {
        read(try open(), isFile ? LogReadAhead.portion : 1, tell)
      } catch {
        var last = LogPiece()
        last.ending = .failed(error)
        _ = deliver(last, tell)
      }
    }
    thread.name = "weir.log"
    thread.start()
  }

  /// Whether there is nothing to take now.
  var isEmpty: Bool { condition.withLock { !isFilled } }

  /// Takes what has been read; nil if that is nothing.
  func take() -> LogPiece? {
    condition.withLock {
      guard isFilled else { return nil }
      defer { (piece, isFilled) = (LogPiece(), false) }
      condition.signal()
      return piece
    }
  }

  /// Ends the thread as soon as it waits for nothing else.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.signal()
    }
  }

  private func read(_ log: OpenLog, _ portion: Int, _ tell: () -> Void) {
    var next = LogPiece()
    do throws(SessionError) {
      while let entry = try log.reader.next() {
        next.append(entry, lineAt: log.reader.now)
        guard next.lineCount >= portion else { continue }
        next.report = log.reader.report
        guard deliver(next, tell) else { return }
        let ending = next.ending
        next = LogPiece()
        next.ending = ending
      }
      if next.ending == nil || log.reader.isCut {
        next.ending = .cut(lineCount: log.reader.lineNumber)
      }
    } catch {
      next.ending = .failed(error)
    }
    next.report = log.reader.report
    _ = deliver(next, tell)
  }

  /// Hands over what was read, when there is room; false if nobody wants it any more.
  private func deliver(_ next: LogPiece, _ tell: () -> Void) -> Bool {
    let isNews: Bool? = condition.withLock {
      while piece.events.count >= LogReadAhead.limit, !isStopped { condition.wait() }
      guard !isStopped else { return nil }
      let isNews = !isFilled
      piece.append(next)
      isFilled = true
      return isNews
    }
    if isNews == true { tell() }
    return isNews != nil
  }
}

/// The reader of a log that is open, where several can hold it.
final class OpenLog: @unchecked Sendable {
  var reader: SessionReader

  init(_ reader: consuming SessionReader) { self.reader = reader }
}
