import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// A run that is repeated, without being shown, up to a place, from which it continues as another
/// future; used only by the thread of a source.
final class RepeatedRun {
  /// Where it leads.
  enum Goal {
    /// To a place of the past, as it is shown.
    case place(RestoredRun)
    /// To the end of a future that was left, which fills a past of its own meanwhile.
    /// Its digest there is `nil` if it isn't known.
    case future(Int, end: RunPosition, digest: String?, RunPast)

    var position: RunPosition {
      switch self {
      case .place(let place): place.position
      case .future(_, let end, _, _): end
      }
    }
  }

  let goal: Goal
  /// The user's inputs up to there.
  let done: [DoneInput]
  let run: ScenarioRun
  let receiver: BatchReceiver
  private let found = Found()

  /// What has happened in the repetition.
  private final class Found {
    var digest = TraceDigest()
    /// The digest at the place.
    var digestThere: String?
    /// The events after the place at its instant: they happen in any future.
    var rest: [Event] = []
    /// What fills the past of a future that was left.
    var writer: PastWriter?
  }

  /// Sets up a repetition.
  ///
  /// - Parameters:
  ///   - specification: The run as it was requested.
  ///   - done: The user's inputs up to the goal.
  init(
    of specification: RunSpecification, _ done: [DoneInput], to goal: Goal, stepsAtOneInstant: Int
  ) throws(CannotBegin) {
    var whole = specification
    whole.inputs += done.map(\.input)
    let receiver = BatchReceiver()
    do throws(CatalogError) {
      run = try ScenarioRun(whole, stepsAtOneInstant: stepsAtOneInstant) { receiver.receive($0) }
    } catch {
      throw CannotBegin(message: error.description)
    }
    (self.goal, self.done, self.receiver) = (goal, done, receiver)
    let count = goal.position.event
    if count == 0 { found.digestThere = found.digest.hexadecimal }
    if case .future(_, _, _, let past) = goal { found.writer = PastWriter(past) }
    receiver.receive = { [found] batch in
      found.writer?.append(batch)
      for event in batch.events {
        guard found.digest.eventCount < count else {
          found.rest.append(event)
          continue
        }
        found.digest.fold(event)
        if found.digest.eventCount == count { found.digestThere = found.digest.hexadecimal }
      }
    }
  }

  /// Continues, and returns whether the place has been reached.
  func advance(while shouldContinue: () -> Bool) -> Bool {
    let instant = goal.position.instant
    run.simulation.run(until: instant, while: shouldContinue)
    guard shouldContinue() || run.simulation.now >= instant else { return false }
    run.simulation.run(until: instant)
    return run.simulation.now >= instant || run.simulation.state != .running
  }

  /// How many steps its tasks get to end; those of some scenarios start others as they end.
  private static let tearDownSteps = 10_000

  /// Ends it without its place.
  func tearDown() { run.simulation.tearDown(maximumSteps: RepeatedRun.tearDownSteps) }

  /// How much has been repeated, from 0 to 1.
  var share: Double {
    let count = max(goal.position.event, 1)
    return min(Double(found.digest.eventCount) / Double(count), 1)
  }

  /// Whether the repetition, once it has come to its goal, is what was there.
  var isExact: Bool {
    switch goal {
    case .place(let place): found.digestThere == place.digest
    case .future(_, _, let digest?, _): found.digestThere == digest
    case .future(_, _, nil, _): found.digestThere != nil
    }
  }

  /// All of a future that was left at a glance; `nil` for a place.
  var timeline: RunTimeline? { found.writer?.timeline }

  /// The events after the place at its instant.
  var rest: [Event] { found.rest }
}
