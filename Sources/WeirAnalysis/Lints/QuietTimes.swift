import WeirEvents

/// How long each of a few recurring problems is held: until it has not occurred for a while.
struct QuietTimes: Sendable {
  private struct Hold: Sendable {
    let subject: UInt64
    var due: VirtualInstant
  }

  /// When the first hold ends.
  private(set) var nextDue = VirtualInstant.endOfTime
  /// How long a hold lasts; holds that have begun keep their duration.
  var quiet: Duration
  private var holds: [Hold] = []

  init(_ quiet: Duration) {
    self.quiet = quiet
  }

  /// Notes that the problem occurred now.
  mutating func note(_ subject: UInt64, at now: VirtualInstant) {
    hold(subject, until: now.advanced(by: quiet))
  }

  /// Holds the problem until it is noted again.
  mutating func hold(_ subject: UInt64) {
    hold(subject, until: .endOfTime)
  }

  /// Removes and returns a problem that has not occurred for a while; `nil` if there is none.
  mutating func pop(due now: VirtualInstant) -> UInt64? {
    guard nextDue <= now, let index = holds.firstIndex(where: { $0.due <= now }) else { return nil }
    let subject = holds.remove(at: index).subject
    findNextDue()
    return subject
  }

  private mutating func hold(_ subject: UInt64, until due: VirtualInstant) {
    if let index = holds.firstIndex(where: { $0.subject == subject }) {
      holds[index].due = due
    } else {
      holds.append(Hold(subject: subject, due: due))
    }
    findNextDue()
  }

  private mutating func findNextDue() {
    nextDue = holds.lazy.map(\.due).min() ?? .endOfTime
  }
}
