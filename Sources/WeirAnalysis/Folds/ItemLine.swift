import WeirEvents
import DequeModule

/// The items that wait in one queue, in the order in which they were taken in.
struct ItemLine: Sendable {
  /// One item that waits.
  struct Entry: Sendable {
    let item: ItemID
    /// When its producer came with it.
    let offered: VirtualInstant
    /// When the queue took it in.
    let enqueued: VirtualInstant
  }

  private var entries: Deque<Entry> = []

  mutating func append(_ entry: Entry) {
    entries.append(entry)
  }

  /// Takes out an item, which is nearly always the first; nothing where it is not there.
  mutating func take(_ item: ItemID) -> Entry? {
    guard let first = entries.first else { return nil }
    if first.item == item { return entries.popFirst() }
    guard let index = entries.firstIndex(where: { $0.item == item }) else { return nil }
    return entries.remove(at: index)
  }
}
