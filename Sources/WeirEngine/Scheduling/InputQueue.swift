import DequeModule
import WeirEvents

/// The inputs that are still to come, in the order of their instants; equal instants in the order
/// of their coming.
struct InputQueue {
  private var inputs: Deque<TimedInput> = []

  /// The instant of the next input.
  var nextInstant: VirtualInstant? { inputs.first?.instant }

  /// Takes an input in. One whose instant has passed takes effect now.
  mutating func insert(_ input: TimedInput) {
    let place = inputs.lastIndex { $0.instant <= input.instant }.map { $0 + 1 } ?? 0
    inputs.insert(input, at: place)
  }

  mutating func popFirst() -> TimedInput? { inputs.popFirst() }
}
