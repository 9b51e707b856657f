import DequeModule
import WeirEngine
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// A run that happens again, event by event as far as another one has come, and its book; used by
/// one thread.
final class Repetition {
  private(set) var book: RunBook
  private var failure: SessionError?
  private var run: ScenarioRun?
  private var goal: CatchUp.Goal?
  /// Events of the goal's instant that the other run has not told yet.
  private var early: Deque<Event> = []
  private var inputCount = 0

  /// Stands before the first instant; nil where there is no such scenario.
  init?(of start: RunSpecification, _ book: RunBook) {
    self.book = book
    // What is done to the run comes with the goals.
    var specification = start
    specification.inputs = []
    run = try? ScenarioRun(specification) { [weak self] batch in self?.take(batch) }
    guard run != nil else { return nil }
  }

  /// How many steps its tasks have to end; those of some scenarios start others as they end.
  private static let patience = 10_000

  deinit { run?.simulation.tearDown(patience: Repetition.patience) }

  /// Goes on until exactly what the other run has told is in the book, or until it is told to stop.
  func follow(_ goal: CatchUp.Goal, while goesOn: () -> Bool) throws(SessionError) {
    guard let simulation = run?.simulation else { return }
    self.goal = goal
    for input in goal.inputs.dropFirst(inputCount) { simulation.schedule(input) }
    inputCount = goal.inputs.count
    takeEarlyEvents(goal)
    simulation.run(until: goal.now) { failure == nil && goesOn() }
    if let failure { throw failure }
    guard goesOn() else { return }
    try book.fold(EventBatch(events: [], now: goal.now, state: goal.state))
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

  private func missing(of goal: CatchUp.Goal) -> Int {
    max(goal.eventCount - book.analysis.eventCount, 0)
  }

  private func fold(_ batch: EventBatch) {
    guard failure == nil else { return }
    do throws(SessionError) { try book.fold(batch) } catch { failure = error }
  }
}
