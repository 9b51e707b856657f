import WeirEvents

/// Where a task that goes to sleep leaves the rest of itself.
///
/// A task that calls `leave` hops to this actor's executor, which does not run the job that it is given but hands it to
/// the simulation: it is what goes on after the sleep. A continuation would come to the same, and take the lock of the
/// task's status twice as often: it costs more than all the rest of a sleep.
actor ParkingPlace {
  private nonisolated let executor: ParkingExecutor
  private var count: UInt64 = 0

  init(_ executor: ParkingExecutor) {
    self.executor = executor
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Suspends the task that calls it, until the job that its executor was given has been run.
  ///
  /// It does something, and is not inlined, lest the compiler finds that there is nothing to hop for.
  @inline(never)
  func leave() {
    count &+= 1
  }
}

/// Hands each job to the simulation instead of running it.
///
/// Only the simulation's thread touches it.
final class ParkingExecutor: SerialExecutor, @unchecked Sendable {
  /// It owns this executor, and runs the code of whoever hops to it.
  unowned(unsafe) var simulation: Simulation?

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    simulation?.park(job)
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}

/// Who is about to park, and for how long.
struct ParkingTicket {
  /// Not retained: it lives as long as its task, which is about to park.
  let identity: Unmanaged<TaskIdentity>
  let deadline: VirtualInstant
}
