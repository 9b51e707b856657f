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
  private(set) var filter = Filter()

  /// The entries to be shown, the oldest first.
  var shown: Slice<PackedRing<NamedEvent>> {
    (filter.isEmpty ? entries : passing).suffix(EventTail.capacity)
  }

  private static var none: PackedRing<NamedEvent> { PackedRing(chunkSize: 64) }

  /// About how many bytes the entries take.
  var byteCount: Int { entries.byteCount }

  /// Adds an entry, or counts it in the last one if it only repeats that. Returns whether there is
  /// one more row to show.
  mutating func append(_ entry: NamedEvent) -> Bool {
    let isNew = EventTail.append(entry, to: &entries)
    guard !filter.isEmpty else { return isNew }
    guard filter.passes(entry) else { return false }
    return EventTail.append(entry, to: &passing)
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

  /// Shows only those of the kept entries that pass the filter.
  mutating func apply(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    passing = EventTail.none
    guard !filter.isEmpty else { return }
    for entry in entries.newest(EventTail.capacity) where filter.passes(entry) {
      passing.append(entry)
    }
  }
}
