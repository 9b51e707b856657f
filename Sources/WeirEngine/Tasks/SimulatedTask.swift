public import WeirTrace

/// A handle on a task of a simulation.
///
/// Only code that runs in the simulation may use it.
public struct SimulatedTask: Sendable {
  let identity: TaskIdentity
  private let simulation: Simulation

  init(_ identity: TaskIdentity, in simulation: Simulation) {
    self.identity = identity
    self.simulation = simulation
  }

  public var id: TaskID { identity.id }

  /// Whether the task's life is over.
  public var isOver: Bool { identity.isOver }

  /// Asks the task to stop. It does so when it next waits for something, in its own way and time.
  public func cancel() {
    guard !identity.isOver else { return }
    simulation.report(.cancellationRequested(identity.id, by: simulation.currentTask))
    identity.task?.cancel()
  }

  /// Waits until the task's life is over, however it ends.
  public func finished(
    fileID: StaticString = #fileID, line: UInt = #line
  ) async {
    guard !identity.isOver else { return }
    let waiter = simulation.currentTask
    identity.waiters.append(waiter)
    simulation.report(
      .taskSuspended(waiter, on: .child(identity.id), at: CallSite(fileID, line)))
    await identity.task?.value
    simulation.report(.taskResumed(waiter))
  }
}

/// A task that waits although nothing can ever wake it.
public struct BlockedTask: Hashable, Sendable, CustomStringConvertible {
  public let id: TaskID
  public let name: Label
  /// What it waits for; none where it waits for something that no pattern knows of.
  public let wait: Wait?

  public var description: String {
    switch wait {
    case .sleep(let until): "\(name) sleeps until \(until.seconds) s"
    case .queuePut(let queue): "\(name) waits for a place in queue \(queue.rawValue)"
    case .queueGet(let queue): "\(name) waits for an item from queue \(queue.rawValue)"
    case .join(let queue): "\(name) waits until queue \(queue.rawValue) is done"
    case .child(let task): "\(name) waits for the end of task \(task.rawValue)"
    case .work(let worker): "\(name) computes on worker \(worker.rawValue)"
    case nil: "\(name) waits"
    }
  }
}
