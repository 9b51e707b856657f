import WeirDashboard
import WeirEvents
import WeirScreen

/// How the driver goes to a place of the run.
extension SourceDriver {
  /// Starts a seek, in place of the one in progress.
  mutating func beginSeek(to target: SeekTarget) {
    leaveBranch()
    search = nil
    seek = Seek(target: target)
    isFollowing = target == .end && (feed.status.isGrowing || feed.successor != nil)
    guard isFollowing else { return }
    follow()
    endSeek()
    play()
  }

  /// Whether a seek leads to a place that has happened, so that it takes no time.
  func isShort(_ seek: Seek) -> Bool {
    !seek.isOpening && place(of: seek.target) != .notYet
  }

  /// Whether a seek can't continue before more has been read.
  func isWaiting(_ seek: Seek) -> Bool {
    if seek.isOpening { return feed.isStarved && (!feed.hasBegun || !seek.plays) }
    // Reading a log continues by itself, and wakes the thread.
    return (feed.isStarved || feed.rest == .atShown) && !isShort(seek)
  }

  /// Where a target is.
  private enum Place: Equatable {
    case at(RunPosition)
    /// It has not happened, or has not been read.
    case notYet
    /// It can't be read any more.
    case forgotten
    case nowhere(String)
  }

  private func place(of target: SeekTarget) -> Place {
    // In this order: what is known to have ended is in the past.
    let isKnown = isWholeKnown
    let (past, newest) = (feed.past, feed.past.newest)
    guard feed.rest == .atNewest || past.begin != nil || isKnown else { return .notYet }
    switch target {
    case .instant(let instant):
      // Of a log, more of the newest instant may follow.
      let last = max(instant, past.begin ?? .zero)
      let hasCome = feed.rest == .atNewest ? last <= newest.instant : last < newest.instant
      guard hasCome || isKnown else { return .notYet }
      return past.position(at: instant).map(Place.at) ?? .forgotten
    case .event(let event):
      guard event <= newest.event || isKnown else { return .notYet }
      return past.position(after: event).map(Place.at) ?? .forgotten
    case .end: return feed.rest == .atNewest || isKnown ? .at(newest) : .notYet
    case .share(let share):
      guard let end = isKnown ? newest.instant : feed.status.length else { return .notYet }
      return place(of: .instant(Self.instant(at: share, from: past.begin ?? .zero, to: end)))
    case .warning(let number):
      let timeline = feed.timeline
      if let target = timeline?.target(ofWarning: number) { return place(of: target) }
      return isKnown ? .nowhere(Self.noWarning(number, timeline?.warningCount ?? 0)) : .notYet
    case .cause(let cause, let count):
      return past.position(of: cause, before: count).map(Place.at) ?? .nowhere(Self.hasNoCause)
    }
  }

  private static var isForgotten: String {
    "That is too long ago to be shown. The newest events have taken its place."
  }

  private static func instant(
    at share: Double, from begin: VirtualInstant, to end: VirtualInstant
  ) -> VirtualInstant {
    guard share < 1 else { return end }
    return begin.advanced(by: .nanoseconds(Int64(Double(end.nanoseconds(since: begin)) * share)))
  }

  private static func noWarning(_ number: Int, _ count: Int) -> String {
    """
    There is no warning \(number): the log has \(count == 0 ? "none" : CountText(count, "warning").description). \
    Its start is shown.
    """
  }

  private static var hasNoCause: String {
    "No such event is known. It may have happened before the start, or too long ago."
  }

  /// Whether nothing follows what has happened, or has been read.
  private var isWholeKnown: Bool {
    switch feed.rest {
    case .atNewest: feed.isAtEnd
    case .atShown: feed.isWholeRead
    }
  }

  /// Advances a seek by a part. Everything due at the target itself happens, as at any other end.
  mutating func continueSeek(_ seek: Seek) {
    guard !seek.isOpening else { return continueOpening(seek) }
    switch place(of: seek.target) {
    case .at(let place):
      if case .instant(let instant) = seek.target, instant == feed.position.instant,
        feed.rest == .atNewest
      {
        // A part of what is due there may not have happened.
        _ = feed.arrive(at: instant)
        return arrive(at: feed.past.newest, seek)
      }
      arrive(at: place, seek)
    case .forgotten: readAgain(for: seek)
    case .nowhere(let message):
      endSeek(failure: message)
      seekFirstInstant()
    case .notYet:
      // Reading a log continues by itself.
      guard feed.rest == .atNewest else { return }
      returnToNewest()
      let (clock, end) = (clock, clock.now + Self.runInterval)
      if case .instant(let target) = seek.target {
        feed.run(until: target) { clock.now < end }
        guard feed.arrive(at: target) else { return }
        finish(seek)
      } else if case .event(let target) = seek.target {
        while feed.position.event < target, !feed.isAtEnd, clock.now < end {
          feed.run(untilEvent: target) { clock.now < end }
        }
      }
    }
  }

  /// Reads the source again up to a place that it once led to, if that is possible.
  private mutating func readAgain(for seek: Seek) {
    // A cause is looked for in what has been read, which would be too little then.
    if case .cause = seek.target { return endSeek(failure: Self.isForgotten) }
    guard !seek.readsAgain, feed.readAgain() else { return endSeek(failure: Self.isForgotten) }
    self.seek?.readsAgain = true
  }

  private mutating func continueOpening(_ seek: Seek) {
    let (clock, end) = (clock, clock.now + Self.runInterval)
    feed.run(until: .zero) { clock.now < end }
    // A pipe may have sent only a part of the first instant: playing does not wait for the rest.
    guard feed.arrive(at: .zero) || feed.isAtEnd || seek.plays && feed.hasBegun else { return }
    finish(seek)
  }

  /// Shows a place that has happened.
  private mutating func arrive(at place: RunPosition, _ seek: Seek) {
    if feed.rest == .atNewest, place == feed.past.newest {
      // The end of a live run is its newest instant, from which it continues if it did before.
      let plays = seek.target == .end && !(shown == nil ? pace.isPaused : wasPaused)
      returnToNewest()
      self.seek?.plays = seek.plays || plays
      return finish(self.seek ?? seek)
    }
    guard let restored = feed.past.restore(place) else { return readAgain(for: seek) }
    switch feed.rest {
    case .atNewest:
      if shown == nil { wasPaused = pace.isPaused }
      pace.pause()
      shown = restored
      updates.send(.restored(restored, isPast: true))
    case .atShown:
      feed.move(to: place)
      updates.send(.restored(restored, isPast: false))
      feed.pass(to: seek.target)
    }
    look()
    finish(seek)
  }

  private mutating func finish(_ seek: Seek) {
    endSeek()
    if seek.plays, shown == nil { return play() }
    pace.pause()
    updates.send(.pauseChanged(true))
  }

  /// Shows the place again, whose past was counted with other thresholds.
  mutating func showAgain() {
    if let timeline = feed.timeline { updates.send(.timelineRead(timeline)) }
    guard let restored = feed.past.restore(feed.position) else { return }
    updates.send(.restored(restored, isPast: false))
    look()
  }

  /// Shows the newest place again.
  mutating func returnToNewest() {
    guard shown != nil else { return }
    shown = nil
    updates.send(.atHead)
    look()
  }

  /// Ends the seek where the run is.
  mutating func endSeek(failure: String? = nil) {
    guard let seek else { return }
    self.seek = nil
    guard !seek.isOpening else { return }
    // The end of the source must be reported before the end of the seek that it caused.
    reportStatus()
    updates.send(
      .seekEnded(
        Arrival(
          target: seek.target, position: shown?.position ?? feed.position, failure: failure)))
    guard failure != nil else { return }
    pace.pause()
    updates.send(.pauseChanged(true))
  }
}

// MARK: Looking for events

extension SourceDriver {
  /// Starts to look for the events of interest before the place that is shown.
  mutating func look() {
    search = nil
    guard interest != .none else { return }
    search = EventSearch(
      for: interest, before: shown?.position ?? feed.position, in: feed.past)
  }

  mutating func continueSearch() {
    guard var search = search.take() else { return }
    let (clock, end) = (clock, clock.now + Self.runInterval)
    if let found = search.advance(while: { clock.now < end }) {
      updates.send(.found(found))
    } else {
      self.search = search
    }
  }
}

// MARK: What can't be read any more

extension SourceDriver {
  /// Continues behind events that can't be read any more, and says so.
  mutating func skipLost() {
    guard let restored = feed.past.restore(after: feed.position.event) else {
      pace.pause()
      updates.send(.pauseChanged(true))
      return updates.send(
        .failed("The next events can't be read any more. Restart to read the log again."))
    }
    feed.move(to: restored.position)
    pace.anchor(at: wall, restored.position.instant)
    updates.send(.restored(restored, isPast: false))
    look()
    let place = TimeText.shortClock(VirtualInstant.zero.duration(to: restored.position.instant))
    updates.send(
      .noticed("What was before \(place) can't be read any more. Newer events took its place."))
  }
}

// MARK: Beside another run

extension SourceDriver {
  /// Comes to the instant that another run has reached, after the other future that is being
  /// prepared has begun.
  mutating func keepUp(with instant: VirtualInstant) {
    guard branch == nil else {
      branch?.wanted = instant
      return
    }
    if !playOn(to: instant) { beginSeek(to: .instant(instant)) }
  }

  /// Shows the events up to an instant of a log that is not far ahead, which costs less than to
  /// restore it. Returns whether it has.
  private mutating func playOn(to instant: VirtualInstant) -> Bool {
    let from = feed.position
    guard feed.rest == .atShown, feed.hasBegun, seek == nil, !isFollowing, instant >= from.instant,
      case .at(let place) = place(of: .instant(instant)), place.event - from.event <= Self.longWay
    else { return false }
    feed.run(until: instant) { true }
    guard feed.position >= place else { return false }
    let arrival = Arrival(target: .instant(instant), position: feed.position, failure: nil)
    updates.send(.seekEnded(arrival))
    return true
  }
}

// MARK: Following

extension SourceDriver {
  /// The newest place is shown without the events before it if it is this many events away.
  private static var longWay: Int { 16_384 }

  /// Shows the newest place of a log, and of the one that has taken its place.
  mutating func follow() {
    showNewest()
    guard let notice = feed.successor else { return }
    feed.adoptSuccessor()
    hasAnnouncedSuccessor = false
    guard begin({ feed throws(CannotBegin) in try feed.beginAgain() }) else { return }
    updates.send(.noticed(notice))
    showNewest()
  }

  private mutating func showNewest() {
    let isFar = feed.past.newest.event - feed.position.event > Self.longWay
    guard !isFar || !jumpToNewest() else { return }
    feed.run(until: .endOfTime) { true }
    if feed.isLost { _ = jumpToNewest() }
  }

  private mutating func jumpToNewest() -> Bool {
    guard let restored = feed.past.restore(feed.past.newest) else { return false }
    feed.move(to: restored.position)
    updates.send(.restored(restored, isPast: false))
    look()
    return true
  }

  /// Announces once that another run has taken the place of the one that is shown, which stays.
  mutating func announceSuccessor() {
    guard !hasAnnouncedSuccessor, let notice = feed.successor else { return }
    hasAnnouncedSuccessor = true
    updates.send(.noticed("\(notice) End shows it."))
  }
}
