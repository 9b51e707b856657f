import DequeModule
import WeirTrace

/// The last events, with the names that they had when they happened, and those of them that pass the filter.
///
/// It keeps 2,000: what falls off is still in the log. That a task became ready or runs again is left out; it says
/// nothing that its next event does not say.
struct EventTail: Sendable {
  static let capacity = 2000

  private var entries: Deque<Entry> = []
  /// Those that pass the filter; unused while there is none.
  private var passing: Deque<Entry> = []
  private(set) var filter = EventFilter()

  /// An event and whom it is about.
  struct Entry: Sendable {
    var event: Event
    var task: Label
    /// The other task: a parent, or whoever asked.
    var other: Label
    var queue: Label
    /// What the task has in its hands.
    var item: ItemID?
  }

  /// The entries to be shown, the oldest first.
  var shown: Deque<Entry> { filter.isEmpty ? entries : passing }

  mutating func append(_ entry: Entry) {
    entries.append(entry)
    if entries.count > EventTail.capacity { entries.removeFirst() }
    guard !filter.isEmpty, filter.passes(EventSentence(entry).text) else { return }
    passing.append(entry)
    if passing.count > EventTail.capacity { passing.removeFirst() }
  }

  /// Shows only what the filter lets through, from what is kept.
  mutating func apply(_ filter: EventFilter) {
    guard filter != self.filter else { return }
    self.filter = filter
    passing = filter.isEmpty ? [] : Deque(entries.filter { filter.passes(EventSentence($0).text) })
  }
}
