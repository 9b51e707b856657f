import WeirEvents
import DequeModule

/// The items that wait in one queue.
///
/// Constant time whichever of them is taken: queues may serve the last first, or by priority. Those
/// of which a log does not say which they are are taken in the order in which they came.
struct ItemLine: Sendable {
  /// One item that waits.
  struct Entry: Sendable {
    /// When its producer came with it.
    let offered: VirtualInstant
    /// When the queue took it in.
    let enqueued: VirtualInstant
  }

  private var known = Roster<Entry>()
  private var unknown: Deque<Entry> = []

  /// How many wait.
  var count: Int { known.count + unknown.count }

  /// Adds an item; one of a number that waits already takes its place.
  mutating func append(_ item: ItemID, _ entry: Entry) {
    guard item != .unknown else { return unknown.append(entry) }
    if let position = known.position(of: item.rawValue) { known.remove(at: position) }
    known.insert(entry, for: item.rawValue)
  }

  /// Takes out an item; nil if it is not there.
  mutating func take(_ item: ItemID) -> Entry? {
    guard item != .unknown else { return unknown.popFirst() }
    guard let position = known.position(of: item.rawValue) else { return nil }
    let entry = known[position]
    known.remove(at: position)
    return entry
  }
}
