import WeirEvents

/// Fires when a task computes for a long time on a worker of the loop, where nothing else can run
/// meanwhile.
///
/// There is one finding per worker, with the longest block; it is cleared after a while without a
/// block. Background workers may be occupied for as long as necessary.
struct BlockedWorkerLint: LintRule {
  /// A worker that is occupied, and when to check it next.
  private struct Watch: Sendable {
    let worker: WorkerID
    let task: TaskID
    let since: VirtualInstant
    let place: CallSite
    let call: Symbol
    var due: VirtualInstant
  }

  /// The blocks of one worker that a finding covers.
  private struct Record: Sendable {
    let worker: WorkerID
    let since: VirtualInstant
    var worst = Duration.zero
    var isSevere = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var threshold: Duration
  private var severe: Duration
  private var watches: [Watch] = []
  private var records: [Record] = []
  private var quiet: QuietTimes
  private var readyCount = 0

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.loopBlocked
    severe = thresholds.loopBlockedSevere
    quiet = QuietTimes(thresholds.quiet)
  }

  /// Uses other thresholds for blocks that begin from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    threshold = thresholds.loopBlocked
    severe = thresholds.loopBlockedSevere
    quiet.quiet = thresholds.quiet
  }

  mutating func becameReady() { readyCount += 1 }

  mutating func leftReady() { readyCount -= 1 }

  mutating func occupied(
    _ worker: WorkerID, by task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    watches.removeAll { $0.worker == worker }
    guard ledgers.workers[worker]?.isBackground != true, watches.count < LintLimits.subjects else {
      return findNextDue()
    }
    // A log may report late that a worker is occupied, usually when it was blocked.
    let occupant = ledgers.workers[worker]?.occupant
    let since = min(occupant?.since ?? now, now)
    let due = max(since.advanced(by: threshold), now)
    watches.append(
      Watch(
        worker: worker, task: task, since: since, place: occupant?.place ?? .unknown,
        call: occupant?.call ?? .empty, due: due))
    findNextDue()
  }

  mutating func freed(
    _ worker: WorkerID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let index = watches.firstIndex(where: { $0.worker == worker }) else { return }
    let watch = watches.remove(at: index)
    if watch.since.duration(to: now) > threshold {
      report(watch, isOver: true, at: now, ledgers, &board)
      if isKnown(watch) { quiet.note(UInt64(worker.rawValue), at: now) }
    }
    findNextDue()
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    for index in watches.indices where watches[index].due <= due {
      let watch = watches[index]
      report(watch, isOver: false, at: due, ledgers, &board)
      if isKnown(watch) { quiet.hold(UInt64(watch.worker.rawValue)) }
      watches[index].due = nextCheck(at: watch, after: due)
    }
    while let worker = quiet.pop(due: due) { forget(worker, at: due, &board) }
    findNextDue()
  }
}

extension BlockedWorkerLint {
  /// Takes over from the ledgers, after a snapshot, which workers are occupied and how many tasks
  /// are ready.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    readyCount = ledgers.tasks.records.count { $0.state == .ready }
    // When the others were freed was not seen.
    watches.removeAll { ledgers.workers[$0.worker]?.occupant?.task != $0.task }
    for worker in records.map(\.worker) where !watches.contains(where: { $0.worker == worker }) {
      quiet.note(UInt64(worker.rawValue), at: now)
    }
    findNextDue()
  }

  /// At the threshold, at the severe threshold, and then every second or, for a long block,
  /// whenever it has become longer by an eighth.
  private func nextCheck(at watch: Watch, after due: VirtualInstant) -> VirtualInstant {
    let elapsed = watch.since.duration(to: due)
    guard elapsed >= severe else { return watch.since.advanced(by: severe) }
    return due.advanced(by: max(.seconds(1), elapsed / 8))
  }

  private mutating func report(
    _ watch: Watch, isOver: Bool, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let index = index(of: watch) else { return }
    let length = watch.since.duration(to: now)
    guard length >= records[index].worst else { return }
    records[index].worst = length
    let key = key(UInt64(watch.worker.rawValue))
    if length >= severe, !records[index].isSevere {
      records[index].isSevere = true
      board.clear(key, at: now)
    }
    let finding = Finding(
      lint: .loopBlocked, subject: ledgers.workers.name(of: watch.worker),
      since: records[index].since,
      evidence: evidence(watch, length, isOver: isOver, records[index].isSevere, ledgers),
      cause: watch.call.isEmpty ? nil : .blockingCall, place: watch.place)
    board.update(finding, as: key, at: now)
  }

  private func evidence(
    _ watch: Watch, _ length: Duration, isOver: Bool, _ isSevere: Bool, _ ledgers: Ledgers
  ) -> String {
    let limit = isSevere ? "severe from \(severe.words)" : "warns from \(threshold.words)"
    let task = watch.task == .none ? "A callback" : ledgers.tasks.name(of: watch.task)
    let site = watch.place == .unknown ? "" : " at \(watch.place)"
    return """
      \(task) \(verb(watch, isOver)) for \(length.words)\(site) without yielding \(place(of: watch, ledgers))\
      \(victims(isOver: isOver, ledgers)) (\(limit)).
      """
  }

  private func place(of watch: Watch, _ ledgers: Ledgers) -> String {
    ledgers.workers[watch.worker]?.isLoop == true ? "the loop" : "the worker"
  }

  private func verb(_ watch: Watch, _ isOver: Bool) -> String {
    if watch.call.isEmpty { return isOver ? "computed" : "has computed" }
    return "\(isOver ? "was" : "has been") in \(watch.call)"
  }

  /// The tasks that could run meanwhile, as far as they are known: a blocked loop does not notice
  /// which timers are due.
  private func victims(isOver: Bool, _ ledgers: Ledgers) -> String {
    // Which of several loops a ready task belongs to is not counted.
    guard ledgers.workers.records.count(where: \.isLoop) < 2 else { return "" }
    return switch (readyCount, isOver) {
    case (0, _): ""
    case (1, false): ", and 1 ready task waits for it"
    case (1, true): ", and 1 ready task waited for it"
    case (_, false): ", and \(readyCount) ready tasks wait for it"
    case (_, true): ", and \(readyCount) ready tasks waited for it"
    }
  }

  /// The index of a worker's record; `nil` if there is no room for one more.
  private mutating func index(of watch: Watch) -> Int? {
    if let known = records.firstIndex(where: { $0.worker == watch.worker }) { return known }
    guard records.count < LintLimits.subjects else { return nil }
    records.append(Record(worker: watch.worker, since: watch.since))
    return records.count - 1
  }

  private func isKnown(_ watch: Watch) -> Bool {
    records.contains { $0.worker == watch.worker }
  }

  private mutating func forget(
    _ worker: UInt64, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    records.removeAll { UInt64($0.worker.rawValue) == worker }
    board.clear(key(worker), at: now)
  }

  private func key(_ worker: UInt64) -> FindingBoard.Key {
    .init(lint: .loopBlocked, subject: worker)
  }

  private mutating func findNextDue() {
    nextDue = min(watches.lazy.map(\.due).min() ?? .endOfTime, quiet.nextDue)
  }
}
