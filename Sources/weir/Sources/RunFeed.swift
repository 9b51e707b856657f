import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents

/// The producer of the events of a run, one after the other, as far as requested; used only by the
/// thread of a source.
///
/// It sends batches as updates and knows no wall time, except how long ago the newest line of a
/// real program arrived. Each function with a `while` parameter
/// returns soon after that has returned `false`, and continues from there when it is called again.
protocol RunFeed: SendableMetatype {
  /// The run at its start.
  var start: RunStart { get }
  /// What is known about the source now.
  var status: SourceStatus { get }
  /// All that has happened, or has been read, so far.
  var past: RunPast { get }
  /// The place that the run has reached.
  var position: RunPosition { get }
  var state: RunState { get }
  /// Whether nothing more follows by itself.
  var isAtEnd: Bool { get }
  /// Whether something may follow that has not arrived yet.
  var isStarved: Bool { get }
  /// Whether what follows is known, but can't be read any more.
  var isLost: Bool { get }
  /// Whether time continues although nothing happens, since a real program is connected.
  var isLive: Bool { get }
  /// Whether the first instant is known: `false` until the first line of a log has arrived.
  var hasBegun: Bool { get }
  /// The instant of the next event; `nil` if it is unknown.
  var next: VirtualInstant? { get }
  /// Why the engine gave up the run; `nil` if it did not.
  var halt: SimulationHalt? { get }
  /// Whether all that will happen is in the past already; only asked of one that rests `atShown`.
  var isWholeRead: Bool { get }
  /// All of a log that has been read at a glance; `nil` for a simulation.
  var timeline: RunTimeline? { get }
  /// What happens to the run while a place of its past is shown.
  var rest: FeedRest { get }

  /// Replaces the run by another one, before its first event. Only called on a source that can
  /// begin runs.
  ///
  /// - Throws: `CannotBegin`; the current run stays then.
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin)
  /// Resets the run to before its first event, without its inputs.
  mutating func beginAgain() throws(CannotBegin)
  /// Shows the events of the first instant, if they are known without waiting.
  mutating func showFirstInstant()

  /// Shows the events up to an instant.
  mutating func run(until limit: VirtualInstant, while shouldContinue: () -> Bool)
  /// Shows some of the events up to the one with a number. Those that happen together with it may
  /// be shown as well.
  mutating func run(untilEvent number: Int, while shouldContinue: () -> Bool)
  /// Completes a run to an instant, and returns whether everything up to it has been shown.
  mutating func arrive(at target: VirtualInstant) -> Bool
  /// Shows the next event, or a few that happen together; returns `false` if there is none yet.
  mutating func showOneEvent() -> Bool
  /// Continues from another place, which is shown already.
  mutating func move(to position: RunPosition)
  mutating func send(_ input: RunInput)
  /// Uses other thresholds for lints from now on, or, of a log, for all of it: see `adoptRecount`.
  mutating func use(_ thresholds: LintThresholds)
  /// Takes the past that has been counted with other thresholds, if there is a new one. Returns
  /// whether what is shown has to be restored from it.
  mutating func adoptRecount() -> Bool
  /// Prepares to repeat the run up to a place of its past, for another future; `nil` if it can't be
  /// repeated.
  func repetition(to place: RestoredRun) throws(CannotBegin) -> RepeatedRun?
  /// Prepares to repeat a future that was left up to its end; `nil` if it is not known.
  func repetition(ofFuture number: Int) throws(CannotBegin) -> RepeatedRun?
  /// Continues as a repeated run, which has come to its goal. Returns `false` if the past can't be
  /// read to there; the current run stays then.
  mutating func adopt(_ run: RepeatedRun) -> Bool
  /// Begins to read all of it again, since its start can't be read any more, and stays where it is;
  /// returns `false` if it can't.
  mutating func readAgain() -> Bool
  /// Keeps the events that a seek needs, or playing from here if `nil`, from making room for newer
  /// ones.
  mutating func hold(for target: SeekTarget?)
  /// Lets time continue to an instant after the last event, beside a longer log; `nil` to end with
  /// that.
  mutating func continueTime(until instant: VirtualInstant?)
  /// Continues to a target after the last event, which is shown already.
  mutating func pass(to target: SeekTarget)
  /// What has happened if another run has taken the place of this one, in one sentence; `nil` if
  /// none has.
  var successor: String? { get }
  /// Continues with the run that has taken the place of this one, before its first event.
  mutating func adoptSuccessor()
  /// Releases the resources of the run.
  mutating func close()
}

extension RunFeed {
  mutating func run(untilEvent number: Int, while shouldContinue: () -> Bool) {
    _ = showOneEvent()
  }

  var isLost: Bool { false }
  mutating func adoptRecount() -> Bool { false }
  mutating func readAgain() -> Bool { false }
  mutating func hold(for target: SeekTarget?) {}
  mutating func continueTime(until instant: VirtualInstant?) {}
  mutating func pass(to target: SeekTarget) {}
  var isLive: Bool { false }
  var successor: String? { nil }
  mutating func adoptSuccessor() {}
}

/// What happens to a run while a place of its past is shown.
enum FeedRest {
  /// It rests at its newest place, and continues there or, as another future, from the place that
  /// is shown.
  case atNewest
  /// It has no newest place of its own, and continues from the place that is shown.
  case atShown
}

/// Why a run can't begin, in two sentences.
struct CannotBegin: Error {
  var message: String
}
