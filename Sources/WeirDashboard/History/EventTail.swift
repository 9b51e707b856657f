import DequeModule
import WeirAnalysis
import WeirEvents
import WeirWording

/// The last events, with the names that were valid when they happened, and those of them that pass
/// the filter.
///
/// It keeps 2,000; older ones are still in the log. Events that a task became ready or runs again
/// are left out: its next event says as much.
struct EventTail: Sendable {
  static let capacity = 2000

  private var entries = EventTail.none
  /// Those that pass the filter; unused while there is none.
  private var passing = EventTail.none
  /// Of each of them the number of its event, or 0 for those from before the filter was applied.
  private var numbers: Deque<Int> = []
  private(set) var filter = Filter()

  /// The entries to be shown, the oldest first.
  var shown: Slice<PackedRing<NamedEvent>> {
    (filter.isEmpty ? entries : passing).suffix(EventTail.capacity)
  }

  /// The last entry, whether it passes the filter or not.
  var newest: NamedEvent? { entries.last }

  private static var none: PackedRing<NamedEvent> { PackedRing(chunkSize: 64) }

  init() {}

  /// Creates a tail without entries.
  init(_ filter: Filter) { self.filter = filter }

  /// Adds an entry, or counts it in the last one if it only repeats that. Returns whether there is
  /// one more row to show.
  ///
  /// - Parameter number: The number of its event, counted from 1.
  mutating func append(_ entry: NamedEvent, number: Int) -> Bool {
    let isNew = EventTail.append(entry, to: &entries)
    guard !filter.isEmpty else { return isNew }
    guard filter.passes(entry), EventTail.append(entry, to: &passing) else { return false }
    numbers.append(number)
    keepNumbers()
    return true
  }

  /// The ring forgets entries in groups, and so may have more than are shown.
  private mutating func keepNumbers() {
    if numbers.count > passing.count { numbers.removeFirst(numbers.count - passing.count) }
  }

  /// Replaces all that pass the filter, up to an event, by those that were found further back.
  ///
  /// - Parameter count: The number of that event.
  mutating func replace(through count: Int, with found: [NamedEvent]) {
    guard !filter.isEmpty else { return }
    let later = zip(passing.newest(numbers.count), numbers).drop { $1 <= count }
    (passing, numbers) = (EventTail.none, [])
    for entry in found where EventTail.append(entry, to: &passing) { numbers.append(0) }
    for (entry, number) in later where EventTail.append(entry, to: &passing) {
      numbers.append(number)
    }
    keepNumbers()
  }

  /// The index of the first of many events whose entries can still be in the tail after the last.
  static func firstKept(of events: [Event]) -> Int {
    var rows = 0
    return firstKept(of: events, rowsAfter: &rows) ?? 0
  }

  /// The same for events that others follow, which have at least `rows` rows; `nil` if the first
  /// one can still be in the tail.
  static func firstKept(of events: [Event], rowsAfter rows: inout Int) -> Int? {
    for (index, event) in events.enumerated().reversed() {
      // An item marked as done may have no row of its own.
      if case .queue(_, .done) = event.kind { continue }
      if !EventSubjects(event.kind).isNoise { rows += 1 }
      if rows > capacity { return index }
    }
    return nil
  }

  /// The last entries that are about a task or name it, the oldest first.
  func latest(_ count: Int, about task: TaskID) -> [NamedEvent] {
    let found = entries.newest(EventTail.capacity).reversed().lazy.filter { entry in
      let who = EventSubjects(entry.event.kind)
      return who.task == task || who.other == task
    }
    return found.prefix(count).reversed()
  }

  private static func append(
    _ entry: NamedEvent, to entries: inout PackedRing<NamedEvent>
  ) -> Bool {
    if let last = entries.last, let merged = last.merged(with: entry) {
      entries.last = merged
      return false
    }
    entries.append(entry)
    _ = entries.dropFirst(keeping: capacity)
    return true
  }

  /// Passes the entries of a tail without a filter through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) { entries.pass(through: &transfer) }

  /// Shows only those of the kept entries that pass the filter.
  mutating func apply(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    (passing, numbers) = (EventTail.none, [])
    guard !filter.isEmpty else { return }
    for entry in entries.newest(EventTail.capacity) where filter.passes(entry) {
      passing.append(entry)
      numbers.append(0)
    }
  }
}
