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
    /// Its digest there; `nil` if that can't be known any more.
    var digest: String?
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
    guard done.count + specification.inputs.count < RunModel.inputLimit else {
      return updates.send(.failed(SimulationFeed.hasAllInputs))
    }
    let timed = TimedInput(simulation.now, input)
    let before = past.newest.event
    simulation.schedule(timed)
    simulation.run(until: simulation.now)
    guard let event = past.lastInput, event > before else { return }
    done.append(DoneInput(input: timed, event: event))
  }

  /// With more, the run could not be repeated.
  private static var hasAllInputs: String {
    "The run has had \(RunModel.inputLimit) inputs, and takes no more. Restart it to change it."
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
      of: specification, wanted.done,
      to: .future(number, end: wanted.end, digest: wanted.digest, past),
      stepsAtOneInstant: stepsAtOneInstant)
  }

  mutating func adopt(_ next: RepeatedRun) -> Bool {
    switch next.goal {
    case .place(let place): begin(next, at: place.position)
    case .future(let number, _, _, let other): enter(next, number, other)
    }
  }

  /// Continues as another future that begins at a place.
  private mutating func begin(_ next: RepeatedRun, at place: RunPosition) -> Bool {
    let outcome = Future(done: done, end: past.newest, digest: digest)
    guard let other = past.successor(at: place) else { return false }
    let change = FutureChange(from: future, to: futureCount)
    leave(outcome)
    futureCount += 1
    live(next, change.to, other)
    updates.send(.branched(past, at: place, change))
    next.receiver.receive(
      EventBatch(
        events: next.rest, now: next.run.simulation.now, state: next.run.simulation.state))
    return true
  }

  /// Continues as a future that was left.
  private mutating func enter(_ next: RepeatedRun, _ number: Int, _ other: RunPast) -> Bool {
    guard let newest = other.restore(other.newest), let timeline = next.timeline else {
      return false
    }
    let change = FutureChange(from: future, to: number)
    leave(Future(done: done, end: past.newest, digest: digest))
    left[number] = nil
    live(next, number, other)
    updates.send(.entered(past, newest, timeline, change))
    return true
  }

  private mutating func live(_ next: RepeatedRun, _ number: Int, _ other: RunPast) {
    run?.simulation.tearDown()
    (run, done, future, past) = (next.run, next.done, number, other)
    deliver(from: next.receiver)
  }

  /// The digest of the events so far; `nil` if they can't be read any more.
  private var digest: String? { past.restore(past.newest)?.digest }

  private mutating func leave(_ outcome: Future) {
    left[future] = outcome
    guard left.count > SimulationFeed.mostLeft, let first = left.keys.min() else { return }
    left[first] = nil
  }
}
