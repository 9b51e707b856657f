import Synchronization
import WeirEvents

/// What the tasks are called that deal with batches; made once, since that takes a lock.
private let flushStem = Symbol("flush")

extension MicroBatcher {
  /// Keeps the time and deals with the batches, each in a child task, until the batcher is closed and drained.
  ///
  /// Asked to stop, it asks the batches in process to stop, whose submitters can't know then what was done, and tells all
  /// others that the batcher is closed.
  ///
  /// - Throws: `CancellationError` when the task is asked to stop.
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
    reporter?.report(.task(task, .cancellationNoticed))
    throw CancellationError()
  }

  private func wait(
    _ task: TaskID, at ticket: Machine.Ticket, until deadline: C.Instant?, _ site: CallSite
  ) async {
    _ = await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .done)
    } wait: {
      await self.wait(task, at: ticket, site) { self.end(ticket, with: .cancelled) }
    }
  }

  /// Leaves to the batches in process what is theirs, and tells the others that nobody deals with their items.
  private func abandon(_ task: TaskID, _ site: CallSite) {
    let now = clock.now
    for call in machine.withLock({ $0.abandon(at: now) }) { call.make(reporter: reporter) }
    reporter?.report(.task(task, .suspended(on: .children(), at: site)))
  }

  private func begin(_ batch: Machine.Batch, _ count: UInt32, in group: inout DiscardingTaskGroup) {
    guard let reporter else {
      return group.addTask { await self.deal(with: batch) }
    }
    let child = reporter.announceChild(Label(flushStem, count), role: flushStem)
    group.addTask {
      // Each submitter sees what it throws; here it only tells how the child ended.
      try? await reporter.runChild(child) { try await self.deal(with: batch).get() }
    }
  }

  /// Deals with a batch and tells its submitters. The answer tells how it went.
  @discardableResult
  private func deal(with batch: Machine.Batch) async -> Result<Void, any Error> {
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
