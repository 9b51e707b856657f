import WeirEvents
import DequeModule

/// Things to look at again at later instants, the earliest first.
///
/// All wait equally long, so the order in which they come is the order in which they are due. What
/// has been settled meanwhile is swept out when the line has doubled, so that it stays as short as
/// what is open.
struct DueLine: Sendable {
  private struct Entry: Sendable {
    let due: VirtualInstant
    let number: UInt64
  }

  private var entries: Deque<Entry> = []
  private var limit = 64

  /// The instant of the first entry; the end of time where there is none.
  private(set) var next = VirtualInstant.endOfTime

  /// Adds an entry that is not due before any other; `isOpen` says which of the others still
  /// matter.
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

  /// Takes out the number of the first entry, if it is due at an instant or before.
  mutating func pop(due now: VirtualInstant) -> UInt64? {
    guard next <= now, let first = entries.popFirst() else { return nil }
    findNext()
    return first.number
  }

  private mutating func findNext() { next = entries.first?.due ?? .endOfTime }
}
