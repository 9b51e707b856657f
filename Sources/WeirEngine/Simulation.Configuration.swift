extension Simulation {
  /// The settings of a simulation, fixed at its start.
  public struct Configuration: Sendable {
    /// The number from which everything random follows.
    public var seed: UInt64
    /// The order in which ready jobs run.
    public var readyOrder: ReadyOrder
    /// The number of workers that run jobs: one for an event loop, more for a thread pool.
    public var workers: Int
    /// The maximum number of events in a batch for the sink; less than 1 counts as 1.
    public var batchCapacity: Int
    /// The number of jobs that may run at one instant before the run is halted, since its clock
    /// will probably never move again; less than 1 counts as 1.
    public var stepsAtOneInstant: Int
    /// How the jobs of its tasks come to the simulation.
    public var jobRouting: JobRouting

    /// Settings; the defaults are those of an event loop.
    ///
    /// - Parameter workers: from 1 to 65,536; other numbers are clamped.
    public init(
      seed: UInt64 = 0, readyOrder: ReadyOrder = .firstInFirstOut, workers: Int = 1,
      batchCapacity: Int = 4096, stepsAtOneInstant: Int = 10_000_000,
      jobRouting: JobRouting = .executorPreference
    ) {
      self.seed = seed
      self.readyOrder = readyOrder
      self.workers = workers
      self.batchCapacity = batchCapacity
      self.stepsAtOneInstant = stepsAtOneInstant
      self.jobRouting = jobRouting
    }

    /// The maximum number of workers.
    static let maximumWorkers = 65_536
  }

  /// How the jobs of the tasks of a simulation come to it. The events are the same, unless tasks
  /// wait for a default actor: they can then be in another order at equal instants.
  public enum JobRouting: Sendable {
    /// Its tasks prefer it as their executor, wherever they are woken: a task that is woken from
    /// outside halts the run.
    case executorPreference
    /// It takes each job that its thread enqueues while it runs, also those of detached tasks. This
    /// is faster, but only for programs none of whose tasks is ever woken from outside: such a task
    /// would leave the simulation.
    ///
    /// Where the runtime has no hook for this, or another library uses it, it is the same as
    /// `executorPreference`.
    case runtimeHook
  }
}
