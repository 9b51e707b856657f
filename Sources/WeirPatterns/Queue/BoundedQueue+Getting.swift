public import Synchronization
public import WeirEvents

extension BoundedQueue {
  /// Takes the first element out, and waits for one if there is none.
  ///
  /// - Throws: `QueueError.closed` once a closed queue is empty, or `CancellationError` if the task was asked to stop
  ///   before it got anything.
  @inlinable
  public func get(
    fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    switch try take(by: task) {
    case .done(let element): return element
    case .waits(let ticket):
      let settlement = try await suspend(
        task, at: ticket, on: .queueGet(id), CallSite(fileID, line))
      guard case .received(let element) = settlement else { throw QueueError.closed }
      return element
    }
  }

  /// Takes the first element out as `get()` does, but does not wait longer than the limit.
  ///
  /// An element that is there is delivered, whatever the limit.
  ///
  /// - Parameter limit: with zero or less it does not wait at all; 292 years or more is no limit.
  /// - Throws: `TimeoutError` if there was none by then, besides what `get()` throws.
  public func get(
    within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    let term = LimitedWait(limit, on: clock)
    let report = TimeoutReport(limit: term.limit, to: reporter)
    return try await report.telling {
      switch try take(by: task) {
      case .done(let element): return element
      case .waits(let ticket):
        let settlement = try await suspend(
          task, at: ticket, on: .queueGet(id), CallSite(fileID, line), within: term, report)
        guard case .received(let element) = settlement else { throw QueueError.closed }
        return element
      }
    }
  }

  /// Takes the first element out if there is one, and a place in the line if there is none.
  @inlinable
  func take(by task: TaskID) throws -> QueueStep<Element> {
    switch machine.withLock({ $0.get(by: task) }) {
    case .dequeued(let item, let depth, let admitted):
      reporter?.report(.queue(id, .dequeued(by: task, item: item.id, depth: depth)))
      if let admitted { admit(admitted) }
      return .done(item.element)
    case .handed(let item, let producer):
      reporter?.report(.queue(id, .enqueued(by: producer.task, item: item.id, depth: 0)))
      reporter?.report(.queue(id, .dequeued(by: task, item: item.id, depth: 0)))
      wake(producer)
      return .done(item.element)
    case .closed: throw QueueError.closed
    case .suspend(let ticket): return .waits(ticket)
    }
  }

  /// What comes of asking the machine once.
  @usableFromInline
  enum QueueStep<Value> {
    case done(Value)
    case waits(Machine.Ticket)
  }

  @usableFromInline
  func admit(_ admission: Machine.Admission) {
    reporter?.report(
      .queue(id, .enqueued(by: admission.wakeup.task, item: admission.item, depth: admission.depth))
    )
    wake(admission.wakeup)
  }
}
