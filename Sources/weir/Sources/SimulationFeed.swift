import DequeModule
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// The events of a simulated scenario, and its inputs.
struct SimulationFeed: RunFeed {
  private let updates: BoundedStream<SourceUpdate>
  private let stepsAtOneInstant: Int
  private let held = HeldEvents()
  private let shown = ShownEvents()
  private var run: ScenarioRun?
  /// The run as requested, and its inputs since.
  ///
  /// The model of the run, which is folded elsewhere, may be a few batches behind: a seek must not
  /// forget the latest inputs.
  private var specification: RunSpecification
  private var done: [TimedInput] = []

  /// - Parameter stepsAtOneInstant: See `ScenarioRun`.
  init(
    _ specification: RunSpecification, _ updates: BoundedStream<SourceUpdate>,
    stepsAtOneInstant: Int
  ) {
    (self.specification, self.updates) = (specification, updates)
    self.stepsAtOneInstant = stepsAtOneInstant
  }

  var start: RunStart { RunStart(run?.specification ?? specification) }
  var status: SourceStatus { .simulation }
  var now: VirtualInstant { run?.simulation.now ?? .zero }
  var state: RunState { run?.simulation.state ?? .running }
  var isAtEnd: Bool { run?.simulation.state != .running }
  var isStarved: Bool { false }
  var hasBegun: Bool { true }
  var next: VirtualInstant? { nil }
  var halt: SimulationHalt? { state == .stalled ? run?.simulation.halt : nil }
  var history: ShownEvents.History { shown.history }
}

// MARK: Setting up

extension SimulationFeed {
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin) {
    do throws(CatalogError) { try ScenarioCatalog.check(specification) } catch {
      throw CannotBegin(message: error.description)
    }
    try setUp(specification, done: [])
    self.specification = specification
  }

  mutating func beginAgain() throws(CannotBegin) { try setUp(specification, done: []) }

  mutating func rewind(upTo limit: VirtualInstant?) throws(CannotBegin) -> Int {
    let kept = done.filter { $0.instant <= limit ?? .endOfTime }
    let count = done.count - kept.count
    try setUp(specification, done: kept)
    return count
  }

  /// Replaces the run; if that fails, the current one stays.
  private mutating func setUp(
    _ specification: RunSpecification, done: [TimedInput]
  ) throws(CannotBegin) {
    var whole = specification
    whole.inputs += done
    let next: ScenarioRun
    do throws(CatalogError) {
      next = try ScenarioRun(
        whole, stepsAtOneInstant: stepsAtOneInstant
      ) { [held, shown, updates] batch in
        if held.isHolding {
          held.events += batch.events
        } else {
          shown.note(batch.events)
          updates.send(.batchArrived(batch))
        }
      }
    } catch {
      throw CannotBegin(message: error.description)
    }
    run?.simulation.tearDown()
    (run, self.done) = (next, done)
    held.isHolding = false
    held.events = []
    shown.forget()
  }

  mutating func showFirstInstant(isHeld: Bool) {
    held.isHolding = isHeld
    run?.simulation.run(until: .zero)
  }

  mutating func close() { run?.simulation.tearDown() }
}

// MARK: Advancing

extension SimulationFeed {
  mutating func run(until limit: VirtualInstant, while shouldContinue: () -> Bool) {
    run?.simulation.run(until: limit, while: shouldContinue)
  }

  mutating func arrive(at target: VirtualInstant) -> Bool {
    guard let simulation = run?.simulation else { return true }
    if simulation.now >= target { simulation.run(until: target) }
    return simulation.now >= target
  }

  mutating func showOneEvent() -> Bool {
    guard let simulation = run?.simulation else { return false }
    if held.events.isEmpty {
      held.isHolding = true
      simulation.runForOneEvent()
      held.isHolding = false
    }
    if let event = held.events.popFirst() {
      show([event], at: event.instant)
    } else {
      show([], at: simulation.now)
    }
    return true
  }

  /// Holds the events of the last instant, to show them one at a time.
  mutating func run(
    toEvent count: Int, at instant: VirtualInstant, while shouldContinue: () -> Bool
  ) -> Bool {
    let target = before(instant)
    run(until: target, while: shouldContinue)
    guard arrive(at: target) || isAtEnd else { return false }
    if let simulation = run?.simulation { show(upTo: count, simulation) }
    return true
  }

  func canReach(event count: Int, at instant: VirtualInstant) -> Bool {
    !held.isHolding && held.events.isEmpty && instant > .zero && shown.count <= count
      && now <= before(instant)
  }

  private func before(_ instant: VirtualInstant) -> VirtualInstant {
    VirtualInstant(nanoseconds: max(instant.nanoseconds - 1, 0))
  }

  /// Advances by one nanosecond, so that the events of one more instant happen, and shows as many
  /// as are missing.
  private func show(upTo count: Int, _ simulation: Simulation) {
    held.isHolding = true
    simulation.run(until: simulation.now.advanced(by: .nanoseconds(1)))
    held.isHolding = false
    let missing = Array(held.events.prefix(max(count - shown.count, 0)))
    held.events.removeFirst(missing.count)
    show(missing, at: missing.last?.instant ?? shown.last)
  }

  mutating func showHeldEvents() {
    held.isHolding = false
    guard !held.events.isEmpty else { return }
    let events = Array(held.events)
    held.events = []
    show(events, at: now)
  }

  mutating func stopHolding() { held.isHolding = false }

  mutating func send(_ input: RunInput) {
    guard let simulation = run?.simulation else { return }
    showHeldEvents()
    let timed = TimedInput(simulation.now, input)
    if simulation.state != .finished { done.append(timed) }
    simulation.schedule(timed)
    simulation.run(until: simulation.now)
  }

  private func show(_ events: [Event], at now: VirtualInstant) {
    shown.note(events)
    let state = held.events.isEmpty ? self.state : .running
    updates.send(.batchArrived(EventBatch(events: events, now: now, state: state)))
  }
}
