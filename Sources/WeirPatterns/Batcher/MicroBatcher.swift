import Synchronization
public import WeirEvents

/// Gathers single items into batches, deals with each batch at once, and gives each submitter its own output.
///
/// A batch is flushed as soon as it is full, or as soon as its first item has lingered long enough, whichever comes
/// first. At most `concurrency` batches are dealt with at once; when there are as many, the open batch waits, and submitters
/// wait in the order in which they came for a place in the next one.
///
/// A submitter that is asked to stop takes its item back until the batch is flushed. From then on it waits for its
/// output: `CancellationError` means that nothing was done about the item. If it is the batch that is asked to stop,
/// its submitters are thrown `BatcherError.interrupted`.
///
/// The owner runs `run()` in a task of its own, which deals with the batches in child tasks; without it nothing is
/// done. Submitting takes constant time, withdrawing linear time. It may be used from any number of threads.
///
///     let writer = MicroBatcher("writer", .init(size: 100, linger: .milliseconds(5)), clock: clock) {
///       try await database.insert($0)
///     }
///     let key = try await writer.submit(row)
public final class MicroBatcher<Item: Sendable, Output: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  typealias Machine = MicroBatcherStateMachine<
    Item, Output, C.Instant, UnsafeContinuation<BatchAnswer<Output>, Never>
  >

  let clock: C
  let reporter: (any Reporter)?
  let machine: Mutex<Machine>
  let process: @Sendable ([Item]) async throws -> [Output]
  /// The batcher's number in what is reported.
  public let id: BatcherID

  /// Makes a batcher without items.
  ///
  /// - Parameters:
  ///   - name: how reports call it.
  ///   - configuration: how it forms its batches.
  ///   - clock: measures how long a batch lingers.
  ///   - reporter: is told everything that happens; none is told nothing.
  ///   - process: deals with a batch, and returns one output for each item, in their order. What it throws, each
  ///     submitter of the batch is thrown; `BatcherError.interrupted` in the place of `CancellationError`.
  public init(
    _ name: String = "batcher", _ configuration: BatcherConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    process: @escaping @Sendable ([Item]) async throws -> [Output]
  ) {
    self.clock = clock
    self.reporter = reporter
    self.id = reporter?.makeBatcherID() ?? .none
    self.machine = Mutex(Machine(configuration))
    self.process = process
    reporter?.report(
      .batch(
        id,
        .created(
          name: Label(name), size: UInt32(clamping: configuration.size),
          linger: configuration.linger)))
  }

  /// How many items have been submitted and not been answered.
  public var remainingCount: Int { machine.withLock { $0.remaining } }

  func perform(_ effect: Machine.Effect) {
    if let reporter {
      for step in effect.steps { report(step, to: reporter) }
    }
    for call in effect.calls { call.make(reporter: reporter) }
  }

  private func report(_ step: Machine.Step, to reporter: any Reporter) {
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
