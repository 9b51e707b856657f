import DequeModule
import WeirEvents

/// Events that have happened and are shown one at a time; used by the run's thread alone.
final class HeldEvents: @unchecked Sendable {
  var isHolding = false
  var events: Deque<Event> = []
}
