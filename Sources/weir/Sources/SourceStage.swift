import Foundation
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScreen

/// What a source does with its feed: how fast that goes, the ways to instants and single events,
/// and what the screen is told of them; used by one thread.
struct SourceStage<Feed: RunFeed> {
  private let news: BoundedStream<SourceNews>
  private var feed: Feed
  private var pace: Pace
  private var journey: Journey?
  /// Where to begin, if that is not the first instant.
  private let first: VirtualInstant?
  /// Why the run was given up, once that has been told.
  private var toldHalt: SimulationHalt?
  private var toldStatus: SourceStatus?
  private var lastStatus = Duration.zero
  /// The end of the long time without events that was told last.
  private var toldGap: VirtualInstant?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// How long the thread waits between two looks at the clock while the run goes on: as long as a
  /// frame lasts, or less where a frame lasts longer than what the pace makes good in one go.
  private var beat: TimeInterval
  /// How long the run may go on before the thread looks for orders again.
  private static var breath: Duration { .milliseconds(12) }
  /// At least this long, in seconds, lies between two changes of the status but for its end.
  private static var statusInterval: TimeInterval { 0.25 }
  /// A gap between events is announced if it takes at least so many seconds of wall time.
  private static var longGap: Double { 15 }

  /// - Parameters:
  ///   - first: the instant at which to begin; nil for the first one.
  init(
    _ feed: Feed, _ news: BoundedStream<SourceNews>, speed: Double, isPaused: Bool,
    framesPerSecond: Int, from first: VirtualInstant? = nil
  ) {
    (self.feed, self.news, self.first) = (feed, news, first)
    beat = Self.beat(framesPerSecond)
    pace = Pace(speed: speed, isPaused: isPaused)
    begin = clock.now
  }

  private static func beat(_ framesPerSecond: Int) -> TimeInterval {
    1 / TimeInterval(max(framesPerSecond, 30))
  }

  /// How long there is nothing to do but to take orders; nil means until one comes, or something to
  /// show.
  var patience: TimeInterval? {
    if let place = feed.isStarved ? nil : nextMove { return place }
    return feed.status == toldStatus ? nil : Self.statusInterval
  }

  private var nextMove: TimeInterval? {
    if journey != nil { return 0 }
    return pace.isPaused || feed.isAtEnd ? nil : beat
  }

  private var wall: Duration { begin.duration(to: clock.now) }

  /// Begins the source's run.
  mutating func open() {
    news.send(.statusChanged(feed.status))
    toldStatus = feed.status
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    setOutForFirstInstant()
    guard let first else { return }
    news.send(.departed(first))
    journey = Journey(target: first, plays: !pace.isPaused)
  }

  /// Carries out orders. The answer is false after an order to stop.
  mutating func carryOut(_ orders: [SourceOrder]) -> Bool {
    for order in orders {
      switch order {
      case .pause: pause()
      case .resume: resume()
      case .step: step()
      case .setSpeed(let speed):
        pace.setSpeed(speed, at: wall, present: feed.now)
        toldGap = nil
        news.send(.speedChanged(speed))
      case .setFrameRate(let rate): beat = Self.beat(rate)
      case .send(let input): send(input)
      case .goTo(let instant): go(to: instant)
      case .stepBack(let instant): stepBack(from: instant)
      case .restart(let specification): restart(specification)
      case .beginAgain: beginAgain()
      case .stop:
        feed.close()
        return false
      }
    }
    return true
  }

  /// Lets the run go as far as wall time allows.
  mutating func advance() {
    defer {
      tellHalt()
      tellStatus()
    }
    if let journey { return travel(journey) }
    guard !pace.isPaused, !feed.isAtEnd else { return }
    let (clock, end) = (clock, clock.now + Self.breath)
    let target = pace.target(at: wall, present: feed.now)
    feed.run(until: target) { clock.now < end }
    // A log may begin late.
    if feed.now > target { pace.anchor(at: wall, feed.now) }
    tellGap()
  }
}

// MARK: Reports

extension SourceStage {
  /// Tells once why the run was given up. An input may set it going again, and then it may be given
  /// up again.
  private mutating func tellHalt() {
    let halt = feed.halt
    guard halt != toldHalt else { return }
    toldHalt = halt
    if let halt { news.send(.halted(halt)) }
  }

  private mutating func tellStatus() {
    let status = feed.status
    guard status != toldStatus else { return }
    let isPressing = status.ending != toldStatus?.ending
    guard isPressing || (wall - lastStatus).seconds >= Self.statusInterval else { return }
    (toldStatus, lastStatus) = (status, wall)
    news.send(.statusChanged(status))
  }

  /// Tells that nothing happens for a long time, and how not to wait for it.
  private mutating func tellGap() {
    guard let next = feed.next, next != toldGap else { return }
    let seconds = feed.now.duration(to: next).seconds / pace.speed
    guard seconds >= Self.longGap else { return }
    toldGap = next
    let place = TimeText.shortClock(VirtualInstant.zero.duration(to: next))
    let wait = TimeText.short(.seconds(min(seconds, 9e9).rounded()))
    news.send(
      .noticed("Nothing happens until \(place), which takes \(wait). :goto \(place) goes there."))
  }

  /// Sets a run up, and reports what happens at its first instant, or why that fails.
  private mutating func begin(
    isHeld: Bool = false, _ setUp: (inout Feed) throws(CannotBegin) -> Void
  ) -> Bool {
    do throws(CannotBegin) {
      try setUp(&feed)
    } catch {
      news.send(.refused(error.message))
      return false
    }
    (toldHalt, toldGap) = (nil, nil)
    pace.anchor(at: wall, feed.now)
    tellStatus()
    news.send(.runStarted(feed.start))
    news.send(.speedChanged(pace.speed))
    news.send(.pauseChanged(pace.isPaused))
    feed.showFirstInstant(isHeld: isHeld)
    tellHalt()
    return true
  }

  /// Shows the first instant of a run as soon as that is known.
  private mutating func setOutForFirstInstant() {
    guard !feed.hasBegun else { return }
    journey = Journey(target: .zero, plays: !pace.isPaused, isOpening: true)
  }
}

// MARK: Orders

extension SourceStage {
  private mutating func restart(_ specification: RunSpecification) {
    if let refusal = feed.status.refusal(of: .begin) { return news.send(.refused(refusal)) }
    // The run that they were meant for is over.
    journey?.dropInputs()
    endJourney()
    if begin({ feed throws(CannotBegin) in try feed.begin(specification) }) { return }
    // The screen has turned to the other run already: it goes on with this one from its start.
    _ = begin { feed throws(CannotBegin) in try feed.beginAgain() }
  }

  private mutating func beginAgain() {
    if let refusal = feed.status.refusal(of: .restart) { return news.send(.failed(refusal)) }
    journey?.dropInputs()
    endJourney()
    if feed.isAtEnd { pace.resume(at: wall, present: .zero) }
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    setOutForFirstInstant()
  }

  private mutating func pause() {
    endJourney()
    pace.pause()
    news.send(.pauseChanged(true))
  }

  private mutating func resume() {
    endJourney()
    feed.showHeldEvents()
    pace.resume(at: wall, present: feed.now)
    toldGap = nil
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
    guard pace.isPaused, !feed.showOneEvent() else { return }
    if feed.isStarved { news.send(.noticed("The next event has not come yet.")) }
  }

  /// An input takes effect when everything that is due at the present instant has happened. On a
  /// way of steps back it waits for the end of the way, and later inputs wait behind it.
  private mutating func send(_ input: RunInput) {
    if let refusal = feed.status.refusal(of: .turnKnobs) { return news.send(.failed(refusal)) }
    guard journey?.keepsInputs != true else {
      journey?.inputs.append(input)
      return
    }
    if feed.state == .stalled { pace.anchor(at: wall, feed.now) }
    feed.send(input)
  }
}

// MARK: Ways to instants and events

extension SourceStage {
  /// The way to an instant, and what users had done after it.
  private struct Journey {
    var target: VirtualInstant
    /// Whether time goes on from there.
    var plays = false
    /// Whether it leads to the first instant, and nobody has asked for it.
    var isOpening = false
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

  /// Sets out for an instant. One that has passed is reached from the run's start: the same happens
  /// again, with what users had done up to that instant.
  ///
  /// Steps back that are under way end here. For what was done on them, the run stands where they
  /// lead to, however far it has come: it takes effect there, or is let go where the target is
  /// before that.
  private mutating func go(to target: VirtualInstant) {
    var next = Journey(target: target)
    next.inputs = journey?.inputs ?? []
    next.inputPlace = max(journey?.place ?? feed.now, feed.now)
    journey?.inputs = []
    if journey?.step != nil { endJourney() }
    feed.showHeldEvents()
    if let place = next.inputPlace, target < place {
      guard canGoBack else { return stay(Journey(target: target)) }
      _ = begin { feed throws(CannotBegin) in
        next.inputsLetGo = try feed.rewind(upTo: target)
        next.dropInputs()
      }
    }
    journey = next
  }

  private var canGoBack: Bool { feed.status.capabilities.seeks }

  /// Says that there is no way back, and that the one that was asked for is at its end.
  private mutating func stay(_ journey: Journey) {
    if let refusal = feed.status.refusal(of: .seek) { news.send(.failed(refusal)) }
    self.journey = journey
    pause()
  }

  /// Goes a part of the way. What is due at the target itself happens whole, as at any other end.
  private mutating func travel(_ journey: Journey) {
    let (clock, end) = (clock, clock.now + Self.breath)
    if let step = journey.step {
      guard feed.run(toEvent: step.count, at: step.last, while: { clock.now < end }) else { return }
      if let next = step.next(feed.history) { return setOut(next) }
      // What was done on the way comes after the steps forwards.
      self.journey?.inputs = []
      pause()
      for _ in 0..<step.ahead { self.step() }
      for input in journey.inputs { send(input) }
      return
    }
    let place = journey.inputs.isEmpty ? nil : journey.inputPlace
    let target = place ?? journey.target
    feed.run(until: target) { clock.now < end }
    // A pipe may have told a part of the first instant: what follows is not waited for to play on.
    let isOpen = journey.isOpening && journey.plays && feed.hasBegun
    guard feed.arrive(at: target) || feed.isAtEnd || isOpen else { return }
    if place != nil {
      self.journey?.inputs = []
      for input in journey.inputs { send(input) }
      return
    }
    if journey.plays { resume() } else { pause() }
  }

  /// Repeats the run up to the event before the last one that was shown. Steps that are asked for
  /// on the way change only where it leads, so that many of them are one journey.
  private mutating func stepBack(from origin: VirtualInstant) {
    var step = journey?.step ?? StepBack(from: origin, feed.history)
    step.origin = origin
    let inputs = journey?.inputs ?? []
    guard canGoBack else { return stay(Journey(target: feed.now, step: step)) }
    guard feed.history.count > 0 || journey?.step != nil else {
      journey = Journey(target: feed.now, step: step, inputs: inputs)
      return pause()
    }
    step.goBack()
    setOut(step)
  }

  /// Sets out for where some steps back lead; from the run's start, unless a journey there has not
  /// passed the place yet.
  private mutating func setOut(_ step: StepBack) {
    pace.pause()
    let isOnTheWay = journey?.step != nil && feed.canReach(event: step.count, at: step.last)
    if !isOnTheWay {
      // Where it leads among the events of the first instant, setting up must not show them all.
      _ = begin(isHeld: step.last == .zero) { feed throws(CannotBegin) in
        _ = try feed.rewind(upTo: nil)
      }
    }
    journey = Journey(target: step.last, step: step, inputs: journey?.inputs ?? [])
  }

  /// Ends the way where the run is. Steps that are left of it are not made; what was done to the
  /// run on it takes effect.
  private mutating func endJourney() {
    guard let journey else { return }
    self.journey = nil
    feed.stopHolding()
    guard !journey.isOpening else { return }
    // Whether a way ended since the source did is known before its end is reported.
    tellStatus()
    news.send(
      .arrived(
        Arrival(
          target: journey.step?.origin ?? journey.target, instant: feed.now,
          inputsLetGo: journey.inputsLetGo, isStep: journey.step != nil)))
    for input in journey.inputs { send(input) }
  }
}
