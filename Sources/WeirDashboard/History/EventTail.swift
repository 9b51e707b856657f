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

  private var entries: Deque<NamedEvent> = []
  /// Those that pass the filter; unused while there is none.
  private var passing: Deque<NamedEvent> = []
  private(set) var filter = Filter()

  /// The entries to be shown, the oldest first.
  var shown: Deque<NamedEvent> { filter.isEmpty ? entries : passing }

  /// How many entries are kept.
  var count: Int { entries.count }

  /// Adds an entry, or counts it in the last one if it only repeats that. Returns whether there is
  /// one more row to show.
  mutating func append(_ entry: NamedEvent) -> Bool {
    let isNew = EventTail.append(entry, to: &entries)
    guard !filter.isEmpty else { return isNew }
    guard filter.passes(entry) else { return false }
    return EventTail.append(entry, to: &passing)
  }

  /// The last entries that are about a task or name it, the oldest first.
  func latest(_ count: Int, about task: TaskID) -> [NamedEvent] {
    let found = entries.reversed().lazy.filter { entry in
      let who = EventSubjects(entry.event.kind)
      return who.task == task || who.other == task
    }
    return found.prefix(count).reversed()
  }

  private static func append(_ entry: NamedEvent, to entries: inout Deque<NamedEvent>) -> Bool {
    if let last = entries.last, let merged = last.merged(with: entry) {
      entries[entries.count - 1] = merged
      return false
    }
    entries.append(entry)
    if entries.count > capacity { entries.removeFirst() }
    return true
  }

  /// Shows only those of the kept entries that pass the filter.
  mutating func apply(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    passing = filter.isEmpty ? [] : Deque(entries.filter { filter.passes($0) })
  }
}
