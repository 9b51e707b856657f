public import WeirEvents

/// A queue between producers and consumers that holds a limited number of elements.
///
/// Elements leave first in, first out, and waiting tasks are served first come, first served. The
/// `OverflowPolicy` decides what a full queue does with one more element. Each element that is
/// accepted is delivered exactly once, whatever is cancelled when: a task that is cancelled while
/// it waits has not put or got anything, and a task that has put or got something returns, even if
/// it has been cancelled meanwhile.
///
/// `taskDone` and `join` count elements: `join` returns when every accepted element has been marked
/// as done.
///
/// It may be used from any number of threads.
///
/// - Complexity: Putting and getting take constant time.
public final class BoundedQueue<Element: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  @usableFromInline
  typealias Waiter = UnsafeContinuation<QueueAnswer<Element>, Never>
  @usableFromInline
  typealias Machine = BoundedQueueStateMachine<Element, Waiter>

  @usableFromInline let clock: C
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let machine: MachineLock<Machine>
  /// The number of the queue in reports.
  public let id: QueueID

  /// Makes an empty queue.
  ///
  /// - Parameters:
  ///   - name: its name in reports.
  ///   - type: the type of the elements, if it does not follow from the context.
  ///   - capacity: the maximum number of elements that wait; `nil` is no limit, and with 0
  ///     producers hand elements directly to consumers. Less than 0 counts as 0.
  ///   - overflow: what a full queue does with one more element.
  ///   - clock: measures the limits of `put(_:within:)` and `get(within:)`.
  ///   - reporter: receives every event; `nil` reports nothing.
  public init(
    _ name: String = "queue", of type: Element.Type = Element.self, capacity: Int?,
    overflow: OverflowPolicy = .block, clock: C, reporter: (any Reporter)? = nil
  ) {
    self.clock = clock
    self.reporter = reporter
    self.id = reporter?.makeQueueID() ?? .none
    self.machine = MachineLock(
      Machine(capacity: capacity, overflow: overflow, tracksItems: reporter != nil), for: reporter)
    reporter?.report(
      .queue(
        id,
        .created(
          name: Label(name), capacity: capacity.map { UInt32(clamping: $0) }, overflow: overflow)))
  }

  /// The number of elements that wait.
  public var depth: Int { machine.withLock { $0.items.count } }

  /// The number of elements that have been accepted and not marked as done.
  public var unfinishedCount: Int { machine.withLock { $0.unfinished } }
}

// MARK: Putting

extension BoundedQueue {
  /// Enqueues an element, waiting for a place if the queue is full and its policy is to block.
  ///
  /// - Throws: `QueueError.closed`, `QueueError.full`, or `CancellationError` if the task was
  ///   cancelled before the element was accepted: in each case the queue does not have the element.
  @inlinable
  @inline(__always)  // A call that does not wait then needs no stack of its own.
  @discardableResult
  public func put(
    _ element: Element, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PutResult {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    switch try offer(element, by: task) {
    case .done(let result): return result
    case .waits(let ticket):
      _ = try await wait(task, at: ticket, on: .queuePut(id), CallSite(fileID, line))
      return .accepted
    }
  }

  /// Enqueues an element as `put(_:)` does, but does not wait longer than a limit.
  ///
  /// An element for which there is a place is accepted, whatever the limit.
  ///
  /// - Parameter limit: the longest wait; with zero or less it does not wait at all, and 292 years
  ///   or more is no limit.
  /// - Throws: `TimeoutError` if the element was not accepted by then, besides what `put(_:)`
  ///   throws.
  @inlinable
  @discardableResult
  public func put(
    _ element: Element, within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PutResult {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    let term = LimitedWait(limit, on: clock)
    let report = TimeoutReport(limit: term.limit, to: reporter)
    return try await report.reporting {
      switch try offer(element, by: task) {
      case .done(let result): return result
      case .waits(let ticket):
        _ = try await wait(
          task, at: ticket, on: .queuePut(id), CallSite(fileID, line), within: term, report)
        return .accepted
      }
    }
  }

  /// Enqueues an element if that can be decided now; if not, enters the producers' waiting room.
  @inlinable
  func offer(_ element: Element, by task: TaskID) throws -> Step<PutResult> {
    switch machine.withLock({ $0.put(element, by: task) }) {
    case .enqueued(let item, let depth):
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: depth)))
    case .handed(let item, let consumer):
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: 0)))
      reporter?.report(.queue(id, .dequeued(by: consumer.task, item: item, depth: 0)))
      consumer.wake(reporter)
    case .suspend(let ticket): return .waits(ticket)
    case .displaced(let oldest, let item, let depth):
      reporter?.report(
        .queue(id, .dropped(by: task, item: oldest.id, cause: .oldest, depth: depth - 1)))
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: depth)))
    case .dropped(let item, let depth):
      reportDrop(of: item, by: task, .newest, depth)
      return .done(.dropped)
    case .refused(let item, let depth):
      reportDrop(of: item, by: task, .refused, depth)
      throw QueueError.full
    case .closed(let item, let depth):
      reportDrop(of: item, by: task, .closed, depth)
      throw QueueError.closed
    }
    return .done(.accepted)
  }

  @usableFromInline
  func reportDrop(of item: ItemID, by task: TaskID, _ cause: DropCause, _ depth: UInt32) {
    reporter?.report(.queue(id, .dropped(by: task, item: item, cause: cause, depth: depth)))
  }
}

// MARK: Getting

extension BoundedQueue {
  /// Dequeues the first element, waiting for one if there is none.
  ///
  /// - Throws: `QueueError.closed` once a closed queue is empty, or `CancellationError` if the task
  ///   was cancelled before it got anything.
  @inlinable
  @inline(__always)  // As for `put`.
  public func get(
    fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    try await getItem(at: CallSite(fileID, line)).element
  }

  /// Dequeues the first element as `get()` does, but does not wait longer than a limit.
  ///
  /// An element that is available is delivered, whatever the limit.
  ///
  /// - Parameter limit: the longest wait; with zero or less it does not wait at all, and 292 years
  ///   or more is no limit.
  /// - Throws: `TimeoutError` if there was none by then, besides what `get()` throws.
  @inlinable
  public func get(
    within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    try await getItem(within: limit, at: CallSite(fileID, line)).element
  }

  /// Dequeues an element with its number.
  @inlinable
  @inline(__always)
  func getItem(at site: CallSite) async throws -> QueueItem<Element> {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    switch try take(by: task) {
    case .done(let item): return item
    case .waits(let ticket):
      let answer = try await wait(task, at: ticket, on: .queueGet(id), site)
      guard case .received(let item) = answer else { throw QueueError.closed }
      return item
    }
  }

  /// Does the same, but does not wait longer than the limit.
  @inlinable
  func getItem(within limit: Duration, at site: CallSite) async throws -> QueueItem<Element> {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    let term = LimitedWait(limit, on: clock)
    let report = TimeoutReport(limit: term.limit, to: reporter)
    return try await report.reporting {
      switch try take(by: task) {
      case .done(let item): return item
      case .waits(let ticket):
        let answer = try await wait(task, at: ticket, on: .queueGet(id), site, within: term, report)
        guard case .received(let item) = answer else { throw QueueError.closed }
        return item
      }
    }
  }

  /// Dequeues the first element if there is one; if not, enters the consumers' waiting room.
  @inlinable
  func take(by task: TaskID) throws -> Step<QueueItem<Element>> {
    switch machine.withLock({ $0.get(by: task) }) {
    case .dequeued(let item, let depth, let admitted):
      reporter?.report(.queue(id, .dequeued(by: task, item: item.id, depth: depth)))
      if let admitted { admit(admitted) }
      return .done(item)
    case .handed(let item, let producer):
      reporter?.report(.queue(id, .enqueued(by: producer.task, item: item.id, depth: 0)))
      reporter?.report(.queue(id, .dequeued(by: task, item: item.id, depth: 0)))
      producer.wake(reporter)
      return .done(item)
    case .closed: throw QueueError.closed
    case .suspend(let ticket): return .waits(ticket)
    }
  }

  @usableFromInline
  func admit(_ admission: Machine.Admission) {
    reporter?.report(
      .queue(id, .enqueued(by: admission.wakeup.task, item: admission.item, depth: admission.depth))
    )
    admission.wakeup.wake(reporter)
  }
}

// MARK: Finishing

extension BoundedQueue {
  /// Marks an element as done that was dequeued before. Reports name the one that the current task
  /// dequeued earliest.
  ///
  /// - Precondition: It is not called more often than elements were accepted.
  @inlinable
  public func taskDone() {
    finish(nil)
  }

  /// Marks an item as done.
  @inlinable
  func finish(_ item: ItemID?) {
    let task = reporter?.currentTask ?? .none
    let action = machine.withLock { $0.taskDone(item, by: task) }
    reporter?.report(
      .queue(id, .done(by: task, item: action.item ?? .unknown, unfinished: action.unfinished)))
    for joiner in action.joiners { joiner.wake(reporter) }
  }

  /// Waits until every accepted element has been marked as done.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before.
  public func join(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    guard case .suspend(let ticket) = machine.withLock({ $0.join(by: task) }) else { return }
    _ = try await wait(task, at: ticket, on: .join(id), CallSite(fileID, line))
  }

  /// Closes the queue: it accepts nothing more. Elements in it can still be dequeued; tasks that
  /// would wait in vain throw `QueueError.closed`.
  ///
  /// Closing a second time does nothing.
  public func close() {
    let (action, wasClosed) = machine.withLock { machine in
      let wasClosed = machine.isClosed
      return (machine.close(), wasClosed)
    }
    guard !wasClosed else { return }
    reporter?.report(.queue(id, .closed))
    for (item, task) in action.refused { reportDrop(of: item.id, by: task, .closed, action.depth) }
    for wakeup in action.wakeups { wakeup.wake(reporter) }
  }

  /// Drops all elements that wait in the queue, and reports each one. Waiting producers then
  /// enqueue theirs.
  public func discard() {
    let action = machine.withLock { $0.discard() }
    let task = reporter?.currentTask ?? .none
    for (index, item) in action.items.enumerated() {
      let depth = UInt32(clamping: action.items.count - index - 1)
      reportDrop(of: item.id, by: task, .closed, depth)
    }
    for joiner in action.joiners { joiner.wake(reporter) }
    for admission in action.admissions { admit(admission) }
  }

  /// Changes the capacity and the overflow policy.
  ///
  /// The change itself drops nothing: elements over the new capacity stay, and waiting producers
  /// continue to wait. The queue counts as full until it has drained below its capacity.
  ///
  /// - Parameter capacity: `nil` is no limit, and less than 0 counts as 0.
  public func reconfigure(capacity: Int?, overflow: OverflowPolicy) {
    let admissions = machine.withLock { $0.reconfigure(capacity: capacity, overflow: overflow) }
    reporter?.report(
      .queue(id, .reconfigured(capacity: capacity.map { UInt32(clamping: $0) }, overflow: overflow))
    )
    for admission in admissions { admit(admission) }
  }
}

// MARK: Waiting

extension BoundedQueue {
  /// The result of asking the state machine once.
  @usableFromInline
  enum Step<Value> {
    case done(Value)
    case waits(Machine.Ticket)
  }

  /// Waits in one of the queue's waiting rooms until the task is served or cancelled, or the queue
  /// closed.
  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite
  ) async throws -> QueueAnswer<Element> {
    try check(await answer(to: ticket, for: task, on: wait, site), for: task)
  }

  /// Waits as above, but not past a deadline.
  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite,
    within term: LimitedWait<C>, _ report: TimeoutReport
  ) async throws -> QueueAnswer<Element> {
    let answer = await withTimer(until: term.deadline, clock: clock, reporter: reporter) {
      guard let expired = self.machine.withLock({ $0.cancel(ticket, with: .timedOut) }) else {
        return
      }
      report.fired()
      expired.wakeup.wake(self.reporter)
    } wait: {
      await self.answer(to: ticket, for: task, on: wait, site)
    }
    if case .timedOut = answer { throw TimeoutError(limit: term.limit) }
    return try check(answer, for: task)
  }

  @inlinable
  func answer(
    to ticket: Machine.Ticket, for task: TaskID, on wait: Wait, _ site: CallSite
  ) async -> QueueAnswer<Element> {
    await waitForAnswer(by: task, on: wait, at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      machine.withLock { $0.cancel(ticket) }?.wakeup.wake(reporter)
    }
  }

  @inlinable
  func check(_ answer: QueueAnswer<Element>, for task: TaskID) throws -> QueueAnswer<Element> {
    switch answer {
    case .done, .received, .timedOut: return answer
    case .closed: throw QueueError.closed
    case .cancelled: throw noticedCancellation(of: task, reporter: reporter)
    }
  }
}
