import Foundation
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScreen
import WeirWording

/// Drives the feed of a source: its speed, seeks, and the updates to the screen; used by one
/// thread.
///
/// A place that has happened is restored from the run's past, and shown while the run rests. What
/// the user then does to a simulation begins another future from that place.
struct SourceDriver<Feed: RunFeed> {
  let updates: BoundedStream<SourceUpdate>
  var feed: Feed
  var pace: Pace
  var seek: Seek?
  /// The place of the past that is shown while the run rests; `nil` if its newest place is shown.
  var shown: RestoredRun?
  /// Whether the run was paused before its past was shown.
  var wasPaused = true
  /// The other future that is being prepared.
  var branch: Branch?
  /// Which events the screen shows besides the last ones.
  var interest = EventInterest.none
  /// The search for them.
  var search: EventSearch?
  /// Where to begin; `nil` for the first instant.
  private let first: SeekTarget?
  /// Whether the newest events of a log are shown as they arrive, not in step with wall time.
  var isFollowing = false
  /// Whether it was announced that another run has taken the place of the one that is shown.
  var hasAnnouncedSuccessor = false
  /// The halt of the run that was reported last.
  var reportedHalt: SimulationHalt?
  private var reportedStatus: SourceStatus?
  private var lastStatus = Duration.zero
  /// The end of the last announced gap between events.
  private var announcedGap: VirtualInstant?
  let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// How long the thread waits between two checks of the clock while the run advances, in seconds:
  /// one frame, or less if a frame is longer than the time that the pace makes up at once.
  private var frameInterval: TimeInterval
  /// The wall time at which the run advances next, unless it rests.
  private var nextFrame = Duration.zero
  /// How long the run may advance before the thread checks for commands again.
  static var runInterval: Duration { .milliseconds(12) }
  /// The minimum time between two reports of the status, in seconds, except for its end.
  private static var statusInterval: TimeInterval { 0.25 }
  /// The time between two looks at the clock while a real program is shown, in seconds.
  private static var liveInterval: TimeInterval { 0.1 }
  /// The minimum length of an announced gap between events, in seconds of wall time.
  private static var longGap: Double { 15 }

  /// A seek, which ends where it leads, or early where the run is then.
  struct Seek {
    var target: SeekTarget
    /// Whether time continues from there.
    var plays = false
    /// Whether it leads to the first instant, without a request.
    var isOpening = false
    /// Whether the source is read again for it.
    var readsAgain = false
  }

  /// Another future that begins at the place that is shown, with what the user did there.
  struct Branch {
    let run: RepeatedRun
    var inputs: [RunInput]
    var plays: Bool
    /// When its progress was reported last.
    var lastReport: Duration
    /// The instant to go to as soon as it has begun; `nil` for none.
    var wanted: VirtualInstant?
  }

  /// - Parameters:
  ///   - first: Where to begin; `nil` for the first instant.
  ///   - follows: Whether to begin at the newest place of a log that is still being written, unless
  ///     it is paused or begins at another place than its end.
  init(
    _ feed: Feed, _ updates: BoundedStream<SourceUpdate>, speed: Double, isPaused: Bool,
    framesPerSecond: Int, from first: SeekTarget? = nil, follows: Bool = false
  ) {
    (self.feed, self.updates, self.first) = (feed, updates, first)
    frameInterval = Self.frameInterval(framesPerSecond)
    pace = Pace(speed: speed, isPaused: isPaused)
    isFollowing = follows && (first == .end || !isPaused && first == nil)
    begin = clock.now
  }

  private static func frameInterval(_ framesPerSecond: Int) -> TimeInterval {
    1 / TimeInterval(max(framesPerSecond, 30))
  }

  /// How long the thread can wait for commands, in seconds; `nil` means until there is a command,
  /// or something to show.
  var maximumWait: TimeInterval? {
    if let place = nextMove { return place }
    if feed.isLive { return isFollowing ? Self.liveInterval : Self.statusInterval }
    return status == reportedStatus ? nil : Self.statusInterval
  }

  private var nextMove: TimeInterval? {
    if branch != nil || search != nil { return 0 }
    if let seek { return isWaiting(seek) ? nil : 0 }
    if isFollowing { return nil }
    let isResting = pace.isPaused || feed.isAtEnd || feed.isStarved || shown != nil
    return isResting ? nil : max((nextFrame - wall).seconds, 0)
  }

  /// Plans when the run advances next: frames follow each other at one interval, whatever each of
  /// them takes.
  private mutating func planNextFrame() {
    let (wall, interval) = (wall, Duration.seconds(frameInterval))
    let isOnTime = wall >= nextFrame && wall < nextFrame + interval
    nextFrame = (isOnTime ? nextFrame : wall) + interval
  }

  private var status: SourceStatus {
    var status = feed.status
    status.isFollowing = isFollowing && status.ending == nil
    return status
  }

  var wall: Duration { begin.duration(to: clock.now) }

  /// Begins the source's run.
  mutating func open() {
    updates.send(.statusChanged(status))
    reportedStatus = status
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }), !isFollowing else { return }
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
        pace.setSpeed(speed, at: wall, present: feed.position.instant)
        announcedGap = nil
        updates.send(.speedChanged(speed))
      case .setFrameRate(let rate): frameInterval = Self.frameInterval(rate)
      case .use(let thresholds): feed.use(thresholds)
      case .send(let input): send(input)
      case .goTo(let target): beginSeek(to: target)
      case .lookFor(let interest):
        self.interest = interest
        look()
      case .keepUp(let instant): keepUp(with: instant)
      case .continueTime(let instant): feed.continueTime(until: instant)
      case .goToFuture(let number): beginFuture(number)
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
    planNextFrame()
    defer {
      continueSearch()
      feed.hold(for: isFollowing ? .end : seek.flatMap { $0.isOpening ? nil : $0.target })
      reportHalt()
      reportStatus()
    }
    if branch != nil { return continueBranch() }
    if feed.adoptRecount() { showAgain() }
    if isFollowing { return follow() }
    announceSuccessor()
    if let seek { return continueSeek(seek) }
    guard !pace.isPaused, !feed.isAtEnd, shown == nil else { return }
    let (clock, end) = (clock, clock.now + Self.runInterval)
    let target = pace.target(at: wall, present: feed.position.instant)
    feed.run(until: target) { clock.now < end }
    if feed.isLost { return skipLost() }
    // A log may begin late.
    if feed.position.instant > target { pace.anchor(at: wall, feed.position.instant) }
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

  mutating func reportStatus() {
    let status = status
    guard status != reportedStatus else { return }
    let isPressing =
      status.ending != reportedStatus?.ending
      || status.connection != reportedStatus?.connection
      || status.isFollowing != reportedStatus?.isFollowing
    guard isPressing || (wall - lastStatus).seconds >= Self.statusInterval else { return }
    (reportedStatus, lastStatus) = (status, wall)
    updates.send(.statusChanged(status))
    if let timeline = feed.timeline { updates.send(.timelineRead(timeline)) }
  }

  /// Announces that nothing happens for a long time, and how to skip that.
  private mutating func announceGap() {
    guard let next = feed.next, next != announcedGap else { return }
    let seconds = feed.position.instant.duration(to: next).seconds / pace.speed
    guard seconds >= Self.longGap else { return }
    announcedGap = next
    let place = ClockText(feed.start).short(next)
    let wait = TimeText.short(.seconds(min(seconds, 9e9).rounded()))
    updates.send(
      .noticed("Nothing happens until \(place), which takes \(wait). :goto \(place) skips that."))
  }

  /// Sets up a run, and reports the events of its first instant, or why setting up failed.
  mutating func begin(
    _ setUp: (inout Feed) throws(CannotBegin) -> Void
  ) -> Bool {
    do throws(CannotBegin) {
      try setUp(&feed)
    } catch {
      updates.send(.refused(error.message))
      return false
    }
    (reportedHalt, announcedGap, shown, search) = (nil, nil, nil, nil)
    pace.anchor(at: wall, feed.position.instant)
    reportStatus()
    updates.send(.runStarted(feed.start, feed.rest == .atNewest ? feed.past : nil))
    // What has been read already is not reported again with the status.
    if let timeline = feed.timeline { updates.send(.timelineRead(timeline)) }
    updates.send(.speedChanged(pace.speed))
    updates.send(.pauseChanged(pace.isPaused))
    feed.showFirstInstant()
    reportHalt()
    return true
  }

  /// Shows the first instant of a run as soon as it is known.
  mutating func seekFirstInstant() {
    guard !feed.hasBegun else { return }
    seek = Seek(target: .instant(.zero), plays: !pace.isPaused, isOpening: true)
  }
}

// MARK: Commands

extension SourceDriver {
  private mutating func restart(_ specification: RunSpecification) {
    if let refusal = feed.status.refusal(of: .begin) { return updates.send(.refused(refusal)) }
    leaveBranch()
    endSeek()
    if begin({ feed throws(CannotBegin) in try feed.begin(specification) }) { return }
    // The screen has already switched to the other run: it continues with this one from its start.
    _ = begin { feed throws(CannotBegin) in try feed.beginAgain() }
  }

  private mutating func beginAgain() {
    if let refusal = feed.status.refusal(of: .restart) { return updates.send(.failed(refusal)) }
    isFollowing = false
    leaveBranch()
    endSeek()
    if feed.isAtEnd { pace.resume(at: wall, present: .zero) }
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    seekFirstInstant()
  }

  private mutating func pause() {
    isFollowing = false
    leaveBranch()
    endSeek()
    wasPaused = true
    pace.pause()
    updates.send(.pauseChanged(true))
  }

  private mutating func resume() {
    endSeek()
    guard branch == nil else {
      branch?.plays = true
      return
    }
    if shown != nil, !returnIfNothingFollows() { return beginBranch(plays: true) }
    play()
  }

  mutating func play() {
    pace.resume(at: wall, present: feed.position.instant)
    announcedGap = nil
    updates.send(.pauseChanged(false))
  }

  /// Shows one more event. During a seek to an instant there is no single event to show: the seek
  /// ends.
  private mutating func step() {
    if branch != nil { return pause() }
    if case .event? = seek?.target, let next = seek?.target.next { return beginSeek(to: next) }
    guard seek == nil else { return pause() }
    if let shown { return beginSeek(to: .event(shown.position.event).next) }
    guard pace.isPaused else { return }
    let next = feed.position.event + 1
    guard !feed.showOneEvent() else { return showOnly(next) }
    if feed.isLost { return skipLost() }
    if feed.isStarved { updates.send(.noticed("The next event has not arrived yet.")) }
  }

  /// Shows only some of the events if several have happened together.
  private mutating func showOnly(_ count: Int) {
    guard feed.position.event > count, let place = feed.past.position(after: count),
      let restored = feed.past.restore(place)
    else { return }
    (shown, wasPaused) = (restored, true)
    updates.send(.restored(restored, isPast: true))
    look()
  }

  /// An input takes effect when everything due at the current instant has happened. In the past it
  /// begins another future; later inputs wait behind it.
  private mutating func send(_ input: RunInput) {
    if let refusal = feed.status.refusal(of: .turnKnobs) { return updates.send(.failed(refusal)) }
    // What is about to be shown is where it takes effect, if it has happened already.
    if let seek, isShort(seek) { continueSeek(seek) }
    guard branch == nil else {
      branch?.inputs.append(input)
      return
    }
    if shown != nil, !returnIfNothingFollows() { return beginBranch(with: input, plays: false) }
    if feed.state == .stalled { pace.anchor(at: wall, feed.position.instant) }
    feed.send(input)
  }
}
