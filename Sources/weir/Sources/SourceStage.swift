import Foundation
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScreen

/// Drives the feed of a source: its speed, seeks to instants and single steps, and the updates to
/// the screen; used by one thread.
struct SourceStage<Feed: RunFeed> {
  private let news: BoundedStream<SourceNews>
  private var feed: Feed
  private var pace: Pace
  private var journey: Journey?
  /// The instant at which to begin; `nil` for the first one.
  private let first: VirtualInstant?
  /// The halt of the run that was reported last.
  private var toldHalt: SimulationHalt?
  private var toldStatus: SourceStatus?
  private var lastStatus = Duration.zero
  /// The end of the last announced gap between events.
  private var toldGap: VirtualInstant?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// How long the thread waits between two checks of the clock while the run advances, in seconds:
  /// one frame, or less if a frame is longer than the time that the pace makes up at once.
  private var beat: TimeInterval
  /// How long the run may advance before the thread checks for commands again.
  private static var breath: Duration { .milliseconds(12) }
  /// The minimum time between two reports of the status, in seconds, except for its end.
  private static var statusInterval: TimeInterval { 0.25 }
  /// The minimum length of an announced gap between events, in seconds of wall time.
  private static var longGap: Double { 15 }

  /// - Parameters:
  ///   - first: The instant at which to begin; `nil` for the first one.
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

  /// How long the thread can wait for commands, in seconds; `nil` means until there is a command,
  /// or something to show.
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

  /// Carries out commands. Returns `false` after a command to stop.
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

  /// Advances the run as far as wall time allows.
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
  /// Reports once why the run was given up. An input may make it continue, and then it may be given
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

  /// Announces that nothing happens for a long time, and how to skip that.
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

  /// Sets up a run, and reports the events of its first instant, or why setting up failed.
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

  /// Shows the first instant of a run as soon as it is known.
  private mutating func setOutForFirstInstant() {
    guard !feed.hasBegun else { return }
    journey = Journey(target: .zero, plays: !pace.isPaused, isOpening: true)
  }
}

// MARK: Commands

extension SourceStage {
  private mutating func restart(_ specification: RunSpecification) {
    if let refusal = feed.status.refusal(of: .begin) { return news.send(.refused(refusal)) }
    // The run for which they were meant is over.
    journey?.dropInputs()
    endJourney()
    if begin({ feed throws(CannotBegin) in try feed.begin(specification) }) { return }
    // The screen has already switched to the other run: it continues with this one from its start.
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

  /// Shows one more event: a held one, or the next that happens.
  ///
  /// During a seek to an instant there is no single event to show: the seek ends.
  private mutating func step() {
    if var step = journey?.step {
      step.goForwards()
      return setOut(step)
    }
    guard journey == nil else { return pause() }
    guard pace.isPaused, !feed.showOneEvent() else { return }
    if feed.isStarved { news.send(.noticed("The next event has not come yet.")) }
  }

  /// An input takes effect when everything due at the current instant has happened. During steps
  /// back it waits for their end, and later inputs wait behind it.
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

// MARK: Seeking

extension SourceStage {
  /// A seek to an instant, with the inputs that wait for its end.
  private struct Journey {
    var target: VirtualInstant
    /// Whether time continues from there.
    var plays = false
    /// Whether it leads to the first instant, without a request.
    var isOpening = false
    var inputsLetGo = 0
    /// The steps back that lead there, if any.
    var step: StepBack?
    /// Inputs sent during steps back that have not taken effect yet.
    var inputs: [RunInput] = []
    /// The instant at which the inputs take effect, if another seek has replaced the steps back.
    var inputPlace: VirtualInstant?

    var keepsInputs: Bool { step != nil || !inputs.isEmpty }

    /// Where the run will be once the inputs have taken effect; `nil` if there are none to wait
    /// for.
    var place: VirtualInstant? { step?.last ?? inputPlace }

    mutating func dropInputs() {
      inputsLetGo += inputs.count
      inputs = []
    }
  }

  /// Starts a seek to an instant. A past instant is reached from the start of the run: the run is
  /// repeated with its inputs up to that instant.
  ///
  /// Steps back in progress end here. Inputs sent during them take effect where the steps would
  /// have led, or are discarded if the target is before that.
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

  /// Reports that seeking is not possible, and ends the requested seek.
  private mutating func stay(_ journey: Journey) {
    if let refusal = feed.status.refusal(of: .seek) { news.send(.failed(refusal)) }
    self.journey = journey
    pause()
  }

  /// Advances a seek by a part. Everything due at the target itself happens, as at any other end.
  private mutating func travel(_ journey: Journey) {
    let (clock, end) = (clock, clock.now + Self.breath)
    if let step = journey.step {
      guard feed.run(toEvent: step.count, at: step.last, while: { clock.now < end }) else { return }
      if let next = step.next(feed.history) { return setOut(next) }
      // Inputs sent during the seek come after the steps forward.
      self.journey?.inputs = []
      pause()
      for _ in 0..<step.ahead { self.step() }
      for input in journey.inputs { send(input) }
      return
    }
    let place = journey.inputs.isEmpty ? nil : journey.inputPlace
    let target = place ?? journey.target
    feed.run(until: target) { clock.now < end }
    // A pipe may have sent only a part of the first instant: playing does not wait for the rest.
    let isOpen = journey.isOpening && journey.plays && feed.hasBegun
    guard feed.arrive(at: target) || feed.isAtEnd || isOpen else { return }
    if place != nil {
      self.journey?.inputs = []
      for input in journey.inputs { send(input) }
      return
    }
    if journey.plays { resume() } else { pause() }
  }

  /// Repeats the run up to the event before the last one shown. Steps requested meanwhile only
  /// change the target, so that many of them are one seek.
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

  /// Starts a seek to the target of steps back, from the start of the run unless a seek in progress
  /// has not passed the target yet.
  private mutating func setOut(_ step: StepBack) {
    pace.pause()
    let isOnTheWay = journey?.step != nil && feed.canReach(event: step.count, at: step.last)
    if !isOnTheWay {
      // If the target is within the first instant, setting up must not show all of its events.
      _ = begin(isHeld: step.last == .zero) { feed throws(CannotBegin) in
        _ = try feed.rewind(upTo: nil)
      }
    }
    journey = Journey(target: step.last, step: step, inputs: journey?.inputs ?? [])
  }

  /// Ends the seek where the run is. Remaining steps are dropped; inputs sent during it take
  /// effect.
  private mutating func endJourney() {
    guard let journey else { return }
    self.journey = nil
    feed.stopHolding()
    guard !journey.isOpening else { return }
    // The end of the source must be reported before the end of the seek that it caused.
    tellStatus()
    news.send(
      .arrived(
        Arrival(
          target: journey.step?.origin ?? journey.target, instant: feed.now,
          inputsLetGo: journey.inputsLetGo, isStep: journey.step != nil)))
    for input in journey.inputs { send(input) }
  }
}
