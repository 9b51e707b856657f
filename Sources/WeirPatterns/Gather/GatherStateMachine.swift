/// The decisions of one `gather` call: what starts when, what an error means, and the results.
@usableFromInline
struct GatherStateMachine<Output> {
  @usableFromInline let onFailure: GatherFailurePolicy
  @usableFromInline var ends: [Result<Output, any Error>?]
  @usableFromInline var started = 0
  @usableFromInline var firstError: (any Error)?
  /// The number of running children.
  @usableFromInline var running = 0
  @usableFromInline var isStopped = false

  @inlinable
  init(count: Int, onFailure: GatherFailurePolicy) {
    self.onFailure = onFailure
    ends = Array(repeating: nil, count: count)
  }

  /// Starts the next input, if there is one and the limit allows; one child is always allowed.
  @inlinable
  mutating func start(limit: Int?) -> Int? {
    guard started < ends.count, !isStopped, firstError == nil, running < max(1, limit ?? .max)
    else { return nil }
    running += 1
    started += 1
    return started - 1
  }

  /// The calling task was cancelled.
  @inlinable
  mutating func stop() {
    isStopped = true
  }

  /// Whether the cancellation cost a result.
  @inlinable
  var isCutShort: Bool {
    isStopped
      && ends.contains {
        switch $0 {
        case nil, .failure: true
        case .success: false
        }
      }
  }

  @usableFromInline
  enum EndAction {
    case proceed
    /// Cancel all children that are still running.
    case cancelSiblings
    /// The error is not the first one, and will not be thrown: report it as caught.
    case suppress(any Error)
  }

  /// The child of one input ended.
  @inlinable
  mutating func ended(_ index: Int, with result: Result<Output, any Error>) -> EndAction {
    running -= 1
    ends[index] = result
    guard onFailure == .cancelSiblings, case .failure(let error) = result else { return .proceed }
    guard firstError == nil else { return error is CancellationError ? .proceed : .suppress(error) }
    firstError = error
    return .cancelSiblings
  }

  /// The result of each input; those that were not started count as cancelled.
  @inlinable
  var results: [Result<Output, any Error>] {
    ends.map { $0 ?? .failure(CancellationError()) }
  }

  /// The output of each input.
  ///
  /// - Throws: The first error, or `CancellationError` if not all inputs were started.
  @inlinable
  func outputs() throws -> [Output] {
    if let firstError { throw firstError }
    return try results.map { try $0.get() }
  }
}
