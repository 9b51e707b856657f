/// Something that a graceful shutdown brings to its end: a listener, a queue, a crew of workers, a
/// batcher, a pool.
public struct ShutdownPart: Sendable {
  /// How the report calls it.
  public let name: String
  /// Whether it takes in work from outside: such parts are stopped first, all of them, before any
  /// is drained.
  public let isIntake: Bool
  /// Lets it take in nothing more; what it has goes on. It is called once, and must not wait.
  let stop: @Sendable () -> Void
  /// How many pieces of work it has.
  let remains: @Sendable () -> Int
  /// How many pieces of work it waits for before it is drained, those among them that other parts
  /// have.
  let unfinished: @Sendable () -> Int
  /// Returns when it has been stopped and has no work, or throws `CancellationError` when it is
  /// cancelled. Any other error counts as a failure of the part.
  let drained: @Sendable () async throws -> Void
  /// Asks its work to stop. It must not wait.
  let cancel: @Sendable () -> Void

  /// - Parameter unfinished: where that is not what it has itself; counts only if no part admits to
  ///   any work.
  public init(
    _ name: String, isIntake: Bool = false, stop: @escaping @Sendable () -> Void,
    remains: @escaping @Sendable () -> Int,
    unfinished: (@Sendable () -> Int)? = nil,
    drained: @escaping @Sendable () async throws -> Void,
    cancel: @escaping @Sendable () -> Void = {}
  ) {
    self.name = name
    self.isIntake = isIntake
    self.stop = stop
    self.remains = remains
    self.unfinished = unfinished ?? remains
    self.drained = drained
    self.cancel = cancel
  }
}
