import Synchronization
import WeirTrace

extension ScopedResource {
  /// Takes a place, and waits for one where there is none.
  func place(for task: TaskID, at site: CallSite) async throws -> ResourceID {
    guard !Task.isCancelled else { throw noticed(by: task) }
    switch machine.withLock({ $0.request(by: task) }) {
    case .granted(let place): return place
    case .suspend(let ticket):
      reporter?.report(.taskSuspended(task, on: .poolAcquire(id), at: site))
      let settlement = await settlement(of: ticket)
      reporter?.report(.taskResumed(task))
      guard case .granted(let place) = settlement else { throw noticed(by: task) }
      return place
    }
  }

  private func settlement(of ticket: UInt64) async -> PlaceSettlement {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let answer = machine.withLock { $0.attach(continuation, to: ticket) }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      if let wakeup = machine.withLock({ $0.cancel(ticket) }) { wake(wakeup) }
    }
  }

  private func noticed(by task: TaskID) -> CancellationError {
    reporter?.report(.cancellationNoticed(task))
    return CancellationError()
  }

  func giveBack(_ place: ResourceID) {
    if let wakeup = machine.withLock({ $0.giveBack(place) }) { wake(wakeup) }
  }

  func wake(_ wakeup: Machine.Wakeup) {
    reporter?.report(.taskBecameReady(wakeup.task))
    wakeup.waiter?.resume(returning: wakeup.settlement)
  }
}
