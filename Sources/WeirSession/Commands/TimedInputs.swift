import WeirAnalysis
public import WeirEvents
import WeirLog

/// Puts the inputs of a command line into the order in which they take effect.
///
/// They are added option by option, as a parser of options hands them out, and in the usual order of the options.
public struct TimedInputs: Sendable {
  private struct Entry {
    let instant: VirtualInstant
    let place: Int
    let input: RunInput
  }

  private var entries: [Entry] = []

  public init() {}

  /// Adds an input that takes effect where its argument says; one without an instant takes effect at the start.
  public mutating func add(_ input: RunInput, at argument: TimedArgument) {
    entries.append(
      Entry(
        instant: argument.instant ?? .zero, place: argument.place ?? .max, input: input))
  }

  /// By instant, then by the place where one was given, then as they were added.
  public var ordered: [TimedInput] {
    entries.enumerated()
      .sorted { left, right in
        (left.element.instant, left.element.place, left.offset)
          < (right.element.instant, right.element.place, right.offset)
      }
      .map { TimedInput($0.element.instant, $0.element.input) }
  }
}
