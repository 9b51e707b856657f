import WeirAnalysis
public import WeirEvents
import WeirLog

/// The inputs of a command line, sorted in the order in which they take effect.
///
/// Add them option by option, as an option parser returns them, in the usual order of the options.
public struct TimedInputs: Sendable {
  private struct Entry {
    let instant: VirtualInstant
    let place: Int
    let input: RunInput
  }

  private var entries: [Entry] = []

  /// Creates an empty list of inputs.
  public init() {}

  /// Adds an input that takes effect when its argument says; one without an instant, at the start.
  public mutating func add(_ input: RunInput, at argument: TimedArgument) {
    entries.append(
      Entry(
        instant: argument.instant ?? .zero, place: argument.place ?? .max, input: input))
  }

  /// The inputs by instant, then by position if given, then as they were added.
  public var ordered: [TimedInput] {
    entries.enumerated()
      .sorted { left, right in
        (left.element.instant, left.element.place, left.offset)
          < (right.element.instant, right.element.place, right.offset)
      }
      .map { TimedInput($0.element.instant, $0.element.input) }
  }
}
