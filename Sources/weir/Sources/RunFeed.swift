import WeirDashboard
import WeirEngine
import WeirEvents

/// The producer of the events of a run, one after the other, as far as requested; used only by the
/// thread of a source.
///
/// It sends batches as updates and knows no wall time. Each function with a `while` parameter
/// returns soon after that has returned `false`, and continues from there when it is called again.
protocol RunFeed: SendableMetatype {
  /// The run at its start.
  var start: RunStart { get }
  /// What is known about the source now.
  var status: SourceStatus { get }
  /// The instant that the run has reached.
  var now: VirtualInstant { get }
  var state: RunState { get }
  /// Whether nothing more follows by itself.
  var isAtEnd: Bool { get }
  /// Whether something may follow that has not arrived yet.
  var isStarved: Bool { get }
  /// Whether the first instant is known: `false` until the first line of a log has arrived.
  var hasBegun: Bool { get }
  /// The instant of the next event; `nil` if it is unknown.
  var next: VirtualInstant? { get }
  /// Why the engine gave up the run; `nil` if it did not.
  var halt: SimulationHalt? { get }
  /// The events of the run shown so far.
  var history: ShownEvents.History { get }

  /// Replaces the run by another one, before its first event. Only called on a source that can
  /// begin runs.
  ///
  /// - Throws: `CannotBegin`; the current run stays then.
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin)
  /// Resets the run to before its first event, without its inputs.
  mutating func beginAgain() throws(CannotBegin)
  /// Resets the run to before its first event, with its inputs up to an instant.
  ///
  /// - Parameter limit: The last instant of inputs that are kept; `nil` for all inputs.
  /// - Returns: How many later inputs were discarded.
  mutating func rewind(upTo limit: VirtualInstant?) throws(CannotBegin) -> Int
  /// Shows the events of the first instant, if they are known without waiting.
  ///
  /// - Parameter isHeld: Whether to hold them, to show them one by one.
  mutating func showFirstInstant(isHeld: Bool)

  /// Shows the events up to an instant.
  mutating func run(until limit: VirtualInstant, while shouldContinue: () -> Bool)
  /// Completes a seek to an instant, and returns whether everything up to it has been shown.
  mutating func arrive(at target: VirtualInstant) -> Bool
  /// Shows exactly one event; returns `false` if there is none yet.
  mutating func showOneEvent() -> Bool
  /// Shows events until exactly `count` have been shown, and returns whether they have.
  ///
  /// - Parameter instant: The instant of the last of these events.
  mutating func run(
    toEvent count: Int, at instant: VirtualInstant, while shouldContinue: () -> Bool
  ) -> Bool
  /// Whether a seek to an event can continue from where the run is.
  func canReach(event count: Int, at instant: VirtualInstant) -> Bool
  /// Shows all held events at once.
  mutating func showHeldEvents()
  /// Stops holding events: further ones are shown as they happen.
  mutating func stopHolding()
  mutating func send(_ input: RunInput)
  /// Releases the resources of the run.
  mutating func close()
}

/// Why a run can't begin, in two sentences.
struct CannotBegin: Error {
  var message: String
}
