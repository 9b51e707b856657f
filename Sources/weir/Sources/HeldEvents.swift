import DequeModule
import WeirEvents

/// Events that have happened and are shown one at a time; used only by the thread of the run.
final class HeldEvents: @unchecked Sendable {
  var isHolding = false
  var events: Deque<Event> = []
}
