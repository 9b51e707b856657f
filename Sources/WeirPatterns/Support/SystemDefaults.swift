// Defaults for programs outside a simulation: the system's continuous clock and its randomness.
// Nothing else in this target may use either of them, since a simulated program that did so would
// differ from run to run.
public import WeirEvents

/// Returns a random number from 0 up to, but not including, 1: what `retry` uses for its delays.
///
/// It uses the system's randomness; in a simulation, the simulation's, which follows from its seed.
@usableFromInline
func drawUnit() -> Double {
  CurrentTaskHost.value?.drawUnit() ?? Double.random(in: 0..<1)
}

extension BoundedQueue where C == ContinuousClock {
  /// Makes an empty queue, on the system's continuous clock.
  public convenience init(
    _ name: String = "queue", of type: Element.Type = Element.self, capacity: Int?,
    overflow: OverflowPolicy = .block, reporter: (any Reporter)? = nil
  ) {
    self.init(
      name, of: type, capacity: capacity, overflow: overflow, clock: ContinuousClock(),
      reporter: reporter)
  }
}

extension ConnectionPool where C == ContinuousClock {
  /// Makes a pool without connections, on the system's continuous clock.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) -> Void = { _ in }
  ) {
    self.init(
      name, configuration, clock: ContinuousClock(), reporter: reporter, open: open,
      validate: validate, close: close)
  }

  /// Makes a pool without connections, whose connections take time to close, on the system's
  /// continuous clock.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) async -> Void
  ) {
    self.init(
      name, configuration, clock: ContinuousClock(), reporter: reporter, open: open,
      validate: validate, close: close)
  }
}

extension MicroBatcher where C == ContinuousClock {
  /// Makes a batcher without items, on the system's continuous clock.
  public convenience init(
    _ name: String = "batcher", _ configuration: BatcherConfiguration,
    reporter: (any Reporter)? = nil,
    process: @escaping @Sendable ([Item]) async throws -> [Output]
  ) {
    self.init(
      name, configuration, clock: ContinuousClock(), reporter: reporter, process: process)
  }
}

extension ScopedResource where C == ContinuousClock {
  /// Makes a resource that is not in use, on the system's continuous clock.
  public convenience init(
    _ name: String = "resource", limit: Int? = nil, reporter: (any Reporter)? = nil,
    acquire: @escaping @Sendable () async throws -> Handle,
    release: @escaping @Sendable (Handle) async throws -> Void
  ) {
    self.init(
      name, limit: limit, clock: ContinuousClock(), reporter: reporter, acquire: acquire,
      release: release)
  }
}

extension GracefulShutdown where C == ContinuousClock {
  /// A shutdown on the system's continuous clock.
  public init(
    grace: Duration, cancellationTimeout: Duration = .seconds(5), reporter: (any Reporter)? = nil
  ) {
    self.init(
      grace: grace, cancellationTimeout: cancellationTimeout, clock: ContinuousClock(),
      reporter: reporter)
  }
}

/// Runs an operation as `withTimeout(_:clock:)` does, on the system's continuous clock.
public func withTimeout<Result>(
  _ limit: Duration, child: Label? = nil, reporter: (any Reporter)? = nil,
  isolation: isolated (any Actor)? = #isolation, fileID: StaticString = #fileID,
  line: UInt = #line, operation: () async throws -> Result
) async throws -> Result {
  try await withTimeout(
    limit, clock: ContinuousClock(), child: child, reporter: reporter, isolation: isolation,
    fileID: fileID, line: line, operation: operation)
}

/// Runs an operation as `withDeadline(_:clock:)` does, on the system's continuous clock.
public func withDeadline<Result>(
  _ deadline: ContinuousClock.Instant, child: Label? = nil, reporter: (any Reporter)? = nil,
  isolation: isolated (any Actor)? = #isolation, fileID: StaticString = #fileID,
  line: UInt = #line, operation: () async throws -> Result
) async throws -> Result {
  try await withDeadline(
    deadline, clock: ContinuousClock(), child: child, reporter: reporter, isolation: isolation,
    fileID: fileID, line: line, operation: operation)
}

/// Runs an operation as `retry(_:clock:)` does, on the system's continuous clock.
public func retry<Success>(
  _ policy: RetryPolicy, budget: RetryBudget? = nil, reporter: (any Reporter)? = nil,
  random: () -> Double = drawUnit, isRetryable: (any Error) -> Bool = { _ in true },
  operation: (_ attempt: Int) async throws -> Success
) async throws -> Success {
  try await retry(
    policy, budget: budget, clock: ContinuousClock(), reporter: reporter, random: random,
    isRetryable: isRetryable, operation: operation)
}
