import WeirEvents

/// Where a task that goes to sleep leaves the rest of itself.
///
/// A task that calls `leave` hops to this actor's executor, which does not run the job that it is
/// given but hands it to the simulation: it is what goes on after the sleep. A continuation would
/// come to the same, and take the lock of the task's status twice as often: it costs more than all
/// the rest of a sleep.
actor ParkingPlace {
  private nonisolated let executor = ParkingExecutor()
  private var count: UInt64 = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Hands the jobs from now on to a simulation, which owns this place and is not retained.
  nonisolated func open(for simulation: Simulation) {
    executor.simulation = .passUnretained(simulation)
  }

  /// Says who parks next, and until when.
  nonisolated func admit(_ ticket: ParkingTicket) { executor.ticket = ticket }

  /// Suspends the task that calls it, and was admitted, until the job that its executor was given
  /// has been run.
  ///
  /// It does something, and is not inlined, so that the compiler keeps the hop.
  @inline(never)
  func leave() {
    count &+= 1
  }
}

/// Who is about to park, and for how long.
struct ParkingTicket {
  /// Not retained: it lives as long as its task, which is about to park.
  let identity: Unmanaged<TaskIdentity>
  let deadline: VirtualInstant
}

/// Hands each job to the simulation instead of running it.
///
/// Only the simulation's thread touches it.
private final class ParkingExecutor: SerialExecutor, @unchecked Sendable {
  /// It owns this executor, and runs the code of each task that hops to it.
  @exclusivity(unchecked) var simulation: Unmanaged<Simulation>?
  @exclusivity(unchecked) var ticket: ParkingTicket?

  func enqueue(_ job: consuming ExecutorJob) {
    guard let ticket else { preconditionFailure("A job came without a ticket.") }
    let job = UnownedJob(job)
    simulation?._withUnsafeGuaranteedRef { $0.park(job, ticket) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
