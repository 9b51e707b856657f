/// Speaks when a task computes for long on a worker while others that could run have to wait.
///
/// A computation for which nobody has to wait blocks nothing, so it is looked at again until somebody does.
struct BlockedWorkerLint: Sendable {
  /// A worker that is held, and when to look at it next.
  private struct Watch: Sendable {
    let worker: WorkerID
    let since: VirtualInstant
    var due: VirtualInstant
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private let threshold: Duration
  private let severe: Duration
  private var watches: [Watch] = []
  private var readyCount = 0

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.loopBlocked
    severe = thresholds.loopBlockedSeverely
  }

  mutating func becameReady() { readyCount += 1 }

  mutating func leftReady() { readyCount -= 1 }

  mutating func occupied(_ worker: WorkerID, _ now: VirtualInstant) {
    watches.append(Watch(worker: worker, since: now, due: now.advanced(by: threshold)))
    findNextDue()
  }

  mutating func freed(_ worker: WorkerID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    watches.removeAll { $0.worker == worker }
    if !board.isEmpty {
      board.clear(key(worker), at: now)
      board.clear(key(worker, isSevere: true), at: now)
    }
    findNextDue()
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in watches.indices where watches[index].due <= due {
      let watch = watches[index]
      if readyCount > 0 { report(watch, at: due, ledgers, &board) }
      watches[index].due = nextLook(at: watch, after: due)
    }
    findNextDue()
  }

  /// At each threshold up to the severe one, and then whenever the time has doubled.
  private func nextLook(at watch: Watch, after due: VirtualInstant) -> VirtualInstant {
    let elapsed = watch.since.duration(to: due)
    if elapsed >= severe { return due.advanced(by: elapsed) }
    return min(due.advanced(by: threshold), watch.since.advanced(by: severe))
  }

  private func report(
    _ watch: Watch, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let isSevere = watch.since.duration(to: now) >= severe
    let key = key(watch.worker, isSevere: isSevere)
    guard !board.holds(key), let occupant = ledgers.workers[watch.worker]?.occupant else { return }
    let held = watch.since.duration(to: now).words
    let limit = isSevere ? "\(severe.words) is a severe block" : "\(threshold.words) is a block"
    let waiting = readyCount == 1 ? "1 task that could run waits" : "\(readyCount) tasks wait"
    let evidence = """
      \(ledgers.tasks.name(of: occupant.task)) has computed for \(held) without giving the worker up, and \
      \(waiting) for it; \(limit).
      """
    if isSevere { board.clear(self.key(watch.worker), at: now) }
    let finding = Finding(
      lint: .loopBlocked, subject: "worker-\(watch.worker.rawValue)", since: watch.since,
      evidence: evidence)
    board.raise(finding, as: key, at: now)
  }

  private func key(_ worker: WorkerID, isSevere: Bool = false) -> FindingBoard.Key {
    .init(lint: .loopBlocked, subject: UInt64(worker.rawValue) << 1 | (isSevere ? 1 : 0))
  }

  private mutating func findNextDue() {
    nextDue = watches.lazy.map(\.due).min() ?? .endOfTime
  }
}
