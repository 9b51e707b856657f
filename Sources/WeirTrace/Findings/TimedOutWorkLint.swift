/// Speaks when work goes on after its deadline for longer than it should take to stop.
///
/// Work that puts its things in order is given the time for it, and the grace after it once more.
struct TimedOutWorkLint: Sendable {
  var nextDue: VirtualInstant { line.next }
  private let grace: Duration
  private var line = DueLine()
  /// Work that was found putting its things in order.
  private var cleaning: [TimeoutID] = []

  init(_ thresholds: LintThresholds) {
    grace = thresholds.timedOutWorkGrace
  }

  mutating func fired(_ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    line.append(timeout.rawValue, due: now.advanced(by: grace)) { number in
      ledgers.timeouts[TimeoutID(number)] != nil
    }
  }

  mutating func ended(_ timeout: TimeoutID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    cleaning.removeAll { $0 == timeout }
    if !board.isEmpty { board.clear(key(timeout), at: now) }
  }

  mutating func cleanupEnded(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard !cleaning.isEmpty else { return }
    let over = cleaning.filter { ledgers.timeouts[$0]?.task == task }
    cleaning.removeAll { over.contains($0) }
    for timeout in over { fired(timeout, now, ledgers) }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let number = line.pop(due: due) {
      guard let timeout = ledgers.timeouts[TimeoutID(number)] else { continue }
      if ledgers.tasks[timeout.task]?.isCleaningUp == true {
        cleaning.append(timeout.id)
      } else {
        report(timeout, at: due, ledgers, &board)
      }
    }
  }

  private func report(
    _ timeout: TimeoutRecord, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let fired = timeout.fired else { return }
    let name = ledgers.tasks.name(of: timeout.task)
    let evidence = """
      The deadline of \(name)'s work passed at \(fired.words), and \(fired.duration(to: now).words) later the \
      work still goes on; it has \(grace.words) to stop.
      """
    let finding = Finding(
      lint: .timedOutWorkRunning, subject: name, since: fired, evidence: evidence)
    board.raise(finding, as: key(timeout.id), at: now)
  }

  private func key(_ timeout: TimeoutID) -> FindingBoard.Key {
    .init(lint: .timedOutWorkRunning, subject: timeout.rawValue)
  }
}
