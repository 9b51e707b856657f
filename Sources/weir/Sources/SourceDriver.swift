import Foundation
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScreen

/// Drives the feed of a source: its speed, seeks to instants and single steps, and the updates to
/// the screen; used by one thread.
struct SourceDriver<Feed: RunFeed> {
  private let updates: BoundedStream<SourceUpdate>
  private var feed: Feed
  private var pace: Pace
  private var seek: Seek?
  /// The instant at which to begin; `nil` for the first one.
  private let first: VirtualInstant?
  /// The halt of the run that was reported last.
  private var reportedHalt: SimulationHalt?
  private var reportedStatus: SourceStatus?
  private var lastStatus = Duration.zero
  /// The end of the last announced gap between events.
  private var announcedGap: VirtualInstant?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// How long the thread waits between two checks of the clock while the run advances, in seconds:
  /// one frame, or less if a frame is longer than the time that the pace makes up at once.
  private var frameInterval: TimeInterval
  /// How long the run may advance before the thread checks for commands again.
  private static var runInterval: Duration { .milliseconds(12) }
  /// The minimum time between two reports of the status, in seconds, except for its end.
  private static var statusInterval: TimeInterval { 0.25 }
  /// The minimum length of an announced gap between events, in seconds of wall time.
  private static var longGap: Double { 15 }

  /// - Parameters:
  ///   - first: The instant at which to begin; `nil` for the first one.
  init(
    _ feed: Feed, _ updates: BoundedStream<SourceUpdate>, speed: Double, isPaused: Bool,
    framesPerSecond: Int, from first: VirtualInstant? = nil
  ) {
    (self.feed, self.updates, self.first) = (feed, updates, first)
    frameInterval = Self.frameInterval(framesPerSecond)
    pace = Pace(speed: speed, isPaused: isPaused)
    begin = clock.now
  }

  private static func frameInterval(_ framesPerSecond: Int) -> TimeInterval {
    1 / TimeInterval(max(framesPerSecond, 30))
  }

  /// How long the thread can wait for commands, in seconds; `nil` means until there is a command,
  /// or something to show.
  var maximumWait: TimeInterval? {
    if let place = feed.isStarved ? nil : nextMove { return place }
    return feed.status == reportedStatus ? nil : Self.statusInterval
  }

  private var nextMove: TimeInterval? {
    if seek != nil { return 0 }
    return pace.isPaused || feed.isAtEnd ? nil : frameInterval
  }

  private var wall: Duration { begin.duration(to: clock.now) }

  /// Begins the source's run.
  mutating func open() {
    updates.send(.statusChanged(feed.status))
    reportedStatus = feed.status
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    seekFirstInstant()
    guard let first else { return }
    updates.send(.seekStarted(first))
    seek = Seek(target: first, plays: !pace.isPaused)
  }

  /// Carries out commands. Returns `false` after a command to stop.
  mutating func carryOut(_ commands: [SourceCommand]) -> Bool {
    for command in commands {
      switch command {
      case .pause: pause()
      case .resume: resume()
      case .step: step()
      case .setSpeed(let speed):
        pace.setSpeed(speed, at: wall, present: feed.now)
        announcedGap = nil
        updates.send(.speedChanged(speed))
      case .setFrameRate(let rate): frameInterval = Self.frameInterval(rate)
      case .send(let input): send(input)
      case .goTo(let instant): beginSeek(to: instant)
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
      reportHalt()
      reportStatus()
    }
    if let seek { return continueSeek(seek) }
    guard !pace.isPaused, !feed.isAtEnd else { return }
    let (clock, end) = (clock, clock.now + Self.runInterval)
    let target = pace.target(at: wall, present: feed.now)
    feed.run(until: target) { clock.now < end }
    // A log may begin late.
    if feed.now > target { pace.anchor(at: wall, feed.now) }
    announceGap()
  }
}

// MARK: Reports

extension SourceDriver {
  /// Reports once why the run was given up. An input may make it continue, and then it may be given
  /// up again.
  private mutating func reportHalt() {
    let halt = feed.halt
    guard halt != reportedHalt else { return }
    reportedHalt = halt
    if let halt { updates.send(.halted(halt)) }
  }

  private mutating func reportStatus() {
    let status = feed.status
    guard status != reportedStatus else { return }
    let isPressing = status.ending != reportedStatus?.ending
    guard isPressing || (wall - lastStatus).seconds >= Self.statusInterval else { return }
    (reportedStatus, lastStatus) = (status, wall)
    updates.send(.statusChanged(status))
  }

  /// Announces that nothing happens for a long time, and how to skip that.
  private mutating func announceGap() {
    guard let next = feed.next, next != announcedGap else { return }
    let seconds = feed.now.duration(to: next).seconds / pace.speed
    guard seconds >= Self.longGap else { return }
    announcedGap = next
    let place = TimeText.shortClock(VirtualInstant.zero.duration(to: next))
    let wait = TimeText.short(.seconds(min(seconds, 9e9).rounded()))
    updates.send(
      .noticed("Nothing happens until \(place), which takes \(wait). :goto \(place) skips that."))
  }

  /// Sets up a run, and reports the events of its first instant, or why setting up failed.
  private mutating func begin(
    isHeld: Bool = false, _ setUp: (inout Feed) throws(CannotBegin) -> Void
  ) -> Bool {
    do throws(CannotBegin) {
      try setUp(&feed)
    } catch {
      updates.send(.refused(error.message))
      return false
    }
    (reportedHalt, announcedGap) = (nil, nil)
    pace.anchor(at: wall, feed.now)
    reportStatus()
    updates.send(.runStarted(feed.start))
    updates.send(.speedChanged(pace.speed))
    updates.send(.pauseChanged(pace.isPaused))
    feed.showFirstInstant(isHeld: isHeld)
    reportHalt()
    return true
  }

  /// Shows the first instant of a run as soon as it is known.
  private mutating func seekFirstInstant() {
    guard !feed.hasBegun else { return }
    seek = Seek(target: .zero, plays: !pace.isPaused, isOpening: true)
  }
}

// MARK: Commands

extension SourceDriver {
  private mutating func restart(_ specification: RunSpecification) {
    if let refusal = feed.status.refusal(of: .begin) { return updates.send(.refused(refusal)) }
    // The run for which they were meant is over.
    seek?.dropInputs()
    endSeek()
    if begin({ feed throws(CannotBegin) in try feed.begin(specification) }) { return }
    // The screen has already switched to the other run: it continues with this one from its start.
    _ = begin { feed throws(CannotBegin) in try feed.beginAgain() }
  }

  private mutating func beginAgain() {
    if let refusal = feed.status.refusal(of: .restart) { return updates.send(.failed(refusal)) }
    seek?.dropInputs()
    endSeek()
    if feed.isAtEnd { pace.resume(at: wall, present: .zero) }
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    seekFirstInstant()
  }

  private mutating func pause() {
    endSeek()
    pace.pause()
    updates.send(.pauseChanged(true))
  }

  private mutating func resume() {
    endSeek()
    feed.showHeldEvents()
    pace.resume(at: wall, present: feed.now)
    announcedGap = nil
    updates.send(.pauseChanged(false))
  }

  /// Shows one more event: a held one, or the next that happens.
  ///
  /// During a seek to an instant there is no single event to show: the seek ends.
  private mutating func step() {
    if var step = seek?.step {
      step.goForwards()
      return beginSteps(step)
    }
    guard seek == nil else { return pause() }
    guard pace.isPaused, !feed.showOneEvent() else { return }
    if feed.isStarved { updates.send(.noticed("The next event has not arrived yet.")) }
  }

  /// An input takes effect when everything due at the current instant has happened. During steps
  /// back it waits for their end, and later inputs wait behind it.
  private mutating func send(_ input: RunInput) {
    if let refusal = feed.status.refusal(of: .turnKnobs) { return updates.send(.failed(refusal)) }
    guard seek?.keepsInputs != true else {
      seek?.inputs.append(input)
      return
    }
    if feed.state == .stalled { pace.anchor(at: wall, feed.now) }
    feed.send(input)
  }
}

// MARK: Seeking

extension SourceDriver {
  /// A seek to an instant, with the inputs that wait for its end.
  private struct Seek {
    var target: VirtualInstant
    /// Whether time continues from there.
    var plays = false
    /// Whether it leads to the first instant, without a request.
    var isOpening = false
    var discardedInputs = 0
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
      discardedInputs += inputs.count
      inputs = []
    }
  }

  /// Starts a seek to an instant. A past instant is reached from the start of the run: the run is
  /// repeated with its inputs up to that instant.
  ///
  /// Steps back in progress end here. Inputs sent during them take effect where the steps would
  /// have led, or are discarded if the target is before that.
  private mutating func beginSeek(to target: VirtualInstant) {
    var next = Seek(target: target)
    next.inputs = seek?.inputs ?? []
    next.inputPlace = max(seek?.place ?? feed.now, feed.now)
    seek?.inputs = []
    if seek?.step != nil { endSeek() }
    feed.showHeldEvents()
    if let place = next.inputPlace, target < place {
      guard canSeekBack else { return refuseSeek(Seek(target: target)) }
      _ = begin { feed throws(CannotBegin) in
        next.discardedInputs = try feed.rewind(upTo: target)
        next.dropInputs()
      }
    }
    seek = next
  }

  private var canSeekBack: Bool { feed.status.capabilities.seeks }

  /// Reports that seeking is not possible, and ends the requested seek.
  private mutating func refuseSeek(_ seek: Seek) {
    if let refusal = feed.status.refusal(of: .seek) { updates.send(.failed(refusal)) }
    self.seek = seek
    pause()
  }

  /// Advances a seek by a part. Everything due at the target itself happens, as at any other end.
  private mutating func continueSeek(_ seek: Seek) {
    let (clock, end) = (clock, clock.now + Self.runInterval)
    if let step = seek.step {
      guard feed.run(toEvent: step.count, at: step.last, while: { clock.now < end }) else { return }
      if let next = step.next(feed.history) { return beginSteps(next) }
      // Inputs sent during the seek come after the steps forward.
      self.seek?.inputs = []
      pause()
      for _ in 0..<step.ahead { self.step() }
      for input in seek.inputs { send(input) }
      return
    }
    let place = seek.inputs.isEmpty ? nil : seek.inputPlace
    let target = place ?? seek.target
    feed.run(until: target) { clock.now < end }
    // A pipe may have sent only a part of the first instant: playing does not wait for the rest.
    let isOpen = seek.isOpening && seek.plays && feed.hasBegun
    guard feed.arrive(at: target) || feed.isAtEnd || isOpen else { return }
    if place != nil {
      self.seek?.inputs = []
      for input in seek.inputs { send(input) }
      return
    }
    if seek.plays { resume() } else { pause() }
  }

  /// Repeats the run up to the event before the last one shown. Steps requested meanwhile only
  /// change the target, so that many of them are one seek.
  private mutating func stepBack(from origin: VirtualInstant) {
    var step = seek?.step ?? StepBack(from: origin, feed.history)
    step.origin = origin
    let inputs = seek?.inputs ?? []
    guard canSeekBack else { return refuseSeek(Seek(target: feed.now, step: step)) }
    guard feed.history.count > 0 || seek?.step != nil else {
      seek = Seek(target: feed.now, step: step, inputs: inputs)
      return pause()
    }
    step.goBack()
    beginSteps(step)
  }

  /// Starts a seek to the target of steps back, from the start of the run unless a seek in progress
  /// has not passed the target yet.
  private mutating func beginSteps(_ step: StepBack) {
    pace.pause()
    let isReachable = seek?.step != nil && feed.canReach(event: step.count, at: step.last)
    if !isReachable {
      // If the target is within the first instant, setting up must not show all of its events.
      _ = begin(isHeld: step.last == .zero) { feed throws(CannotBegin) in
        _ = try feed.rewind(upTo: nil)
      }
    }
    seek = Seek(target: step.last, step: step, inputs: seek?.inputs ?? [])
  }

  /// Ends the seek where the run is. Remaining steps are dropped; inputs sent during it take
  /// effect.
  private mutating func endSeek() {
    guard let seek else { return }
    self.seek = nil
    feed.stopHolding()
    guard !seek.isOpening else { return }
    // The end of the source must be reported before the end of the seek that it caused.
    reportStatus()
    updates.send(
      .seekEnded(
        Arrival(
          target: seek.step?.origin ?? seek.target, instant: feed.now,
          discardedInputs: seek.discardedInputs, isStep: seek.step != nil)))
    for input in seek.inputs { send(input) }
  }
}
