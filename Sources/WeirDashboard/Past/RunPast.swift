import Synchronization
public import WeirAnalysis
public import WeirEvents
import WeirFiles
import WeirWording

/// All that has happened in a run, so that any place of it can be shown again.
///
/// The events are in a spool. A place is restored from the last copy of the history before it, by
/// folding the events between them: the result equals what was shown there, since a history depends
/// on the events alone, never on how they were split into batches. What else has an effect, the
/// states in which the run stopped and the thresholds of its lints, is noted with its place.
///
/// One thread appends; others may restore at the same time.
public final class RunPast: Sendable {
  /// The history before the first event.
  let beginning: RunHistory
  private let spool: EventSpool
  private let copyFile: PageFile
  private let state: Mutex<State>

  /// About how many bytes of copies are kept by default.
  public static let standardLimit = 6 << 20
  /// How many times as many a log may keep, which is often longer than a run, and is not measured
  /// against the memory of a run that is watched.
  public static let logFactor = 8
  /// About how many bytes of copies of a log are kept by default.
  public static let limitOfLog = logFactor * standardLimit
  /// How many events at least are between two copies at the newest place.
  static let distance = 16_384
  /// A copy is kept this many events before a restored place, for steps back from there.
  private static let nearDistance = 512
  /// How many events are folded at once; few enough that all of them count for the last events.
  static let batchLength = 4096

  fileprivate struct State {
    var newest = RunPosition.start
    var runState = RunState.running
    var notes: [Note] = []
    var inputs: [(number: Int, event: Event)] = []
    var shelf: SnapshotShelf
    /// After how many events the next copy is wanted.
    var nextCopy = RunPast.distance
    /// When the run began: a log may begin late.
    var begin: VirtualInstant?
    /// Whether another past has taken its place.
    var isOver = false
  }

  /// What a repeated fold has to do at a place.
  fileprivate struct Note {
    var position: RunPosition
    var content: Content

    enum Content {
      case stopped(RunState)
      case thresholds(LintThresholds)
    }
  }

  /// Creates the past of a run before its first event, in a temporary file or, if there is no
  /// folder for one, in memory.
  ///
  /// - Parameters:
  ///   - scenario: The scenario; `nil` if the program does not have it.
  ///   - limit: About how many bytes of copies are kept.
  ///   - thresholds: The thresholds of the lints at its start.
  public convenience init(
    of start: RunStart, in scenario: ScenarioDescription?,
    thresholds: LintThresholds = LintThresholds(), limit: Int = standardLimit
  ) {
    self.init(
      of: RunHistory(RunModel(of: start, in: scenario, thresholds: thresholds)),
      spool: EventSpool(in: ScratchFile()), copies: PageFile(in: ScratchFile()), limit: limit)
  }

  /// - Parameters:
  ///   - copies: Where most of the copies is kept.
  ///   - limit: About how many bytes of them are kept in memory.
  init(
    of history: RunHistory, spool: EventSpool, copies: PageFile = PageFile(in: nil),
    limit: Int = standardLimit
  ) {
    var shelf = SnapshotShelf(limit: limit)
    shelf.keep(.init(history, in: copies))
    (self.spool, copyFile, beginning) = (spool, copies, history)
    state = Mutex(State(shelf: shelf))
  }

  /// The same events under other thresholds of the lints, without copies yet; what was kept of the
  /// past before belongs to that one.
  init(recounting past: RunPast, with thresholds: LintThresholds) {
    var history = past.beginning
    history.use(thresholds)
    (spool, copyFile, beginning) = (past.spool, past.copyFile, history)
    var next = past.state.withLock { $0 }
    next.shelf = SnapshotShelf(limit: next.shelf.limit)
    next.shelf.keep(.init(history, in: copyFile))
    next.nextCopy = RunPast.distance
    state = Mutex(next)
  }

  /// Takes over what has happened since in a past with the same events.
  func catchUp(with past: RunPast) {
    let next = past.state.withLock { $0 }
    state.withLock { state in
      (state.newest, state.begin, state.runState) = (next.newest, next.begin, next.runState)
      (state.notes, state.inputs) = (next.notes, next.inputs)
      if spool.reachable.lowerBound > 0 {
        state.shelf.removeAll(before: spool.reachable.lowerBound)
      }
    }
  }

  /// The state in which the run stopped at its newest place; `nil` if it has not.
  var stop: RunState? {
    state.withLock { $0.runState == .running ? nil : $0.runState }
  }

  private init(
    _ spool: EventSpool, _ copies: PageFile, _ beginning: RunHistory, _ state: State
  ) {
    (self.spool, copyFile, self.beginning) = (spool, copies, beginning)
    self.state = Mutex(state)
  }

  /// How many copies of the history are kept, and about how many bytes they take in memory.
  public var copies: (count: Int, bytes: Int) {
    state.withLock { ($0.shelf.snapshots.count, $0.shelf.byteCount) }
  }

  /// The newest place.
  public var newest: RunPosition { state.withLock { $0.newest } }

  /// When the run began; `nil` before the first line of a log.
  public var begin: VirtualInstant? { state.withLock { $0.begin } }

  /// The number of the last input of the user, counted from 1; `nil` if there was none.
  public var lastInput: Int? { state.withLock { $0.inputs.last?.number } }

  /// Whether the first events can't be read any more, since newer ones have taken their place.
  public var isCut: Bool { spool.reachable.lowerBound > 0 }
}

// MARK: What must stay

extension RunPast {
  /// Keeps some events, in place of those that were held before.
  public func hold(_ hold: EventHold) { spool.hold(hold) }

  /// Whether there is no room for more without the events that are held.
  public var isFull: Bool { spool.isFull }
}

// MARK: What happens

extension RunPast {
  /// Appends a batch.
  ///
  /// - Parameter reported: When each event was reported, in order of time; `nil` for when each
  ///   happened.
  public func append(_ batch: EventBatch, reportedAt reported: [VirtualInstant]? = nil) {
    let first = spool.count
    if let reported {
      spool.append(
        zip(reported, batch.events).lazy.map { EventSpool.Record(reported: $0, event: $1) })
    } else {
      spool.append(batch.events)
    }
    let inputs = batch.events.indices.filter { batch.events[$0].kind.isInput }
    let reachable = spool.reachable
    state.withLock { state in
      for index in inputs where state.inputs.count < RunModel.inputLimit {
        state.inputs.append((first + index + 1, batch.events[index]))
      }
      state.newest = RunPosition(
        event: reachable.upperBound, instant: max(state.newest.instant, batch.now))
      let hasChanged = state.runState != batch.state || !batch.events.isEmpty
      state.runState = batch.state
      if batch.state != .running, hasChanged {
        state.note(.stopped(batch.state), at: state.newest)
      }
      if reachable.lowerBound > 0 { state.shelf.removeAll(before: reachable.lowerBound) }
    }
  }

  /// Notes when the run begins: a log may begin late.
  public func begin(at instant: VirtualInstant) {
    state.withLock { state in
      guard state.begin == nil else { return }
      (state.begin, state.newest.instant) = (instant, max(state.newest.instant, instant))
    }
  }

  /// Notes that the lints use other thresholds from a place on.
  func use(_ thresholds: LintThresholds, at position: RunPosition) {
    state.withLock { state in
      if !state.isOver { state.note(.thresholds(thresholds), at: position) }
    }
  }

  /// Whether a copy of the history after this number of events should be kept: when it is worth its
  /// cost, and in any case before the events after the last copy can't be read any more.
  func wantsCopy(after events: Int) -> Bool {
    let longest = max(RunPast.distance, spool.window / 4)
    return state.withLock { state in
      let last = state.shelf.snapshots.last?.position.event ?? 0
      return events >= min(state.nextCopy, last + longest)
    }
  }

  /// Keeps a copy of the history, whose last event is known here.
  func keep(_ history: RunHistory) {
    let snapshot = SnapshotShelf.Snapshot(history, in: copyFile)
    state.withLock { state in
      guard snapshot.position <= state.newest, !state.isOver else { return }
      state.nextCopy = snapshot.next
      state.shelf.keep(snapshot)
    }
  }

  /// Returns the past of another future that begins at a place: it takes the place of this one,
  /// which must not be used any more. All that came after the place is gone.
  ///
  /// - Returns: `nil` if the events before the place can't be read; this past stays then.
  public func successor(at position: RunPosition) -> RunPast? {
    guard spool.removeAll(after: position.event) else { return nil }
    let next = state.withLock { state in
      defer { state.isOver = true }
      return state
    }
    let past = RunPast(spool, copyFile, beginning, next)
    past.state.withLock { state in
      state.newest = min(state.newest, position)
      state.notes.removeAll { $0.position > position }
      state.inputs.removeAll { $0.number > position.event }
      state.shelf.removeAll(after: position)
      state.runState = .running
      state.nextCopy = state.shelf.snapshots.last?.next ?? RunPast.distance
    }
    return past
  }
}

extension RunPast.State {
  /// Adds a note after those of the same place.
  mutating func note(_ content: RunPast.Note.Content, at position: RunPosition) {
    let next = RunPast.Note(position: position, content: content)
    let place = notes.lastIndex { $0.position <= position }.map { $0 + 1 } ?? 0
    notes.insert(next, at: place)
  }
}

extension Event.Kind {
  fileprivate var isInput: Bool {
    if case .input = self { true } else { false }
  }
}

// MARK: Places

extension RunPast {
  /// The place of an instant: after all events reported until then, clamped to the run; `nil` if
  /// those can't be read any more.
  public func position(at instant: VirtualInstant) -> RunPosition? {
    let (newest, begin) = state.withLock { ($0.newest, $0.begin ?? .zero) }
    let instant = min(max(instant, begin), newest.instant)
    guard let count = spool.count(through: instant) else {
      // The start can always be shown.
      return instant == begin ? RunPosition(event: 0, instant: begin) : nil
    }
    return RunPosition(event: min(count, newest.event), instant: instant)
  }

  /// The place right after a number of events, clamped to the run; `nil` if the event can't be read
  /// any more.
  public func position(after events: Int) -> RunPosition? {
    let (newest, begin) = state.withLock { ($0.newest, $0.begin ?? .zero) }
    let events = min(max(events, 0), newest.event)
    guard events > 0 else { return RunPosition(event: 0, instant: begin) }
    guard let instant = spool.reported(events - 1) else { return nil }
    return RunPosition(event: events, instant: max(instant, begin))
  }

  /// Returns some events from a number on, counted from 0, with the instants at which they were
  /// reported; `nil` if they can't be read.
  func records(_ range: Range<Int>) -> ContiguousArray<EventSpool.Record>? {
    spool.records(range)
  }
}

// MARK: Restoring

extension RunPast {
  /// The last copy before an event; `nil` if there is none.
  func copy(before event: Int) -> SnapshotShelf.Snapshot? {
    state.withLock { $0.shelf.last(beforeEvent: event) }
  }

  /// Restores the run as it was at a place.
  ///
  /// - Returns: `nil` if the events up to it can't be read any more.
  /// - Complexity: Linear in the number of events since the last copy before the place.
  public func restore(_ position: RunPosition) -> RestoredRun? {
    let (found, notes, inputs) = state.withLock { state in
      state.shelf.visit(position.event)
      return (
        state.shelf.last(before: position), state.notes.filter { $0.position <= position },
        state.inputs.prefix { $0.number <= position.event }.map(\.event)
      )
    }
    guard let found, var history = found.restored() else { return nil }
    let notesLeft = notes.drop { $0.position < found.position }
    if position.event - found.position.event > 2 * RunPast.nearDistance {
      let near = position.event - RunPast.nearDistance
      let early = notesLeft.prefix { $0.position.event < near }
      guard fold(&history, to: near, early) else { return nil }
      let snapshot = SnapshotShelf.Snapshot(history, in: copyFile)
      state.withLock { if snapshot.position <= $0.newest { $0.shelf.keep(snapshot) } }
      guard fold(&history, to: position.event, notesLeft.dropFirst(early.count)) else { return nil }
    } else {
      guard fold(&history, to: position.event, notesLeft) else { return nil }
    }
    history.close(at: position.instant)
    return RestoredRun(
      position: position, history: history, inputs: inputs, upcoming: upcoming(after: history))
  }

  /// Restores the run at the next place after a number of events at which that is possible, for
  /// going on behind events that can't be read.
  ///
  /// - Returns: `nil` if there is none.
  public func restore(after event: Int) -> RestoredRun? {
    let first = spool.reachable.lowerBound
    let next = state.withLock { state in
      state.shelf.snapshots.first { $0.position.event > event && $0.position.event >= first }?
        .position ?? state.newest
    }
    return next.event > event ? restore(next) : nil
  }

  /// The next events after a history, so that a place can be shown between what was before it and
  /// what comes after it.
  private func upcoming(after history: RunHistory) -> [NamedEvent] {
    var later = history
    let end = min(history.analysis.eventCount + RunPast.upcomingEvents, newest.event)
    guard foldEvents(&later, to: end) else { return [] }
    return Array(later.tail.shown.suffix(later.tailCount - history.tailCount))
  }

  /// About twice as many events as have rows on a screen.
  private static let upcomingEvents = 64

  /// Folds the events up to a number, and what is noted between them.
  private func fold(_ history: inout RunHistory, to end: Int, _ notes: ArraySlice<Note>) -> Bool {
    for note in notes {
      guard foldEvents(&history, to: note.position.event) else { return false }
      history.apply(note)
    }
    return foldEvents(&history, to: end)
  }

  private func foldEvents(_ history: inout RunHistory, to end: Int) -> Bool {
    guard let noted = firstNoted(in: history.analysis.eventCount..<end) else { return false }
    while history.analysis.eventCount < end {
      let first = history.analysis.eventCount
      let last = min(first < noted ? noted : end, first + RunPast.batchLength)
      guard let records = spool.records(first..<last) else { return false }
      history.fold(records, isNoted: first >= noted)
    }
    return true
  }

  /// The first of some events that can still be in the tail after the last one; `nil` if they can't
  /// be read.
  private func firstNoted(in range: Range<Int>) -> Int? {
    var (first, rows) = (range.upperBound, 0)
    while first > range.lowerBound {
      let block = max(range.lowerBound, first - RunPast.batchLength)..<first
      // One block is looked at when it is folded.
      if block == range { return range.lowerBound }
      guard let records = spool.records(block) else { return nil }
      if let kept = EventTail.firstKept(of: records.map(\.event), rowsAfter: &rows) {
        return block.lowerBound + kept
      }
      first = block.lowerBound
    }
    return first
  }
}

extension RunHistory {
  fileprivate mutating func apply(_ note: RunPast.Note) {
    switch note.content {
    case .stopped(let state):
      // A copy may have been made after it.
      guard analysis.state != state || analysis.now != note.position.instant else { return }
      fold(EventBatch(events: [], now: note.position.instant, state: state))
    case .thresholds(let thresholds):
      close(at: note.position.instant)
      if thresholds != self.thresholds { use(thresholds) }
    }
  }

  /// Advances to an instant without an event; a run that has stopped has stopped there, too.
  mutating func close(at instant: VirtualInstant) {
    guard instant > analysis.now else { return }
    fold(EventBatch(events: [], now: instant, state: analysis.state))
  }

  /// Folds events as they were reported.
  ///
  /// One that happened before it was reported counts as happening then: time has come to that
  /// instant, however often the run was looked at before.
  ///
  /// - Parameters:
  ///   - isNoted: `false` if none of them can be in the tail after those that follow.
  ///   - look: Called with each batch of them that was folded.
  mutating func fold(
    _ records: ContiguousArray<EventSpool.Record>, isNoted: Bool = true,
    _ look: (FoldedBatch) -> Void = { _ in }
  ) {
    var events: [Event] = []
    events.reserveCapacity(records.count)
    var now = analysis.now
    for record in records {
      if record.event.instant < record.reported, now < record.reported {
        let batch = EventBatch(events: events, now: record.reported, state: .running)
        look(fold(batch, isNoted: isNoted))
        events.removeAll(keepingCapacity: true)
      }
      now = max(now, record.reported)
      events.append(record.event)
    }
    look(fold(EventBatch(events: events, now: now, state: .running), isNoted: isNoted))
  }
}
