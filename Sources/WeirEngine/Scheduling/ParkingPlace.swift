import WeirEvents

/// An actor on which sleeping tasks are suspended.
///
/// A task that calls `leave` hops to this actor's executor, which does not run the job but passes
/// it to the simulation: the job continues the task after the sleep. A continuation would do the
/// same, but take the lock of the task's status twice as often, which costs more than all the rest
/// of a sleep.
actor ParkingPlace {
  private nonisolated let executor = ParkingExecutor()
  private var count: UInt64 = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Sets the simulation that receives the jobs. It owns this actor, and is not retained.
  nonisolated func open(for simulation: Simulation) {
    executor.simulation = .passUnretained(simulation)
  }

  /// Announces the task that parks next, and until when.
  nonisolated func admit(_ ticket: ParkingTicket) { executor.ticket = ticket }

  /// Suspends the calling task, which was admitted, until the simulation runs the job that it got.
  ///
  /// It has an effect and is not inlined, so that the compiler keeps the hop.
  @inline(never)
  func leave() {
    count &+= 1
  }
}

/// The task that is about to park, and until when.
struct ParkingTicket {
  /// Not retained: it lives as long as its task.
  let identity: Unmanaged<TaskIdentity>
  let deadline: VirtualInstant
}

/// Passes each job to the simulation instead of running it.
///
/// Only the simulation's thread uses it.
private final class ParkingExecutor: SerialExecutor, @unchecked Sendable {
  /// It owns this executor, and runs the code of each task that hops to it.
  @exclusivity(unchecked) var simulation: Unmanaged<Simulation>?
  @exclusivity(unchecked) var ticket: ParkingTicket?

  func enqueue(_ job: consuming ExecutorJob) {
    guard let ticket, let simulation else { preconditionFailure("A job came without a ticket.") }
    let job = UnownedJob(job)
    simulation._withUnsafeGuaranteedRef { $0.park(job, ticket) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
