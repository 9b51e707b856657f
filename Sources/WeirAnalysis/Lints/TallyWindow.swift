import WeirEvents

/// Counts over the last window of time, kept per tenth of it, so that the memory is bounded.
///
/// Everything counted lies within the window; the oldest tenth is dropped as soon as it begins to
/// leave the window.
struct TallyWindow<Tally: Sendable>: Sendable {
  private static var parts: Int64 { 10 }

  private let tenth: Int64
  private let empty: Tally
  private var tallies: [Tally]
  /// The number of the current tenth.
  private var present: Int64 = 0

  init(window: Duration, empty: Tally) {
    tenth = max(1, window.nanoseconds / TallyWindow.parts)
    self.empty = empty
    tallies = Array(repeating: empty, count: Int(TallyWindow.parts))
  }

  /// Returns the tallies of the tenths up to an instant.
  mutating func tallies(at now: VirtualInstant) -> [Tally] {
    move(to: now)
    return tallies
  }

  /// Changes the tally of the tenth that contains an instant.
  mutating func count(at now: VirtualInstant, _ change: (inout Tally) -> Void) {
    move(to: now)
    change(&tallies[tallies.count - 1])
  }

  /// The end of the tenth that contains an instant.
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
