import Synchronization
import WeirEvents

extension ScopedResource {
  /// Takes a place, and waits for one where there is none.
  func place(for task: TaskID, at site: CallSite) async throws -> ResourceID {
    try checkCancellation(of: task, reporter: reporter)
    switch machine.withLock({ $0.request(by: task) }) {
    case .granted(let place): return place
    case .suspend(let ticket):
      let settlement = await settlement(of: ticket, for: task, at: site)
      if case .granted(let place) = settlement { return place }
      reporter?.report(.task(task, .cancellationNoticed))
      throw CancellationError()
    }
  }

  private func settlement(of ticket: UInt64, for task: TaskID, at site: CallSite) async
    -> PlaceSettlement
  {
    await waitForAnswer(by: task, on: .poolAcquire(id), at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      machine.withLock { $0.cancel(ticket) }?.make(reporter: reporter)
    }
  }

  func giveBack(_ place: ResourceID) {
    machine.withLock { $0.giveBack(place) }?.make(reporter: reporter)
  }
}
