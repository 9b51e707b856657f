import WeirScreen
import WeirFiles
import WeirAnalysis
import WeirEvents
import WeirLog

/// The progress of a simulation in one line of ASCII.
struct ProgressText {
  var now: VirtualInstant
  /// The instant at which it ends; `nil` if it ends by itself.
  var end: VirtualInstant?
  var eventsPerSecond: Double
  /// The size of the log in bytes; `nil` if there is none.
  var logSize: Int?

  /// Returns what fits into a number of columns; the least important parts are dropped first.
  func line(columns: Int) -> String {
    var parts = [place, "\(NumberText.count(Int(min(eventsPerSecond, 1e15)))) events/s"]
    if let logSize { parts.append("log \(ByteText(logSize))") }
    while parts.count > 1, text(parts).count > columns { parts.removeLast() }
    return String(text(parts).prefix(max(columns, 0)))
  }

  private func text(_ parts: [String]) -> String { "weir: " + parts.joined(separator: ", ") }

  private var place: String {
    let present = TimeText.shortClock(.nanoseconds(now.nanoseconds))
    guard let end, end > .zero else { return present }
    // Rounded down: 100 % means the end.
    let share = Int(now.seconds / end.seconds * 100)
    return "\(present) of \(TimeText.shortClock(.nanoseconds(end.nanoseconds))) (\(share) %)"
  }
}
