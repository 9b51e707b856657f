import WeirEvents
import WeirLog
import WeirSession

/// Some lines of a log that have been read and not been played.
struct LogPiece: Sendable {
  /// How the lines of a log end.
  enum Ending: Sendable {
    case end(EndReason)
    /// It has no last line, or that one is cut off.
    case cut(lineCount: Int)
    case failed(SessionError)
  }

  var events: [Event] = []
  /// The instant of the line of each event: an event may have happened earlier.
  var instants: [VirtualInstant] = []
  /// The instant of the first line; nil without lines.
  var first: VirtualInstant?
  /// The instant of the last line, up to which time goes on.
  var last = VirtualInstant.zero
  var lineCount = 0
  /// What was skipped and mended up to here.
  var report = ReadingReport()
  /// Nil if more lines may follow.
  var ending: Ending?

  /// Takes in a line. After the end of a log more may follow, as where two are in one file.
  mutating func append(_ entry: SessionEntry, lineAt instant: VirtualInstant) {
    first = first ?? instant
    last = instant
    lineCount += 1
    ending = nil
    switch entry {
    case .event(let event):
      events.append(event)
      instants.append(instant)
    case .end(_, let reason): ending = .end(reason)
    case .finding, .checkpoint: break
    }
  }

  mutating func append(_ next: LogPiece) {
    events += next.events
    instants += next.instants
    first = first ?? next.first
    if next.first != nil { last = next.last }
    lineCount += next.lineCount
    (report, ending) = (next.report, next.ending)
  }
}
