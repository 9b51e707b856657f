import WeirEvents

/// Fires when a task that could run waits long for its turn, although no single task blocks the
/// loop: there is too much to do.
///
/// Time in which nothing ran at all does not count: then a task blocks the loop, which another lint
/// reports, or the whole program stood still. There is one finding for each loop, which is cleared
/// after a while without such a task. In a simulation, where the length of a step is chosen by the
/// scenario, nothing is reported.
struct StarvedWorkerLint: LintRule {
  /// The waits on one loop that a finding covers.
  private struct Record: Sendable {
    let worker: UInt64
    let since: VirtualInstant
    var worst = Duration.zero
  }

  /// Whether the run is that of a real program.
  var isActive = true
  /// In nanoseconds, since it is compared for each step of a task.
  private var threshold: Int64
  private var quiet: QuietTimes
  private var records: [Record] = []
  private var readyCount = 0
  /// When a task last became ready while none was, or last got its turn.
  private var progress = VirtualInstant.zero
  /// The last stretch of time in which nothing ran although a task was ready.
  private var pause = Stretch()
  /// The last computation that held a worker of the loop.
  private var block = Stretch()
  private var occupants: [WorkerID: VirtualInstant] = [:]

  private struct Stretch: Sendable {
    var from = VirtualInstant.zero
    var to = VirtualInstant.zero

    /// How many nanoseconds of the time from an instant on lie within it.
    func overlap(from start: VirtualInstant) -> Int64 {
      max(to.nanoseconds(since: max(from, start)), 0)
    }
  }

  var nextDue: VirtualInstant { quiet.nextDue }

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.workerStarved.nanoseconds
    quiet = QuietTimes(thresholds.quiet)
  }

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    threshold = thresholds.workerStarved.nanoseconds
    quiet.quiet = thresholds.quiet
  }

  @inline(__always)
  mutating func becameReady(_ now: VirtualInstant) {
    readyCount += 1
    if readyCount == 1 { progress = now }
  }

  @inline(__always)
  mutating func leftReady(_ now: VirtualInstant) {
    readyCount -= 1
    if now.nanoseconds(since: progress) > threshold / 2 { pause = Stretch(from: progress, to: now) }
    progress = now
  }

  /// Whether a task that got its turn waited long for it, so that `waited` has to be called.
  @inline(__always)
  func isLate(_ stay: TaskStay, _ now: VirtualInstant) -> Bool {
    isActive && now.nanoseconds(since: stay.since) > threshold
  }

  /// Notes that a task got its turn late, with the stay in which it waited for it.
  mutating func waited(
    _ stay: TaskStay, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard stay.state == .ready || stay.state == .created else { return }
    var still = max(pause.overlap(from: stay.since), block.overlap(from: stay.since))
    if let since = occupants.values.min() {
      still = max(still, Stretch(from: since, to: now).overlap(from: stay.since))
    }
    guard now.nanoseconds(since: stay.since) - still > threshold else { return }
    report(stay.task, stay.since, at: now, ledgers, &board)
  }

  mutating func occupied(_ worker: WorkerID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard ledgers.workers[worker]?.isBackground != true,
      occupants[worker] != nil || occupants.count < LintLimits.subjects
    else { return }
    occupants[worker] = min(ledgers.workers[worker]?.occupant?.since ?? now, now)
  }

  mutating func freed(_ worker: WorkerID, _ now: VirtualInstant) {
    if let since = occupants.removeValue(forKey: worker) { block = Stretch(from: since, to: now) }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let worker = quiet.pop(due: due) {
      records.removeAll { $0.worker == worker }
      board.clear(key(worker), at: due)
    }
  }

  /// Takes over from the ledgers, after a snapshot, how many tasks are ready.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    readyCount = 0
    for record in ledgers.tasks.presentRecords where record.state == .ready { readyCount += 1 }
    // What happened since the last event was not seen.
    pause = Stretch(from: progress, to: now)
    progress = now
    occupants = occupants.filter { ledgers.workers[$0.key]?.occupant != nil }
  }
}

extension StarvedWorkerLint {
  private mutating func report(
    _ task: TaskID, _ since: VirtualInstant, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let record = ledgers.tasks[task] else { return }
    let worker = record.origin.details.worker ?? WorkerID(1)
    let number = UInt64(worker.rawValue)
    guard let index = index(of: number, since) else { return }
    quiet.note(number, at: now)
    let length = since.duration(to: now)
    guard length > records[index].worst else { return }
    records[index].worst = length
    let others = readyCount == 1 ? "1 task is" : "\(readyCount) tasks are"
    let evidence = """
      \(record.name) waited \(length.words) for its turn although it could run, and \(others) \
      ready now (warns from \(Duration.nanoseconds(threshold).words)).
      """
    let finding = Finding(
      lint: .workerStarved, subject: ledgers.workers.name(of: worker),
      since: records[index].since, evidence: evidence,
      place: record.callSite == .unknown ? record.origin.details.place : record.callSite)
    board.update(finding, as: key(number), at: now)
  }

  /// The index of a loop's record; `nil` if there is no room for one more.
  private mutating func index(of worker: UInt64, _ since: VirtualInstant) -> Int? {
    if let known = records.firstIndex(where: { $0.worker == worker }) { return known }
    guard records.count < LintLimits.subjects else { return nil }
    records.append(Record(worker: worker, since: since))
    return records.count - 1
  }

  private func key(_ worker: UInt64) -> FindingBoard.Key {
    .init(lint: .workerStarved, subject: worker)
  }
}
