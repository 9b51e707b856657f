import WeirEvents

/// Until when each of a few facts is held that come again and again: until it has not come for a
/// while.
struct QuietTimes: Sendable {
  private struct Hold: Sendable {
    let subject: UInt64
    var due: VirtualInstant
  }

  /// When the first of them is over.
  private(set) var nextDue = VirtualInstant.endOfTime
  /// For how long; holds that have begun keep theirs.
  var quiet: Duration
  private var holds: [Hold] = []

  init(_ quiet: Duration) {
    self.quiet = quiet
  }

  /// The fact has come now.
  mutating func note(_ subject: UInt64, at now: VirtualInstant) {
    hold(subject, until: now.advanced(by: quiet))
  }

  /// The fact goes on until something else is said.
  mutating func hold(_ subject: UInt64) {
    hold(subject, until: .endOfTime)
  }

  /// Takes out a fact that has not come for a while at an instant.
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
