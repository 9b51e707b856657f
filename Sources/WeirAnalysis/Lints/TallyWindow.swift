import WeirEvents

/// Counts over the last stretch of time, kept by tenths of it, so that its memory has a size.
///
/// What is counted lies within the stretch; of the oldest tenth nothing is kept once it has begun
/// to leave it.
struct TallyWindow<Tally: Sendable>: Sendable {
  private static var parts: Int64 { 10 }

  private let tenth: Int64
  private let empty: Tally
  private var tallies: [Tally]
  /// The number of the tenth that is counted last.
  private var present: Int64 = 0

  init(window: Duration, empty: Tally) {
    tenth = max(1, window.nanoseconds / TallyWindow.parts)
    self.empty = empty
    tallies = Array(repeating: empty, count: Int(TallyWindow.parts))
  }

  /// The tallies of the tenths up to an instant.
  mutating func tallies(at now: VirtualInstant) -> [Tally] {
    move(to: now)
    return tallies
  }

  /// Changes the tally of the tenth in which an instant lies.
  mutating func count(at now: VirtualInstant, _ change: (inout Tally) -> Void) {
    move(to: now)
    change(&tallies[tallies.count - 1])
  }

  /// The end of the tenth in which an instant lies.
  func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    VirtualInstant(nanoseconds: (now.nanoseconds / tenth + 1).saturatingTimes(tenth))
  }

  private mutating func move(to now: VirtualInstant) {
    let next = now.nanoseconds / tenth
    for _ in 0..<min(max(next.saturatingPlus(-present), 0), TallyWindow.parts) {
      tallies.removeFirst()
      tallies.append(empty)
    }
    present = next
  }
}
