import WeirAnalysis
import WeirEvents
import WeirWording

/// A search for the last events before a place that pass a filter or are about a task.
///
/// It goes back from copy to copy of the history, and folds the events between two of them: only so
/// is known which names things had, and the result is what was shown when the run was there. It
/// continues in short steps, since a filter that little passes may lead to the start of a long run.
public struct EventSearch: Sendable {
  private let interest: EventInterest
  private let filter: Filter
  private let position: RunPosition
  private let past: RunPast
  /// The events up to this one have not been looked at.
  private var end: Int
  private var passing: [NamedEvent] = []
  private var watch: TaskWatch?
  /// Whether the lane of the task is known since its beginning.
  private var hasLane = false
  private var isTaskDone: Bool
  private var part: Part?

  /// How many events are folded at once.
  private static let step = 512

  /// The events between two copies.
  private struct Part {
    var history: RunHistory
    let start: Int
    /// Whether the lane of the task is known at the start, or the task had not begun.
    let hasLane: Bool
    /// Whether the task had not begun at the start, or is not known any more.
    let isFirst: Bool
  }

  /// Starts to look for what is of interest before a place.
  public init(for interest: EventInterest, before position: RunPosition, in past: RunPast) {
    (self.interest, self.position, self.past) = (interest, position, past)
    filter = Filter(interest.filter)
    end = position.event
    isTaskDone = interest.task == nil
  }

  private var isFilterDone: Bool { filter.isEmpty || passing.count >= EventTail.capacity }

  /// Continues, and returns what was found once it has ended.
  public mutating func advance(while shouldContinue: () -> Bool) -> FoundEvents? {
    repeat {
      if part == nil { part = nextPart() }
      guard part != nil else { return found }
      continuePart()
    } while shouldContinue()
    return nil
  }

  private var found: FoundEvents {
    FoundEvents(interest: interest, position: position, passing: passing, watch: watch)
  }

  private mutating func nextPart() -> Part? {
    let isFar = position.event - end >= RunPast.mostSearched
    guard end > 0, !isFar, !(isFilterDone && isTaskDone), let copy = past.copy(before: end),
      let whole = copy.restored()
    else { return nil }
    let history = whole.gathering(
      isFilterDone ? Filter() : filter, of: isTaskDone ? nil : interest.task)
    let isFirst = history.isAwaiting
    let hasLane = isFirst || interest.task.map { whole.lanes[$0] != nil } ?? true
    return Part(
      history: history, start: copy.position.event, hasLane: hasLane, isFirst: isFirst)
  }

  private mutating func continuePart() {
    guard var part = part.take() else { return }
    let first = part.history.analysis.eventCount
    guard first < end else { return take(part) }
    guard let records = past.records(first..<min(first + EventSearch.step, end)) else {
      // They have made room for newer ones.
      end = 0
      return
    }
    part.history.fold(records)
    self.part = part
  }

  private mutating func take(_ part: Part) {
    if !isFilterDone {
      passing = EventSearch.joined(Array(part.history.tail.shown), passing)
    }
    if !isTaskDone { take(part.history.watch, part) }
    end = part.start
  }

  private mutating func take(_ former: TaskWatch?, _ part: Part) {
    if let former {
      if watch == nil {
        watch = former
      } else {
        watch?.precede(with: former, takesLane: !hasLane)
      }
      hasLane = hasLane || part.hasLane
    }
    isTaskDone = part.isFirst || hasLane && watch?.isFull == true
  }

  /// The last ones of two lists.
  private static func joined(_ first: [NamedEvent], _ second: [NamedEvent]) -> [NamedEvent] {
    var all = first
    var rest = second[...]
    if let last = all.last, let next = rest.first, let merged = last.merged(with: next) {
      all[all.count - 1] = merged
      rest = rest.dropFirst()
    }
    return (all + rest).suffix(EventTail.capacity)
  }
}
