import WeirEvents

/// The stretches of a real program's time about which nothing is known: those before a snapshot,
/// and those without even a sign of life. Of each run the last 64 are kept.
struct GapHistory: Sendable, Equatable {
  /// A stretch about which nothing is known.
  struct Gap: Sendable, Equatable {
    let start: VirtualInstant
    let end: VirtualInstant
  }

  private(set) var gaps: [Gap] = []
  /// The instant of the last event; `nil` before the first one.
  private var heard: VirtualInstant?
  /// Whether the source sends signs of life, so that silence means something.
  private var hasPulses = false

  private static let capacity = 64
  private static let shortest = Duration.milliseconds(500)
  private static let longestSilence = Duration.seconds(SourceStatus.longestSilence)

  /// Whether a stretch before a snapshot is worth a mark: events were lost, or it is long.
  static func isGap(_ lost: UInt64, since: VirtualInstant, at now: VirtualInstant) -> Bool {
    lost > 0 || since.duration(to: now) >= shortest
  }

  mutating func fold(_ event: Event) {
    let now = event.instant
    if let heard {
      if case .source(.snapshotBegan(let lost, let since)) = event.kind {
        if GapHistory.isGap(lost, since: since, at: now) {
          add(Gap(start: min(since, now), end: now))
        }
      } else if hasPulses, heard.duration(to: now) >= GapHistory.longestSilence {
        add(Gap(start: heard, end: now))
      }
    }
    if case .source(.pulse) = event.kind { hasPulses = true }
    heard = now
  }

  private mutating func add(_ gap: Gap) {
    if gaps.count >= GapHistory.capacity { gaps.removeFirst() }
    gaps.append(gap)
  }

  /// The columns that lie in a gap, of those before and at the present; a gap that is shorter than
  /// a column has one, too.
  ///
  /// - Complexity: Linear in the number of columns and of gaps: for frames.
  func columns(_ count: Int, until now: VirtualInstant, at scale: TimeScale) -> [Int] {
    guard count > 0, !gaps.isEmpty else { return [] }
    let (column, half) = (scale.column, scale.column / 2)
    let newest = now.nanoseconds / column
    let oldest = newest - Int64(count) + 1
    var found: Set<Int64> = []
    for gap in gaps {
      let end = gap.end.nanoseconds / column
      let first = min(gap.start.nanoseconds.saturatingPlus(half) / column, end)
      let last = max(gap.end.nanoseconds.saturatingPlus(half) / column - 1, first)
      guard last >= oldest, first <= newest else { continue }
      found.formUnion(max(first, oldest)...min(last, newest))
    }
    return found.sorted().map { Int($0 - oldest) }
  }
}
