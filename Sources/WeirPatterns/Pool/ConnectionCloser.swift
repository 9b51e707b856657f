import WeirEvents

/// Closes the connections of a pool: synchronously, or concurrently with the tasks that release
/// them.
@usableFromInline
struct ConnectionCloser<Connection: Sendable>: Sendable {
  enum Method: Sendable {
    case immediate(@Sendable (Connection) -> Void)
    case concurrent(@Sendable (Connection) async -> Void)
  }

  private let method: Method
  /// The connections that are being closed.
  private let closings: WorkInFlight

  /// - Parameter wait: what reports say that tasks in `finished()` wait for.
  init(_ method: Method, as wait: Wait, reporter: (any Reporter)?) {
    self.method = method
    closings = WorkInFlight(as: wait, reporter: reporter)
  }

  @usableFromInline
  func close(_ connection: Connection) {
    switch method {
    case .immediate(let close): close(connection)
    case .concurrent(let close):
      closings.begin()
      // Not attributed to the task that released the connection, which continues.
      startSideTask { [closings] in
        await close(connection)
        closings.end()
      }.detach()
    }
  }

  /// Waits until no connection is being closed.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before.
  func finished(fileID: StaticString, line: UInt) async throws {
    if closings.count > 0 { try await closings.drained(fileID: fileID, line: line) }
  }
}
