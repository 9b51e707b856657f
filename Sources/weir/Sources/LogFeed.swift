import WeirDashboard
import WeirEngine
import WeirEvents
import WeirLog
import WeirSession

/// The events of a log, in the order of its lines.
///
/// Time begins at the first line, however late that is, advances to each line in turn, and ends at
/// the last one. If what follows is not known yet, as with a pipe, it waits.
struct LogFeed: RunFeed {
  let start: RunStart
  private let scenario: ScenarioDescription?
  private let log: LogFile
  private let updates: BoundedStream<SourceUpdate>
  private let notify: @Sendable () -> Void
  private var reading: LogReadAhead?
  private var piece = LogPiece()
  /// How many events of `piece` have been shown.
  private var index = 0
  private var eventCount = 0
  private(set) var now = VirtualInstant.zero
  private(set) var hasBegun = false
  private let known: SourceStatus
  /// The time and state shown last.
  private var shown: (now: VirtualInstant, state: RunState)?

  /// The maximum number of events shown at once.
  private static let batchLimit = 4096

  /// - Parameters:
  ///   - scenario: The scenario that the header names, if this program has it.
  ///   - status: What is known before the first event.
  ///   - notify: Called when a line has arrived after a wait.
  init(
    _ log: LogFile, _ start: RunStart, in scenario: ScenarioDescription?, _ status: SourceStatus,
    _ updates: BoundedStream<SourceUpdate>, notifying notify: @escaping @Sendable () -> Void
  ) {
    (self.log, self.start, self.scenario, known) = (log, start, scenario, status)
    (self.updates, self.notify) = (updates, notify)
  }

  var status: SourceStatus {
    var status = known
    let outcome = isAtEnd ? reading?.outcome : nil
    // Losses reported by the source are in the events.
    status.remarks = (outcome ?? piece.reading)?.remarksOnReading ?? []
    if (reading?.outcome ?? piece.reading)?.isOnlyInputs == true {
      status.ending = .failed(message: LogFeed.onlyInputs(known.name ?? ""))
      return status
    }
    guard isAtEnd, let ending = piece.ending else { return status }
    status.ending =
      switch ending {
      case .end(let reason): .end(reason: reason.rawValue)
      case .cut(let line): .cut(line: line)
      case .failed(let error): .failed(message: error.description)
      }
    return status
  }

  /// The message for a log of the record level `inputs`, which is known once all of it has been
  /// read.
  private static func onlyInputs(_ name: String) -> String {
    """
    The log '\(name)' contains the inputs of a run and no events. 'weir report' prints the command that repeats \
    the run.
    """
  }

  var state: RunState {
    guard isAtEnd, case .end(let reason) = piece.ending else { return .running }
    return RunState(reason)
  }

  private var isUsedUp: Bool { index == piece.events.count && reading?.isEmpty != false }

  var isAtEnd: Bool { piece.ending != nil && hasBegun && now >= piece.last && isUsedUp }
  var isStarved: Bool { isUsedUp && piece.ending == nil }
  var next: VirtualInstant? { index < piece.events.count ? piece.instants[index] : nil }
  var halt: SimulationHalt? { nil }
  var history: ShownEvents.History { .init(count: eventCount) }
}

// MARK: Start

extension LogFeed {
  mutating func begin(_ specification: RunSpecification) throws(CannotBegin) {}

  mutating func beginAgain() throws(CannotBegin) { restart() }

  mutating func rewind(upTo limit: VirtualInstant?) throws(CannotBegin) -> Int {
    restart()
    return 0
  }

  private mutating func restart() {
    reading?.stop()
    reading = log.read(in: scenario, notifying: notify)
    (piece, index, eventCount) = (LogPiece(), 0, 0)
    (now, hasBegun, shown) = (.zero, false, nil)
  }

  /// Does nothing, since the first line may not have arrived.
  mutating func showFirstInstant(isHeld: Bool) {}

  mutating func close() { reading?.stop() }
}

// MARK: Advancing

extension LogFeed {
  mutating func run(until limit: VirtualInstant, while shouldContinue: () -> Bool) {
    while true {
      refill()
      guard hasBegun else { return }
      // Time begins at the first line.
      let limit = max(limit, now)
      let events = take(LogFeed.batchLimit, until: limit)
      let isDone = next.map { $0 > limit } ?? reading?.isEmpty ?? true
      if isDone { now = max(now, next == nil ? min(limit, piece.last) : limit) }
      show(events)
      if isDone || !shouldContinue() { return }
    }
  }

  mutating func arrive(at target: VirtualInstant) -> Bool {
    guard hasBegun else { return false }
    // Events of the first instant belong together, even if the target is before it.
    let target = max(target, now)
    return next.map { $0 > target } ?? (isUsedUp && piece.last > target)
  }

  mutating func showOneEvent() -> Bool {
    refill()
    guard hasBegun, next != nil || piece.ending != nil else { return false }
    let events = take(1, until: .endOfTime)
    if events.isEmpty { now = max(now, piece.last) }
    // A step gets an answer even if nothing is left.
    shown = nil
    show(events)
    return true
  }

  mutating func run(
    toEvent count: Int, at instant: VirtualInstant, while shouldContinue: () -> Bool
  ) -> Bool {
    while true {
      refill()
      guard hasBegun else { return false }
      let events = take(min(LogFeed.batchLimit, count - eventCount), until: .endOfTime)
      show(events)
      if eventCount >= count || isUsedUp && piece.ending != nil { return true }
      if events.isEmpty || !shouldContinue() { return false }
    }
  }

  func canReach(event count: Int, at instant: VirtualInstant) -> Bool { eventCount <= count }

  mutating func showHeldEvents() {}
  mutating func stopHolding() {}
  mutating func send(_ input: RunInput) {}

  /// Takes what has been read, if everything before it has been shown.
  private mutating func refill() {
    guard index == piece.events.count, let read = reading?.take() else { return }
    let last = piece.last
    (piece, index) = (read, 0)
    if piece.first == nil { piece.last = last }
    guard !hasBegun, piece.first != nil || piece.ending != nil else { return }
    (now, hasBegun) = (piece.first ?? .zero, true)
  }

  /// Returns the next events up to an instant, at most `limit`.
  private mutating func take(_ limit: Int, until instant: VirtualInstant) -> ArraySlice<Event> {
    let most = min(piece.events.count - index, max(limit, 0))
    var end = index
    while end < index + most, piece.instants[end] <= instant { end += 1 }
    defer { index = end }
    if end > index { now = max(now, piece.instants[end - 1]) }
    return piece.events[index..<end]
  }

  private mutating func show(_ events: ArraySlice<Event>) {
    eventCount += events.count
    guard !events.isEmpty || shown.map({ $0 != (now, state) }) ?? true else { return }
    shown = (now, state)
    updates.send(.batchArrived(EventBatch(events: Array(events), now: now, state: state)))
  }
}
