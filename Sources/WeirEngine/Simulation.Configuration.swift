extension Simulation {
  /// What a simulation needs to know at its start.
  public struct Configuration: Sendable {
    /// Everything random comes from here.
    public var seed: UInt64
    public var readyOrder: ReadyOrder
    /// One for an event loop, more for a pool.
    public var workers: Int
    /// Events are handed on in batches of at most this many; less than 1 counts as 1.
    public var batchCapacity: Int
    /// How many jobs may run at one instant before the run is given up, since its clock will
    /// probably never move again; less than 1 counts as 1.
    public var stepsAtOneInstant: Int

    /// - Parameter workers: from 1 to 65,536; what is not counts as the nearest of them.
    public init(
      seed: UInt64 = 0, readyOrder: ReadyOrder = .firstInFirstOut, workers: Int = 1,
      batchCapacity: Int = 4096, stepsAtOneInstant: Int = 10_000_000
    ) {
      self.seed = seed
      self.readyOrder = readyOrder
      self.workers = workers
      self.batchCapacity = batchCapacity
      self.stepsAtOneInstant = stepsAtOneInstant
    }

    /// The greatest number of workers.
    static let mostWorkers = 65_536
  }
}
