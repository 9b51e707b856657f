/// Something that a graceful shutdown stops: a listener, a queue, a group of workers, a batcher, a
/// pool.
public struct ShutdownPart: Sendable {
  /// Its name in the report.
  public let name: String
  /// Whether it takes in work from outside: all such parts are stopped before any part is drained.
  public let isIntake: Bool
  /// Stops taking in work; work that it has continues. It is called once, and must not wait.
  let stop: @Sendable () -> Void
  /// The number of pieces of work that it has.
  let remains: @Sendable () -> Int
  /// The number of pieces of work that it waits for before it is drained, including those of other
  /// parts.
  let unfinished: @Sendable () -> Int
  /// Returns when it has been stopped and has no work, or throws `CancellationError` when it is
  /// cancelled. Any other error counts as a failure of the part.
  let drained: @Sendable () async throws -> Void
  /// Cancels its work. It must not wait.
  let cancel: @Sendable () -> Void

  /// A part with the closures that the shutdown calls.
  ///
  /// - Parameters:
  ///   - name: its name in the report.
  ///   - isIntake: whether it takes in work from outside.
  ///   - stop: stops taking in work; work that it has continues. It must not wait.
  ///   - remains: returns the number of pieces of work that it has.
  ///   - unfinished: returns the number of pieces of work that it waits for, if that differs from
  ///     `remains`; counts only if no part has any work.
  ///   - drained: returns when it has been stopped and has no work, or throws `CancellationError`
  ///     if it is cancelled. Any other error counts as a failure of the part.
  ///   - cancel: cancels its work. It must not wait.
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
