import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirLog
import WeirSession

/// The events of a log, in the order of its lines, played from what has been read of it.
///
/// Time begins at the first line, however late that is, advances to each line in turn, and ends at
/// the last one. If what follows is not known yet, it waits.
struct LogFeed: RunFeed {
  private(set) var start: RunStart
  private var reader: LogReader
  private var log: LogFile
  private let open: @Sendable (LogFile, LintThresholds) -> LogRun
  private var thresholds: LintThresholds
  private let updates: BoundedStream<SourceUpdate>
  /// The past that is shown, until the next one is counted.
  private(set) var past: RunPast
  private var cursor: PastCursor
  private(set) var hasBegun = false
  private var known: SourceStatus
  /// How many events had been read when the log began to be read again.
  private var eventsBefore = 0
  private var held = EventHold.event(0)
  /// How far time continues after the last line, beside a longer log; `nil` if it ends there.
  private var continuesUntil: VirtualInstant?
  /// The time and state shown last.
  private var shown: (now: VirtualInstant, state: RunState)?

  /// The maximum number of events shown at once.
  private static let batchLimit = 4096

  /// - Parameters:
  ///   - run: The run of the log.
  ///   - thresholds: The thresholds of the lints that it was opened with.
  ///   - open: Begins reading another log that has taken its place.
  init(
    _ run: LogRun, _ updates: BoundedStream<SourceUpdate>, thresholds: LintThresholds,
    opening open: @escaping @Sendable (LogFile, LintThresholds) -> LogRun
  ) {
    (log, reader, start, known) = (run.log, run.reader, run.start, run.status)
    (self.updates, self.thresholds, self.open) = (updates, thresholds, open)
    past = reader.past
    cursor = PastCursor(past)
  }

  var status: SourceStatus {
    let progress = reader.progress
    var status = known
    // What is known at a glance is known up to there.
    status.read = progress.read
    status.isReading = progress.ending == nil
    status.isGrowing = status.isGrowing && progress.ending == nil
    (status.connection, status.exit) = (connection(progress), progress.exit)
    status.name = progress.name ?? status.name
    if let header = progress.header, header != progress.reading?.header {
      status.program = header.start(in: nil).program
    }
    // Losses reported by the source are in the events.
    status.remarks = progress.reading?.remarksOnReading ?? []
    if progress.reading?.isOnlyInputs == true {
      status.ending = .failed(message: LogFeed.onlyInputs(known.name ?? ""))
      return status
    }
    guard hasShownAll, let ending = progress.ending else { return status }
    status.ending =
      switch ending {
      case .end(let reason): .end(reason: reason.rawValue)
      case .cut(let line): .cut(line: line)
      case .failed(let error): .failed(message: error.description)
      }
    return status
  }

  /// Whether a real program still reports what it does.
  private func connection(_ progress: LogReader.Progress) -> SourceStatus.Connection? {
    guard isOfProgram(progress), progress.ending == nil else { return nil }
    if progress.isDisconnected { return .reconnecting }
    let silence = progress.clock?.silence(at: .now) ?? 0
    return silence > 0 ? .silent(seconds: silence) : .connected
  }

  /// The message for a log of the record level `inputs`, which is known once all of it has been
  /// read.
  private static func onlyInputs(_ name: String) -> String {
    """
    The log '\(name)' contains the inputs of a run and no events. 'weir report' prints the command that repeats \
    the run.
    """
  }

  var position: RunPosition { cursor.position }

  var state: RunState {
    guard hasShownAll, case .end(let reason) = reader.progress.ending else { return .running }
    return RunState(reason)
  }

  var isAtEnd: Bool { hasShownAll && continuesUntil.map { position.instant >= $0 } ?? true }
  /// Whether the last line is shown.
  private var hasShownAll: Bool {
    reader.progress.ending != nil && hasBegun && position >= past.newest
  }
  var isStarved: Bool {
    reader.progress.ending == nil && position.event >= past.newest.event
  }
  var isLost: Bool { cursor.isLost }
  /// Whether a program is connected, so that its time continues between two lines.
  var isLive: Bool {
    let progress = reader.progress
    return isOfProgram(progress) && progress.ending == nil && !progress.isDisconnected
  }
  /// Whether it is a real program that reports, so that its silence says something: one that is
  /// connected, or one whose log is being written and has signs of life.
  private func isOfProgram(_ progress: LogReader.Progress) -> Bool {
    known.connection != nil || known.isGrowing && progress.hasPulses
  }
  var isWholeRead: Bool { reader.progress.ending != nil }
  /// While the log is read again, the one of the first time stays.
  var timeline: RunTimeline? {
    let timeline = reader.progress.timeline
    return past.newest.event >= eventsBefore ? timeline : nil
  }
  var next: VirtualInstant? { cursor.next }
  var halt: SimulationHalt? { nil }
  var rest: FeedRest { .atShown }
}

// MARK: Start

extension LogFeed {
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin) {}

  mutating func beginAgain() throws(CannotBegin) {
    if !readAgain() { use(reader) }
    (hasBegun, shown) = (false, nil)
  }

  /// Does nothing, since the first line may not have arrived.
  mutating func showFirstInstant() {}

  mutating func close() { reader.stop() }

  var successor: String? { reader.progress.successor?.notice }

  mutating func adoptSuccessor() {
    guard let next = reader.progress.successor else { return }
    let run = open(next.log, thresholds)
    (log, start, known) = (run.log, run.start, run.status)
    use(run.reader)
    (hasBegun, shown, held, eventsBefore) = (false, nil, .event(0), 0)
  }

  mutating func readAgain() -> Bool {
    guard log.isFile, !log.isFollowed, past.isCut else { return false }
    let (place, count) = (position, past.newest.event)
    reader.stop()
    use(open(log, thresholds).reader)
    cursor.move(to: place)
    (held, eventsBefore) = (.event(0), max(count, eventsBefore))
    return true
  }

  mutating func hold(for target: SeekTarget?) {
    let next =
      switch target {
      case .instant(let instant): EventHold.instant(instant)
      case .event(let event): EventHold.event(event)
      // A share and a warning are found by reading on; what they lead to can be read again.
      case .end, .share, .warning: EventHold.nothing
      // What has happened is looked through.
      case .cause, nil: EventHold.event(position.event)
      }
    guard next != held else { return }
    held = next
    reader.hold(next)
  }

  private mutating func use(_ reader: LogReader) {
    (self.reader, past) = (reader, reader.past)
    cursor = PastCursor(past)
  }

  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    reader.use(thresholds)
  }

  mutating func adoptRecount() -> Bool {
    guard reader.past !== past else { return false }
    let place = position
    use(reader)
    cursor.move(to: place)
    return hasBegun
  }
}

// MARK: After the end

extension LogFeed {
  mutating func continueTime(until instant: VirtualInstant?) {
    continuesUntil = instant
    guard hasShownAll, position > past.newest else { return }
    move(to: past.newest)
    if let instant { pass(to: .instant(instant)) }
  }

  mutating func pass(to target: SeekTarget) {
    guard hasShownAll, let continuesUntil else { return }
    switch target {
    case .end: cursor.advance(to: continuesUntil)
    case .instant(let instant): cursor.advance(to: min(instant, continuesUntil))
    case .event, .share, .warning, .cause: return
    }
    show([], true)
  }
}

// MARK: Advancing

extension LogFeed {
  mutating func run(until limit: VirtualInstant, while shouldContinue: () -> Bool) {
    guard begin() else { return }
    // What is followed is shown up to its last line, and not further.
    let continuesUntil = limit == .endOfTime ? nil : continuesUntil
    // Time begins at the first line.
    let limit = max(limit, position.instant)
    while true {
      // In this order: what has been read until the end is in the past.
      let progress = reader.progress
      let hasEnded = progress.ending != nil
      let last = past.newest
      let events = cursor.take(LogFeed.batchLimit, through: limit)
      let isDone = cursor.next.map { $0 > limit } ?? true
      if isDone {
        let isAtLast = cursor.next == nil && position.event >= last.event
        let present = isLive ? progress.clock?.present(at: .now) ?? .zero : .zero
        let end = max(last.instant, present, hasEnded ? continuesUntil ?? .zero : .zero)
        cursor.advance(to: isAtLast ? min(limit, end) : cursor.next == nil ? .zero : limit)
      }
      show(events, hasEnded)
      if isDone || !shouldContinue() { return }
    }
  }

  mutating func arrive(at target: VirtualInstant) -> Bool {
    guard hasBegun else { return false }
    // Events of the first instant belong together, even if the target is before it.
    let target = max(target, position.instant)
    cursor.look()
    return cursor.next.map { $0 > target } ?? (past.newest.instant > target)
  }

  mutating func showOneEvent() -> Bool {
    guard begin() else { return false }
    let hasEnded = reader.progress.ending != nil
    let last = past.newest
    var events: [Event] = []
    cursor.look()
    while events.isEmpty, cursor.next != nil { events = cursor.take(1, through: .endOfTime) }
    guard !events.isEmpty || hasEnded && !isLost else { return false }
    if events.isEmpty { cursor.advance(to: last.instant) }
    // A step gets an answer even if nothing is left.
    shown = nil
    show(events, hasEnded)
    return true
  }

  mutating func move(to position: RunPosition) {
    cursor.move(to: position)
    hasBegun = true
    shown = (position.instant, state)
  }

  mutating func send(_ input: RunInput) {}

  func repetition(to place: RestoredRun) throws(CannotBegin) -> RepeatedRun? { nil }

  func repetition(ofFuture number: Int) throws(CannotBegin) -> RepeatedRun? { nil }

  mutating func adopt(_ run: RepeatedRun) -> Bool { false }

  /// Begins at the first line, if it has been read.
  private mutating func begin() -> Bool {
    guard !hasBegun else { return true }
    let progress = reader.progress
    guard progress.hasBegun || progress.ending != nil else { return false }
    if let first = past.position(after: 0) { cursor.move(to: first) }
    hasBegun = true
    return true
  }

  private mutating func show(_ events: [Event], _ hasEnded: Bool) {
    let now = position.instant
    let state = hasEnded ? state : .running
    guard !events.isEmpty || shown.map({ $0 != (now, state) }) ?? true else { return }
    let last = hasEnded && continuesUntil != nil ? min(now, past.newest.instant) : now
    let isNews = !events.isEmpty || shown.map { $0.now < last || $0.state != state } ?? true
    shown = (now, state)
    if isNews {
      updates.send(.batchArrived(EventBatch(events: events, now: last, state: state)))
    }
    if now > last { updates.send(.timePassed(now)) }
  }
}
