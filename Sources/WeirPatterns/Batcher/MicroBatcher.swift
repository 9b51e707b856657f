public import WeirEvents

/// The name of the tasks that process batches; made once, since that takes a lock.
@usableFromInline let flushStem = Symbol("flush")

/// Collects single items into batches, processes each batch as a whole, and returns to each
/// submitter its own output.
///
/// A batch is flushed as soon as it is full, or as soon as its first item has linger expired,
/// whichever comes first. At most `concurrency` batches are processed at a time; at that limit the
/// open batch waits, and submitters wait, first come, first served, for a place in the next one.
///
/// A submitter that is cancelled before its batch is flushed withdraws its item, and throws
/// `CancellationError`: the item was not processed. After the flush a cancelled submitter still
/// waits for its output. If the batch itself is cancelled, its submitters throw
/// `BatcherError.interrupted`.
///
/// The owner runs `run()` in a task of its own, which processes the batches in child tasks; without
/// it nothing is processed. It may be used from any number of threads.
///
///     let writer = MicroBatcher(
///       "writer", .init(size: 100, linger: .milliseconds(5)), clock: clock
///     ) { try await database.insert($0) }
///     let key = try await writer.submit(row)
///
/// - Complexity: Submitting takes constant time, withdrawing linear time in the number of items
///   that wait.
public final class MicroBatcher<Item: Sendable, Output: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  @usableFromInline
  typealias Machine = MicroBatcherStateMachine<
    Item, Output, C.Instant, UnsafeContinuation<BatchAnswer<Output>, Never>
  >

  @usableFromInline let clock: C
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let machine: MachineLock<Machine>
  @usableFromInline let process: @Sendable ([Item]) async throws -> [Output]
  /// The number of the batcher in reports.
  public let id: BatcherID

  /// Makes a batcher without items.
  ///
  /// - Parameters:
  ///   - name: its name in reports.
  ///   - configuration: how it forms its batches.
  ///   - clock: measures how long a batch lingers.
  ///   - reporter: receives every event; `nil` reports nothing.
  ///   - process: processes a batch, and returns one output for each item, in the order of the
  ///     items. What it throws, each submitter of the batch throws; for `CancellationError`,
  ///     `BatcherError.interrupted` instead.
  public init(
    _ name: String = "batcher", _ configuration: BatcherConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    process: @escaping @Sendable ([Item]) async throws -> [Output]
  ) {
    self.clock = clock
    self.reporter = reporter
    self.id = reporter?.makeBatcherID() ?? .none
    self.machine = MachineLock(Machine(configuration), for: reporter)
    self.process = process
    reporter?.report(
      .batch(
        id,
        .created(
          name: Label(name), linger: configuration.linger,
          size: UInt32(clamping: configuration.size))))
  }
}

// MARK: Submitting

extension MicroBatcher {
  /// Submits an item and waits for its output.
  ///
  /// A task that is processing a batch must not submit to the same batcher and wait: at a
  /// concurrency of 1 that is an error; at a higher one it waits forever if all batches in progress
  /// do so.
  ///
  /// - Throws: What processing the batch throws, `BatcherError`, or `CancellationError` if the task
  ///   was cancelled before the batch was flushed: the item was not processed then.
  @inlinable
  public func submit(
    _ item: Item, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Output {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    if BatchScope.isInside(self), machine.withLock({ $0.configuration.concurrency == 1 }) {
      throw BatcherError.nested
    }
    let now = clock.now
    guard let (ticket, effect) = machine.withLock({ $0.submit(item, by: task, at: now) }) else {
      throw BatcherError.closed
    }
    perform(effect)
    let answer = await wait(task, at: ticket, CallSite(fileID, line)) {
      let now = self.clock.now
      self.perform(self.machine.withLock { $0.withdraw(ticket, at: now) })
    }
    switch answer {
    case .output(let output): return try output.get()
    case .closed, .done: throw BatcherError.closed
    case .cancelled: throw noticedCancellation(of: task, reporter: reporter)
    }
  }

  /// The number of items that have been submitted and not answered yet.
  public var remainingCount: Int { machine.withLock { $0.remaining } }

  /// Changes the limits. An open batch that exceeds a smaller size is split when it is flushed.
  public func reconfigure(_ configuration: BatcherConfiguration) {
    let now = clock.now
    let effect = machine.withLock { $0.reconfigure(configuration, at: now) }
    reporter?.report(
      .batch(
        id, .reconfigured(size: UInt32(clamping: configuration.size), linger: configuration.linger))
    )
    perform(effect)
  }

  /// Closes the batcher: it takes no more items, and flushes those it has without lingering.
  /// Closing it a second time does nothing.
  public func close() {
    let now = clock.now
    perform(machine.withLock { $0.close(at: now) })
  }

  /// Waits until the batcher is closed and every item has been processed.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before.
  public func drained(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    guard let ticket = machine.withLock({ $0.drain(by: task) }) else { return }
    let answer = await wait(task, at: ticket, CallSite(fileID, line)) {
      self.end(ticket, with: .cancelled)
    }
    if case .cancelled = answer { throw noticedCancellation(of: task, reporter: reporter) }
  }
}

// MARK: Running

extension MicroBatcher {
  /// Runs the timer and processes the batches, each in a child task, until the batcher is closed
  /// and drained.
  ///
  /// If it is cancelled, it cancels the batches in progress, whose submitters throw
  /// `BatcherError.interrupted`; all other submitters throw `BatcherError.closed`.
  ///
  /// - Throws: `CancellationError` if the task is cancelled.
  @inlinable
  public func run(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    let site = CallSite(fileID, line)
    let isDrained = await withDiscardingTaskGroup { group in
      var count: UInt32 = 0
      while !Task.isCancelled {
        let now = clock.now
        let (effect, action) = machine.withLock { $0.next(by: task, at: now) }
        perform(effect)
        switch action {
        case .finished: return true
        case .wait(let ticket, let deadline): await wait(task, at: ticket, until: deadline, site)
        case .begin(let batch):
          count &+= 1
          begin(batch, count, in: &group)
        }
      }
      abandon(task, site)
      return false
    }
    guard !isDrained else { return }
    reporter?.report(.task(task, .resumed))
    throw noticedCancellation(of: task, reporter: reporter)
  }

  /// Answers all submitters whose batch is not in progress: the batcher is closed.
  @usableFromInline
  func abandon(_ task: TaskID, _ site: CallSite) {
    let now = clock.now
    for wakeup in machine.withLock({ $0.abandon(at: now) }) { wakeup.wake(reporter) }
    reporter?.report(.task(task, .suspended(on: .children(), at: site)))
  }

  @inlinable
  func begin(_ batch: Machine.Batch, _ count: UInt32, in group: inout DiscardingTaskGroup) {
    guard let reporter else {
      return group.addTask { await self.processBatch(batch) }
    }
    let child = reporter.announceChild(Label(flushStem, count), role: flushStem)
    group.addTask {
      // Each submitter sees what it throws; here it only determines the child's outcome.
      try? await reporter.runChild(child) { try await self.processBatch(batch).get() }
    }
  }

  /// Processes a batch and answers its submitters. Returns how the processing ended.
  @inlinable
  @discardableResult
  func processBatch(_ batch: Machine.Batch) async -> Result<Void, any Error> {
    let result: Result<[Output], any Error>
    do {
      result = .success(try await BatchScope.run(of: self) { try await process(batch.items) })
    } catch {
      result = .failure(error)
    }
    let task = reporter?.currentTask ?? .none
    reporter?.report(.batch(id, .ended(by: task, size: UInt32(clamping: batch.items.count))))
    let now = clock.now
    perform(machine.withLock { $0.ended(batch, with: result, at: now) })
    return result.map { _ in }
  }
}

// MARK: Waiting and reporting

extension MicroBatcher {
  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, _ site: CallSite, cancel: @Sendable () -> Void
  ) async -> BatchAnswer<Output> {
    await waitForAnswer(by: task, on: .batch(id), at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      cancel()
    }
  }

  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, until deadline: C.Instant?, _ site: CallSite
  ) async {
    _ = await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .done)
    } wait: {
      await self.wait(task, at: ticket, site) { self.end(ticket, with: .cancelled) }
    }
  }

  @inlinable
  func end(_ ticket: Machine.Ticket, with answer: BatchAnswer<Output>) {
    machine.withLock { $0.end(ticket, with: answer) }?.wake(reporter)
  }

  @inlinable
  func perform(_ effect: Machine.Effect) {
    if let reporter {
      for step in effect.steps { report(step, to: reporter) }
    }
    for wakeup in effect.wakeups { wakeup.wake(reporter) }
  }

  @inlinable
  func report(_ step: Machine.Step, to reporter: any Reporter) {
    switch step {
    case .opened(let task, let length):
      reporter.report(.batch(id, .opened(by: task, due: reporter.now.advanced(by: length))))
    case .batched(let task, let size):
      reporter.report(.batch(id, .itemAdded(by: task, size: UInt32(clamping: size))))
    case .withdrawn(let task, let size):
      reporter.report(.batch(id, .itemWithdrawn(by: task, size: UInt32(clamping: size))))
    case .flushed(let size, let cause):
      let task = reporter.currentTask
      reporter.report(.batch(id, .flushed(by: task, size: UInt32(clamping: size), cause: cause)))
    }
  }
}
