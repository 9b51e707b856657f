import DequeModule
import WeirEvents

/// The pending inputs, in the order of their instants, and at equal instants in the order of
/// arrival.
struct InputQueue {
  private var inputs: Deque<TimedInput> = []

  /// The instant of the next input; `nil` if there is none.
  var nextInstant: VirtualInstant? { inputs.first?.instant }

  /// Adds an input. One whose instant has passed takes effect now.
  mutating func insert(_ input: TimedInput) {
    let place = inputs.lastIndex { $0.instant <= input.instant }.map { $0 + 1 } ?? 0
    inputs.insert(input, at: place)
  }

  mutating func popFirst() -> TimedInput? { inputs.popFirst() }
}
