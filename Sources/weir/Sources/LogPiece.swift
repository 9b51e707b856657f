import WeirEvents
import WeirLog
import WeirSession

/// Some lines of a log that have been read and not yet been shown.
struct LogPiece: Sendable {
  var events: [Event] = []
  /// The instant of the line of each event: an event may have happened earlier.
  var instants: [VirtualInstant] = []
  /// The instant of the first line; `nil` without lines.
  var first: VirtualInstant?
  /// The instant of the last line.
  var last = VirtualInstant.zero
  var lineCount = 0
  /// The result of reading so far; `nil` before the first line.
  var reading: LogReading?

  /// Why reading ended; `nil` if more lines may follow.
  var ending: LogReading.Ending? { reading?.ending }

  /// Adds a line.
  mutating func append(_ entry: SessionEntry, lineAt instant: VirtualInstant) {
    first = first ?? instant
    last = instant
    lineCount += 1
    guard case .event(let event) = entry else { return }
    events.append(event)
    instants.append(instant)
  }

  mutating func append(_ next: LogPiece) {
    events += next.events
    instants += next.instants
    first = first ?? next.first
    if next.first != nil { last = next.last }
    lineCount += next.lineCount
    reading = next.reading
  }
}
