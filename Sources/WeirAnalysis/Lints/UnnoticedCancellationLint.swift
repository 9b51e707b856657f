import WeirEvents

/// Fires when a cancelled task continues as if it had not been cancelled.
///
/// The proof is that it begins a new wait, which would report the cancellation, and has not noticed
/// it when time advances; or that it has not noticed after a while, although it was neither ready
/// without a worker nor waiting for a child. A task that ends has noticed; one that is cleaning up
/// is shielded.
struct UnnoticedCancellationLint: LintRule {
  var nextDue: VirtualInstant { min(line.next, waits.next) }
  private var threshold: Duration
  private var line = DueLine()
  /// Tasks that have begun to wait since their cancellation, to be checked when time advances.
  private var waits = DueLine()
  /// The tasks in `waits`.
  private var suspects: Set<TaskID> = []
  /// The live tasks that are cancelled and have not noticed.
  private var pending: Set<TaskID> = []

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.cancellationUnnoticed
  }

  /// Uses other thresholds for what begins from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    threshold = thresholds.cancellationUnnoticed
  }

  mutating func requested(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard let record = ledgers.tasks[task], record.isLive, let request = record.cancellation,
      request.noticed == nil, request.cleanupStarted == nil, pending.insert(task).inserted
    else { return }
    line.append(UInt64(task.rawValue), due: now.advanced(by: threshold)) { [pending] number in
      pending.contains(TaskID(UInt32(number)))
    }
  }

  /// Notes that the task has noticed, or has ended.
  mutating func settled(_ task: TaskID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    guard !pending.isEmpty, pending.remove(task) != nil else { return }
    if !board.isEmpty { board.clear(key(task), at: now) }
  }

  @inline(__always)
  mutating func suspended(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if !pending.isEmpty { note(task, wait, now, ledgers) }
  }

  private mutating func note(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    guard pending.contains(task), wait.endsWhenCancelled,
      ledgers.tasks[task]?.isCleaningUp == false, suspects.insert(task).inserted
    else { return }
    waits.append(UInt64(task.rawValue), due: now) { [pending] number in
      pending.contains(TaskID(UInt32(number)))
    }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let number = waits.pop(due: due) {
      suspects.remove(TaskID(UInt32(number)))
      guard let record = suspect(number, ledgers), let wait = record.wait else { continue }
      let words = ledgers.words(for: wait)
      report(record, at: due, ledgers, &board) {
        "began to \(words.verb) \(words.rest) without noticing"
      }
    }
    while let number = line.pop(due: due) {
      guard let record = suspect(number, ledgers), record.couldHaveNoticed(ledgers.workers) else {
        continue
      }
      report(record, at: due, ledgers, &board) { [threshold] in
        "has not noticed after \(threshold.words)"
      }
    }
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    for task in pending.sorted() where !ledgers.tasks.isLive(task) { settled(task, now, &board) }
  }

  /// The task with a number, if it still has not noticed; `nil` otherwise.
  private func suspect(_ number: UInt64, _ ledgers: Ledgers) -> TaskRecord? {
    let task = TaskID(UInt32(number))
    return pending.contains(task) ? ledgers.tasks[task] : nil
  }

  private func report(
    _ record: TaskRecord, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard,
    _ action: () -> String
  ) {
    let key = key(record.id)
    guard !board.holds(key), let request = record.cancellation else { return }
    let canceller =
      request.requestedBy == .none
      ? "something outside all tasks" : ledgers.name(of: request.requestedBy)
    let evidence = """
      \(record.name) was cancelled at \(request.requested.words) by \(canceller) and \(action()).
      """
    let finding = Finding(
      lint: .cancellationUnnoticed, subject: "\(record.name)", group: "\(record.role)",
      since: request.requested, evidence: evidence, place: record.callSite)
    board.raise(finding, as: key, at: now)
  }

  private func key(_ task: TaskID) -> FindingBoard.Key {
    .init(lint: .cancellationUnnoticed, subject: UInt64(task.rawValue))
  }
}

extension Wait {
  /// Whether a cancelled task can't begin this wait without noticing.
  fileprivate var endsWhenCancelled: Bool {
    switch self {
    case .sleep, .queuePut, .queueGet, .join, .poolAcquire, .batch, .offload, .other: true
    case .child, .children, .work: false
    }
  }
}

extension TaskRecord {
  /// Whether nothing keeps the task from noticing its cancellation: neither a computation on a
  /// background worker, nor a child, nor a batch in process, which can't be withdrawn.
  fileprivate func couldHaveNoticed(_ workers: WorkerLedger) -> Bool {
    guard !isCleaningUp else { return false }
    switch state {
    case .created, .ready: return false
    case .working:
      guard case .work(let worker) = wait else { return true }
      return workers[worker]?.isBackground != true
    case .waiting:
      switch wait {
      case .child, .children, .batch: return false
      case .sleep, .queuePut, .queueGet, .join, .work, .poolAcquire, .offload, .other, nil:
        return true
      }
    case .running, .sleeping, .finished, .failed, .cancelled, .timedOut: return true
    }
  }
}
