import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// The events of a simulated scenario, and its inputs.
struct SimulationFeed: RunFeed {
  private let updates: BoundedStream<SourceUpdate>
  private let stepsAtOneInstant: Int
  private let pastLimit: Int
  private var thresholds: LintThresholds
  private var run: ScenarioRun?
  private var receiver = BatchReceiver()
  private(set) var past: RunPast
  /// The run as requested, and its inputs since.
  ///
  /// The model of the run, which is folded elsewhere, may be a few batches behind: another future
  /// must not miss the latest inputs.
  private var specification: RunSpecification
  private var done: [DoneInput] = []
  /// The number of the future that the run lives; the first one has the number 0.
  private var future = 0
  private var futureCount = 1
  /// The futures that were left, by their numbers.
  private var left: [Int: Future] = [:]

  /// How many futures that were left are known; beyond that, the first ones are forgotten.
  private static let mostLeft = 64

  /// A future that was left: what the user did in it, and where that was.
  private struct Future {
    var done: [DoneInput]
    var end: RunPosition
  }

  /// - Parameters:
  ///   - stepsAtOneInstant: See `ScenarioRun`.
  ///   - thresholds: The thresholds of the lints at its start.
  ///   - pastLimit: How much memory copies of the past may take, in bytes.
  init(
    _ specification: RunSpecification, _ updates: BoundedStream<SourceUpdate>,
    stepsAtOneInstant: Int, thresholds: LintThresholds, pastLimit: Int
  ) {
    (self.specification, self.updates) = (specification, updates)
    (self.stepsAtOneInstant, self.thresholds) = (stepsAtOneInstant, thresholds)
    self.pastLimit = pastLimit
    past = SimulationFeed.past(of: specification, thresholds, pastLimit)
  }

  private static func past(
    of specification: RunSpecification, _ thresholds: LintThresholds, _ limit: Int
  ) -> RunPast {
    let scenario = try? ScenarioCatalog.description(of: specification.scenario)
    return RunPast(
      of: RunStart(specification), in: scenario, thresholds: thresholds, limit: limit)
  }

  var start: RunStart { RunStart(run?.specification ?? specification) }
  var status: SourceStatus { .simulation }
  var position: RunPosition {
    RunPosition(event: past.newest.event, instant: run?.simulation.now ?? .zero)
  }
  var state: RunState { run?.simulation.state ?? .running }
  var isAtEnd: Bool { run?.simulation.state != .running }
  var isStarved: Bool { false }
  var isWholeRead: Bool { isAtEnd }
  var timeline: RunTimeline? { nil }
  var hasBegun: Bool { true }
  var next: VirtualInstant? { nil }
  var halt: SimulationHalt? { state == .stalled ? run?.simulation.halt : nil }
  var rest: FeedRest { .atNewest }
}

// MARK: Setting up

extension SimulationFeed {
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin) {
    do throws(CatalogError) { try ScenarioCatalog.check(specification) } catch {
      throw CannotBegin(message: error.description)
    }
    try setUp(specification)
    self.specification = specification
  }

  mutating func beginAgain() throws(CannotBegin) { try setUp(specification) }

  /// Replaces the run; if that fails, the current one stays.
  private mutating func setUp(_ specification: RunSpecification) throws(CannotBegin) {
    let receiver = BatchReceiver()
    let next: ScenarioRun
    do throws(CatalogError) {
      next = try ScenarioRun(
        specification, stepsAtOneInstant: stepsAtOneInstant
      ) { receiver.receive($0) }
    } catch {
      throw CannotBegin(message: error.description)
    }
    run?.simulation.tearDown()
    past = SimulationFeed.past(of: specification, thresholds, pastLimit)
    (run, done) = (next, [])
    (future, futureCount, left) = (0, 1, [:])
    deliver(from: receiver)
  }

  private mutating func deliver(from receiver: BatchReceiver) {
    self.receiver = receiver
    receiver.receive = { [past, updates] batch in
      past.append(batch)
      updates.send(.batchArrived(batch))
    }
  }

  mutating func showFirstInstant() { run?.simulation.run(until: .zero) }

  mutating func close() { run?.simulation.tearDown() }

  mutating func use(_ thresholds: LintThresholds) { self.thresholds = thresholds }
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
    simulation.runForOneEvent()
    return true
  }

  /// More events than are shown before the thread looks whether it has come far enough.
  private static var manyEvents: Int { 1 << 16 }
  /// The most events that are shown as one batch.
  private static var batchLimit: Int { 4096 }

  mutating func run(untilEvent number: Int, while shouldContinue: () -> Bool) {
    guard let simulation = run?.simulation else { return }
    let left = number - past.newest.event
    guard left <= SimulationFeed.manyEvents else {
      simulation.run(until: .endOfTime) { false }
      return
    }
    let (receiver, deliver) = (receiver, receiver.receive)
    var whole: EventBatch?
    receiver.receive = { batch in
      whole = EventBatch(
        events: (whole?.events ?? []) + batch.events, now: batch.now, state: batch.state)
    }
    repeat {
      simulation.runForOneEvent()
    } while simulation.state == .running
      && (whole?.events.count ?? 0) < min(left, SimulationFeed.batchLimit) && shouldContinue()
    receiver.receive = deliver
    if let whole { deliver(whole) }
  }

  /// It rests at its newest place.
  mutating func move(to position: RunPosition) {}

  mutating func send(_ input: RunInput) {
    guard let simulation = run?.simulation else { return }
    let timed = TimedInput(simulation.now, input)
    let before = past.newest.event
    simulation.schedule(timed)
    simulation.run(until: simulation.now)
    guard let event = past.lastInput, event > before else { return }
    done.append(DoneInput(input: timed, event: event))
  }
}

// MARK: Another future

extension SimulationFeed {
  func repetition(to place: RestoredRun) throws(CannotBegin) -> RepeatedRun? {
    let kept = done.filter { $0.event <= place.position.event }
    return try RepeatedRun(
      of: specification, kept, to: .place(place), stepsAtOneInstant: stepsAtOneInstant)
  }

  func repetition(ofFuture number: Int) throws(CannotBegin) -> RepeatedRun? {
    guard let wanted = left[number] else { return nil }
    let past = SimulationFeed.past(of: specification, thresholds, pastLimit)
    return try RepeatedRun(
      of: specification, wanted.done, to: .future(number, end: wanted.end, past),
      stepsAtOneInstant: stepsAtOneInstant)
  }

  mutating func adopt(_ next: RepeatedRun) {
    run?.simulation.tearDown()
    let former = future
    leave()
    (run, done) = (next.run, next.done)
    switch next.goal {
    case .place(let place):
      (future, futureCount) = (futureCount, futureCount + 1)
      past = past.successor(at: place.position)
      deliver(from: next.receiver)
      let change = FutureChange(from: former, to: future)
      updates.send(.branched(past, at: place.position, change))
      next.receiver.receive(
        EventBatch(
          events: next.rest, now: next.run.simulation.now, state: next.run.simulation.state))
    case .future(let number, _, let other):
      (future, left[number]) = (number, nil)
      past = other
      deliver(from: next.receiver)
      guard let newest = other.restore(other.newest), let timeline = next.timeline else { return }
      updates.send(
        .entered(past, newest, timeline, FutureChange(from: former, to: number)))
    }
  }

  private mutating func leave() {
    left[future] = Future(done: done, end: past.newest)
    guard left.count > SimulationFeed.mostLeft, let first = left.keys.min() else { return }
    left[first] = nil
  }
}
