public import WeirEvents

/// Why a task waits, step by step: it waits for a task, which waits for another, and so on to the
/// end.
///
/// If several tasks could end a wait, the chain follows the one that has held what is needed
/// longest.
public struct WaitChain: Hashable, Sendable {
  /// The steps, beginning with the task that was asked about; empty if no known task can end its
  /// wait.
  public let links: [WaitLink]
  /// The task at the end of the chain.
  public let last: TaskID
  /// Why the chain ends there.
  public let end: End

  /// Why a chain of waits ends.
  public enum End: Hashable, Sendable {
    /// The last task does not wait: it runs, or will as soon as it gets its turn.
    case runs
    /// The last task sleeps until an instant.
    case sleeps(until: VirtualInstant)
    /// The last task waits for something that no known task can end.
    case outside(Wait)
    /// The last task waits for something whose every other user has ended.
    case abandoned(Wait)
    /// The last task has ended, and will never release what it held.
    case hasEnded
    /// The last task is not known.
    case unknown
    /// The last task is one of the chain: none of those from its first mention on can continue.
    case cycle
    /// The chain is longer than `WaitChain.limit`.
    case long
  }

  /// The maximum number of steps followed.
  public static let limit = 64
}

extension Analysis {
  /// The chain of waits that begins with a task; `nil` if there is no such task alive, or it does
  /// not wait.
  ///
  /// - Complexity: Constant time per step and per task that could end it: for the page of a task.
  public func waitChain(from task: TaskID) -> WaitChain? {
    guard let record = tasks[task], record.isLive, record.wait != nil else { return nil }
    var links: [WaitLink] = []
    var seen: Set<TaskID> = []
    var next = task
    while seen.insert(next).inserted {
      switch step(from: next) {
      case .end(let end): return WaitChain(links: links, last: next, end: end)
      case .link(let wait, let holder):
        links.append(WaitLink(task: next, wait: wait, next: holder.task))
        next = holder.task
        if holder.hasEnded { return WaitChain(links: links, last: next, end: .hasEnded) }
        if links.count >= WaitChain.limit { return WaitChain(links: links, last: next, end: .long) }
      }
    }
    return WaitChain(links: links, last: next, end: .cycle)
  }

  private enum Step {
    case link(Wait, WaitHolder)
    case end(WaitChain.End)
  }

  private func step(from task: TaskID) -> Step {
    guard let record = tasks[task] else { return .end(.unknown) }
    guard record.isLive else { return .end(.hasEnded) }
    guard let wait = record.wait, record.state != .working else { return .end(.runs) }
    if case .sleep(let until) = wait { return .end(.sleeps(until: until)) }
    if let holder = holders(of: wait, by: record).first { return .link(wait, holder) }
    return .end(isAbandoned(wait) ? .abandoned(wait) : .outside(wait))
  }

  /// Whether a task waits for the other end of a queue, and every task that was ever there has
  /// ended.
  ///
  /// False if it is not known which tasks were there, as when callbacks fill a queue.
  public func isAbandoned(_ wait: Wait) -> Bool {
    switch wait {
    case .queuePut(let queue): use(of: queue)?.hasLostConsumers == true
    case .queueGet(let queue): use(of: queue)?.hasLostProducers == true
    case .sleep, .join, .child, .work, .poolAcquire, .batch, .children, .offload, .other: false
    }
  }
}
