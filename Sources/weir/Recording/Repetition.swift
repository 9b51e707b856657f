import WeirSession
import DequeModule
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios

/// A run that is repeated, event by event as far as another one has come, and written to a log;
/// used by one thread.
final class Repetition {
  private(set) var writer: SessionWriter
  private var model: RunModel
  private var failure: SessionError?
  private var run: ScenarioRun?
  private var goal: CatchUp.Goal?
  /// Events of the goal's instant that the other run has not had yet.
  private var early: Deque<Event> = []
  private var inputCount = 0

  /// Creates a repetition before the first instant; `nil` if this program can't repeat the run.
  ///
  /// - Parameter model: The model of the run at its start, without any event.
  init?(of model: RunModel, _ writer: SessionWriter) {
    (self.model, self.writer) = (model, writer)
    // The inputs come with the goals.
    guard var specification = model.start.specification else { return nil }
    specification.inputs = []
    run = try? ScenarioRun(specification) { [weak self] batch in self?.take(batch) }
    guard run != nil else { return nil }
  }

  /// How many steps its tasks get to end; those of some scenarios start others as they end.
  private static let tearDownSteps = 10_000

  deinit { run?.simulation.tearDown(maximumSteps: Repetition.tearDownSteps) }

  /// How many events are in the log.
  var eventCount: Int { model.analysis.eventCount }

  /// Continues until the log contains exactly the events of the other run, or `shouldContinue`
  /// returns `false`.
  func follow(_ goal: CatchUp.Goal, while shouldContinue: () -> Bool) throws(SessionError) {
    guard let simulation = run?.simulation else { return }
    self.goal = goal
    for input in goal.inputs.dropFirst(inputCount) { simulation.schedule(input) }
    inputCount = goal.inputs.count
    takeEarlyEvents(goal)
    simulation.run(until: goal.now) { failure == nil && shouldContinue() }
    if let failure { throw failure }
    guard shouldContinue() else { return }
    try writer.write(model.fold(EventBatch(events: [], now: goal.now, state: goal.state)))
  }

  /// Writes the changes that give the log the findings of the other run, whose lints may have used
  /// other thresholds for a while.
  func adoptFindings(of goal: CatchUp.Goal) throws(SessionError) {
    var batch = model.close(EventBatch(events: [], now: goal.now, state: goal.state))
    let changes =
      batch.lastingFindings.filter { !goal.findings.contains($0) }.map(FindingChange.cleared)
      + goal.findings.filter { !batch.lastingFindings.contains($0) }.map(FindingChange.raised)
    batch.lastingChanges = changes.map {
      TimedFindingChange(instant: goal.now, eventsBefore: goal.eventCount, change: $0)
    }
    try writer.write(batch)
  }

  private func takeEarlyEvents(_ goal: CatchUp.Goal) {
    let events = Array(early.prefix(missing(of: goal)))
    guard let last = events.last else { return }
    early.removeFirst(events.count)
    fold(EventBatch(events: events, now: last.instant, state: .running))
  }

  private func take(_ batch: EventBatch) {
    guard let goal else { return early.append(contentsOf: batch.events) }
    let events = Array(batch.events.prefix(early.isEmpty ? missing(of: goal) : 0))
    early.append(contentsOf: batch.events.dropFirst(events.count))
    fold(EventBatch(events: events, now: min(batch.now, goal.now), state: .running))
  }

  private func missing(of goal: CatchUp.Goal) -> Int { max(goal.eventCount - eventCount, 0) }

  private func fold(_ batch: EventBatch) {
    guard failure == nil else { return }
    do throws(SessionError) { try writer.write(model.fold(batch)) } catch { failure = error }
  }
}
