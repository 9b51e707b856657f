import WeirEvents
import WeirWording

/// What the screen shows of the past of a run besides its last events: those that pass a filter,
/// and what a task did.
public struct EventInterest: Sendable, Hashable {
  /// The filter as it was typed; empty if there is none.
  let filter: String
  /// The task whose page is open.
  let task: TaskID?

  init(filter: String = "", task: TaskID? = nil) { (self.filter, self.task) = (filter, task) }

  /// Nothing.
  public static let none = EventInterest()
}

/// The last events before a place that are of interest, however long ago they happened.
public struct FoundEvents: Sendable {
  /// What was looked for.
  public let interest: EventInterest
  /// The place.
  public let position: RunPosition
  /// Those that pass the filter, the oldest first.
  let passing: [NamedEvent]
  /// What the task did; `nil` if it is not known.
  let watch: TaskWatch?
}
