import DequeModule
import Foundation
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

/// A run, how fast it goes, and the events that it has made and not shown yet; used by one thread.
struct LiveStage {
  private let news: BoundedStream<LiveRunner.News>
  private var pace: Pace
  private var run: ScenarioRun?
  /// The run as it was asked for, and what users have done to it since.
  ///
  /// The run's model, which others fold, is a few batches behind: a journey may not forget what was
  /// done a moment ago.
  private var start: RunSpecification?
  private var done: [TimedInput] = []
  private var journey: Journey?
  private let held = HeldEvents()
  private let told = ToldEvents()
  private let stepsAtOneInstant: Int
  /// Why the run was given up, once that has been told.
  private var toldHalt: SimulationHalt?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// How long the thread waits between two looks at the clock while the run goes on: as long as a frame lasts, or less
  /// where a frame lasts longer than what the pace makes good in one go.
  private var beat: TimeInterval
  /// How long the run may go on before the thread looks for orders again.
  private static let breath = Duration.milliseconds(12)

  init(
    _ news: BoundedStream<LiveRunner.News>, speed: Double, isPaused: Bool, framesPerSecond: Int,
    stepsAtOneInstant: Int
  ) {
    self.news = news
    self.stepsAtOneInstant = stepsAtOneInstant
    beat = LiveStage.beat(framesPerSecond)
    pace = Pace(speed: speed, isPaused: isPaused)
    begin = clock.now
  }

  /// How long there is nothing to do but to take orders; nil means until one comes.
  var patience: TimeInterval? {
    if journey != nil { return 0 }
    return pace.isPaused || run?.simulation.state != .running ? nil : beat
  }

  private var wall: Duration { begin.duration(to: clock.now) }

  private var present: VirtualInstant { run?.simulation.now ?? .zero }

  /// Sets up a run in place of the present one, and tells what happened at its first instant.
  mutating func begin(_ specification: RunSpecification) {
    // The run that they were meant for is over.
    journey?.dropInputs()
    endJourney()
    done = []
    do throws(CatalogError) {
      try ScenarioCatalog.check(specification)
      try setUp(specification)
      start = specification
    } catch {
      // The screen has turned to the other run already: it goes on with this one from its start.
      news.send(.refused(error.description))
      if let start { setUpAgain(start) }
    }
  }

  /// Sets up the present run with other inputs. Should that fail, it goes on as it is, and the
  /// screen is told why.
  private mutating func setUpAgain(_ specification: RunSpecification) {
    do throws(CatalogError) {
      try setUp(specification)
    } catch {
      news.send(.refused(error.description))
    }
  }

  /// Puts a run in place of the present one, which stays where that fails.
  private mutating func setUp(_ specification: RunSpecification) throws(CatalogError) {
    let next = try ScenarioRun(
      specification, stepsAtOneInstant: stepsAtOneInstant
    ) { [held, told, news] batch in
      if held.isHolding {
        held.events += batch.events
      } else {
        told.note(batch.events)
        news.send(.batchArrived(batch))
      }
    }
    run?.simulation.tearDown()
    run = next
    held.events = []
    told.forget()
    toldHalt = nil
    pace.anchor(at: wall, .zero)
    news.send(.runStarted(specification))
    news.send(.speedChanged(pace.speed))
    news.send(.pauseChanged(pace.isPaused))
    run?.simulation.run(until: .zero)
    tellHalt()
  }

  private static func beat(_ framesPerSecond: Int) -> TimeInterval {
    1 / TimeInterval(max(framesPerSecond, 30))
  }

  /// Does as it is told. The answer is false when it is told to stop.
  mutating func carryOut(_ orders: [LiveRunner.Order]) -> Bool {
    for order in orders {
      switch order {
      case .pause: pause()
      case .resume: resume()
      case .step: step()
      case .setSpeed(let speed):
        pace.setSpeed(speed, at: wall, present: present)
        news.send(.speedChanged(speed))
      case .setFrameRate(let rate): beat = LiveStage.beat(rate)
      case .send(let input): send(input)
      case .goTo(let instant): go(to: instant)
      case .stepBack(let instant): stepBack(from: instant)
      case .restart(let specification): begin(specification)
      case .stop:
        run?.simulation.tearDown()
        return false
      }
    }
    return true
  }

  /// Lets the run go as far as wall time allows.
  mutating func advance() {
    defer { tellHalt() }
    if let journey { return travel(journey) }
    guard !pace.isPaused, let simulation = run?.simulation, simulation.state == .running else {
      return
    }
    let end = clock.now + LiveStage.breath
    simulation.run(until: pace.target(at: wall, present: present)) { clock.now < end }
  }

  /// Tells once why the run was given up. An input may set it going again, and then it may be given
  /// up again.
  private mutating func tellHalt() {
    let halt = run?.simulation.state == .stalled ? run?.simulation.halt : nil
    guard halt != toldHalt else { return }
    toldHalt = halt
    if let halt { news.send(.halted(halt)) }
  }

  private mutating func pause() {
    endJourney()
    pace.pause()
    news.send(.pauseChanged(true))
  }

  private mutating func resume() {
    endJourney()
    showHeldEvents()
    pace.resume(at: wall, present: present)
    news.send(.pauseChanged(false))
  }

  /// Shows one more event: one that is held back, or the first of what happens next.
  ///
  /// On the way to an instant there is no single event to show: the way ends there.
  private mutating func step() {
    if var step = journey?.step {
      step.goForwards()
      return setOut(step)
    }
    guard journey == nil else { return pause() }
    guard pace.isPaused, let simulation = run?.simulation else { return }
    if held.events.isEmpty {
      held.isHolding = true
      simulation.runForOneEvent()
      held.isHolding = false
    }
    guard let event = held.events.popFirst() else { return tell([], at: simulation.now) }
    tell([event], at: event.instant)
  }

  /// An input takes effect when everything that is due at the present instant has happened. On a
  /// way of steps back it waits for the end of the way, and later inputs wait behind it.
  private mutating func send(_ input: RunInput) {
    guard journey?.keepsInputs != true else {
      journey?.inputs.append(input)
      return
    }
    guard let simulation = run?.simulation else { return }
    showHeldEvents()
    if simulation.state == .stalled { pace.anchor(at: wall, present) }
    let timed = TimedInput(simulation.now, input)
    if simulation.state != .finished { done.append(timed) }
    simulation.schedule(timed)
    simulation.run(until: simulation.now)
  }

  private func showHeldEvents() {
    guard !held.events.isEmpty else { return }
    let events = Array(held.events)
    held.events = []
    tell(events, at: present)
  }

  private func tell(_ events: [Event], at now: VirtualInstant) {
    told.note(events)
    let state = held.events.isEmpty ? run?.simulation.state ?? .running : .running
    news.send(.batchArrived(EventBatch(events: events, now: now, state: state)))
  }
}

extension LiveStage {
  /// The way to an instant, and what a person had done after it.
  private struct Journey {
    var target: VirtualInstant
    var inputsLetGo = 0
    /// The steps back that lead there.
    var step: StepBack?
    /// What was done to the run on the way of steps back, and has not taken effect.
    var inputs: [RunInput] = []
    /// Where the inputs take effect, when another way has taken the place of the steps back.
    var inputPlace: VirtualInstant?

    var keepsInputs: Bool { step != nil || !inputs.isEmpty }

    /// Where the run will stand once the inputs have taken effect; nil where the way has none to
    /// wait for.
    var place: VirtualInstant? { step?.last ?? inputPlace }

    mutating func dropInputs() {
      inputsLetGo += inputs.count
      inputs = []
    }
  }

  /// Sets out for an instant. One that has passed is reached from the run's start: the same happens again, with what a person
  /// had done up to that instant.
  ///
  /// Steps back that are under way end here. For what was done on them, the run stands where they
  /// lead to, however far it has come: it takes effect there, or is let go where the target is
  /// before that.
  private mutating func go(to target: VirtualInstant) {
    var next = Journey(target: target)
    next.inputs = journey?.inputs ?? []
    next.inputPlace = max(journey?.place ?? present, present)
    journey?.inputs = []
    if journey?.step != nil { endJourney() }
    held.isHolding = false
    showHeldEvents()
    if let place = next.inputPlace, target < place, var specification = start {
      let kept = done.filter { $0.instant <= target }
      next.inputsLetGo = done.count - kept.count
      next.dropInputs()
      done = kept
      specification.inputs += kept
      setUpAgain(specification)
    }
    journey = next
  }

  /// Goes a part of the way. What is due at the target itself happens whole, as at any other end.
  private mutating func travel(_ journey: Journey) {
    guard let simulation = run?.simulation else { return endJourney() }
    let end = clock.now + LiveStage.breath
    let place = journey.inputs.isEmpty ? nil : journey.inputPlace
    let target = place ?? journey.target
    simulation.run(until: target) { clock.now < end }
    if simulation.now >= target { simulation.run(until: target) }
    guard simulation.now >= target || simulation.state != .running else { return }
    if place != nil {
      self.journey?.inputs = []
      for input in journey.inputs { send(input) }
      return
    }
    guard let step = journey.step else { return pause() }
    tell(upTo: step.count, simulation)
    if let next = step.next(told.history) { return setOut(next) }
    // What was done on the way comes after the steps forwards.
    self.journey?.inputs = []
    pause()
    for _ in 0..<step.ahead { self.step() }
    for input in journey.inputs { send(input) }
  }

  /// Repeats the run up to the event before the last one that was told. Steps that are asked for on
  /// the way change only where it leads, so that many of them are one journey.
  private mutating func stepBack(from origin: VirtualInstant) {
    var step = journey?.step ?? StepBack(from: origin, told.history)
    step.origin = origin
    guard told.count > 0 || journey?.step != nil else {
      journey = Journey(target: present, step: step, inputs: journey?.inputs ?? [])
      return pause()
    }
    step.goBack()
    setOut(step)
  }

  /// Sets out for where some steps back lead; from the run's start, unless a journey there has not
  /// passed the place yet. The events of its last instant are held, to be told one at a time.
  private mutating func setOut(_ step: StepBack) {
    pace.pause()
    let target = VirtualInstant(nanoseconds: max(step.last.nanoseconds - 1, 0))
    let isOnTheWay =
      journey?.step != nil && !held.isHolding && held.events.isEmpty && step.last > .zero
      && told.count <= step.count && present <= target
    if !isOnTheWay, var specification = start {
      specification.inputs += done
      // Where it leads among the events of the first instant, setting up must not tell them all.
      held.isHolding = step.last == .zero
      setUpAgain(specification)
    }
    journey = Journey(target: target, step: step, inputs: journey?.inputs ?? [])
  }

  /// Goes on by one nanosecond, so that the events of one more instant happen, and tells as many as
  /// are still to be told.
  private func tell(upTo count: Int, _ simulation: Simulation) {
    held.isHolding = true
    simulation.run(until: simulation.now.advanced(by: .nanoseconds(1)))
    held.isHolding = false
    let missing = Array(held.events.prefix(max(count - told.count, 0)))
    held.events.removeFirst(missing.count)
    tell(missing, at: missing.last?.instant ?? told.last)
  }

  /// Ends the way where the run is. Steps that are left of it are not made; what was done to the
  /// run on it takes effect.
  private mutating func endJourney() {
    held.isHolding = false
    guard let journey else { return }
    self.journey = nil
    news.send(
      .arrived(
        Arrival(
          target: journey.step?.origin ?? journey.target, instant: present,
          inputsLetGo: journey.inputsLetGo, isStep: journey.step != nil)))
    for input in journey.inputs { send(input) }
  }
}
