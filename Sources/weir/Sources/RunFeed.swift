import WeirDashboard
import WeirEngine
import WeirEvents

/// What makes the events of a run, one after the other, as far as it is told to; used by the thread
/// of a source alone.
///
/// It sends batches as news and knows no wall time. Each function that takes a `while` comes back
/// soon after that has answered false, and goes on from there when it is called again.
protocol RunFeed: SendableMetatype {
  /// The run as it was at its start.
  var start: RunStart { get }
  /// What is known of the source now.
  var status: SourceStatus { get }
  /// The instant that the run has reached.
  var now: VirtualInstant { get }
  var state: RunState { get }
  /// Whether nothing follows by itself.
  var isAtEnd: Bool { get }
  /// Whether something may follow, and has not come yet.
  var isStarved: Bool { get }
  /// Whether it is known when the run begins: false while a log's first line has not come.
  var hasBegun: Bool { get }
  /// When the next event happens, if that is known.
  var next: VirtualInstant? { get }
  /// Why the run was given up, if it was.
  var halt: SimulationHalt? { get }
  /// What has been shown of the run.
  var history: ToldEvents.History { get }

  /// Puts another run in place of the present one, before its first event. What fails changes
  /// nothing. Only asked of a source that begins runs.
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin)
  /// Puts the run back before its first event, without what users have done to it.
  mutating func beginAgain() throws(CannotBegin)
  /// Puts the run back before its first event, with what users had done up to an instant.
  ///
  /// - Parameter limit: nil for everything.
  /// - Returns: how many things are later, and are not done any more.
  mutating func rewind(upTo limit: VirtualInstant?) throws(CannotBegin) -> Int
  /// Shows what happens at the first instant, if that is known without waiting.
  ///
  /// - Parameter isHeld: to show it event by event.
  mutating func showFirstInstant(isHeld: Bool)

  /// Shows what happens up to an instant.
  mutating func run(until limit: VirtualInstant, while goesOn: () -> Bool)
  /// Completes the way to an instant, and answers whether everything up to it has been shown.
  mutating func arrive(at target: VirtualInstant) -> Bool
  /// Shows exactly one event; false if there is none yet.
  mutating func showOneEvent() -> Bool
  /// Shows events until exactly so many have been shown, and answers whether they have.
  ///
  /// - Parameter instant: when the last one of them happens.
  mutating func run(
    toEvent count: Int, at instant: VirtualInstant, while goesOn: () -> Bool
  ) -> Bool
  /// Whether a way to an event that is under way can lead there from where the run is.
  func canReach(event count: Int, at instant: VirtualInstant) -> Bool
  /// Shows at once what has happened already and was to be shown event by event.
  mutating func showHeldEvents()
  /// Shows what happens from now on as it happens.
  mutating func stopHolding()
  mutating func send(_ input: RunInput)
  /// Lets go of what the run holds.
  mutating func close()
}

/// Why a run can't begin: two sentences.
struct CannotBegin: Error {
  var message: String
}
