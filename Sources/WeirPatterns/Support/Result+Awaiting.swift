extension Result where Failure == any Error {
  /// Waits for what an operation returns or throws.
  @inlinable
  init(_ operation: () async throws -> Success) async {
    do {
      self = .success(try await operation())
    } catch {
      self = .failure(error)
    }
  }
}
