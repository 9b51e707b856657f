import DequeModule
import WeirAnalysis
import WeirEvents
import WeirWording

/// The last events, with the names that they had when they happened, and those of them that pass the filter.
///
/// It keeps 2,000: what falls off is still in the log. That a task became ready or runs again is left out; it says
/// nothing that its next event does not say.
struct EventTail: Sendable {
  static let capacity = 2000

  private var entries: Deque<NamedEvent> = []
  /// Those that pass the filter; unused while there is none.
  private var passing: Deque<NamedEvent> = []
  private(set) var filter = Filter()

  /// The entries to be shown, the oldest first.
  var shown: Deque<NamedEvent> { filter.isEmpty ? entries : passing }

  /// Notes an entry; one that only repeats the last one is counted there. Says whether there is one row more to be shown.
  mutating func append(_ entry: NamedEvent) -> Bool {
    let isNew = EventTail.append(entry, to: &entries)
    guard !filter.isEmpty else { return isNew }
    guard filter.passes(entry) else { return false }
    return EventTail.append(entry, to: &passing)
  }

  /// The last entries that are about a task, or name it, the oldest first.
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

  /// Shows only what the filter lets through, from what is kept.
  mutating func apply(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    passing = filter.isEmpty ? [] : Deque(entries.filter { filter.passes($0) })
  }
}
