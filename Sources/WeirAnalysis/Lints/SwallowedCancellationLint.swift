import WeirEvents

/// Fires when a task receives its cancellation and continues all the same.
///
/// A log may say so. Otherwise the proof is that the task, a while after it has received the
/// cancellation, waits for something new without cleaning up; but only in runs whose tasks end
/// before their parents, since asyncio can withdraw a cancellation and its logs don't say when.
struct SwallowedCancellationLint: LintRule {
  /// Whether a new wait proves anything.
  var isProvenByWaits = true
  private var threshold: Duration
  private var line = DueLine()
  /// The live tasks that have received their cancellation, and those reported.
  private var pending: Set<TaskID> = []
  /// Those that were checked and may still prove it.
  private var undecided: [TaskID] = []

  var nextDue: VirtualInstant { line.next }

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.cancellationSwallowed
  }

  /// Uses other thresholds for what begins from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    threshold = thresholds.cancellationSwallowed
  }

  /// Notes that a task received its cancellation.
  mutating func noticed(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard isProvenByWaits, let record = ledgers.tasks[task], record.isLive,
      let request = record.cancellation, request.cleanupStarted == nil,
      pending.insert(task).inserted
    else { return }
    append(task, now)
  }

  /// Notes that the task is cleaning up or has ended.
  mutating func settled(_ task: TaskID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    guard !pending.isEmpty, pending.remove(task) != nil else { return }
    if !board.isEmpty { board.clear(key(task), at: now) }
  }

  /// Notes that the log says that the task continued.
  mutating func swallowed(
    _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let record = ledgers.tasks[task], record.isLive else { return }
    pending.insert(task)
    report(record, at: now, ledgers, &board)
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let number = line.pop(due: due) {
      let task = TaskID(UInt32(number))
      guard pending.contains(task), let record = ledgers.tasks[task], record.isLive,
        !record.isCleaningUp, let noticed = record.cancellation?.noticed
      else { continue }
      if record.wait != nil, record.state != .working, record.since > noticed {
        report(record, at: due, ledgers, &board)
      } else {
        undecided.append(task)
      }
    }
  }

  /// Checks the undecided tasks again a while after an instant: up to there nothing has happened to
  /// them, however long that is.
  mutating func resume(after now: VirtualInstant, _ ledgers: Ledgers) {
    for task in undecided { append(task, now) }
    undecided = []
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    for task in pending.sorted() where !ledgers.tasks.isLive(task) { settled(task, now, &board) }
  }

  private mutating func append(_ task: TaskID, _ now: VirtualInstant) {
    line.append(UInt64(task.rawValue), due: now.advanced(by: threshold)) { [pending] number in
      pending.contains(TaskID(UInt32(number)))
    }
  }

  private func report(
    _ record: TaskRecord, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let request = record.cancellation else { return }
    let canceller =
      request.requestedBy == .none ? "" : " by \(ledgers.name(of: request.requestedBy))"
    let action = record.wait.map { wait in
      let words = ledgers.words(for: wait)
      return "it \(words.verb)s \(words.rest)"
    }
    let evidence = """
      \(record.name) was cancelled at \(request.requested.words)\(canceller), caught the \
      cancellation and continued: \(action ?? "it still runs").
      """
    let isPlaced = request.swallowed != nil && request.swallowedAt != .unknown
    let finding = Finding(
      lint: .cancellationSwallowed, subject: "\(record.name)", group: "\(record.role)",
      since: request.noticed ?? request.requested, evidence: evidence,
      place: isPlaced ? request.swallowedAt : record.callSite)
    board.raise(finding, as: key(record.id), at: now)
  }

  private func key(_ task: TaskID) -> FindingBoard.Key {
    .init(lint: .cancellationSwallowed, subject: UInt64(task.rawValue))
  }
}
