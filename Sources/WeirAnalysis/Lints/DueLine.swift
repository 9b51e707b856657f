import WeirEvents
import DequeModule

/// Numbers of things to check again at later instants, the earliest first.
///
/// All of them wait equally long, so they are due in the order in which they were added. Settled
/// entries are swept out whenever the line has doubled, so its length depends on what is still
/// open.
struct DueLine: Sendable {
  private struct Entry: Sendable {
    let due: VirtualInstant
    let number: UInt64
  }

  private var entries: Deque<Entry> = []
  private var limit = 64

  /// The instant of the first entry; the end of time if there is none.
  private(set) var next = VirtualInstant.endOfTime

  /// Adds an entry that is not due before any other; `isOpen` says which others still matter.
  mutating func append(
    _ number: UInt64, due: VirtualInstant, sweeping isOpen: (UInt64) -> Bool
  ) {
    if entries.count >= limit {
      entries.removeAll { !isOpen($0.number) }
      limit = max(64, entries.count * 2)
    }
    entries.append(Entry(due: due, number: number))
    findNext()
  }

  /// Removes the first entry and returns its number; `nil` if it is not due yet.
  mutating func pop(due now: VirtualInstant) -> UInt64? {
    guard next <= now, let first = entries.popFirst() else { return nil }
    findNext()
    return first.number
  }

  private mutating func findNext() { next = entries.first?.due ?? .endOfTime }
}
