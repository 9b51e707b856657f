/// The decisions of one gathering: what is begun when, what an error means, and what comes out at
/// the end.
struct GatherStateMachine<Output> {
  private let onFailure: GatherFailurePolicy
  private var ends: [Result<Output, any Error>?]
  private var started = 0
  private var firstError: (any Error)?
  /// How many run.
  private(set) var running = 0
  private var isStopped = false

  init(count: Int, onFailure: GatherFailurePolicy) {
    self.onFailure = onFailure
    ends = Array(repeating: nil, count: count)
  }

  /// Begins the next input where there is one, and room for it; there is always room for one.
  mutating func start(limit: Int?) -> Int? {
    guard started < ends.count, !isStopped, firstError == nil, running < max(1, limit ?? .max)
    else { return nil }
    running += 1
    started += 1
    return started - 1
  }

  /// Whoever gathers was asked to stop.
  mutating func stop() {
    isStopped = true
  }

  /// Whether the request to stop cost a result.
  var isCutShort: Bool {
    isStopped
      && ends.contains {
        switch $0 {
        case nil, .failure: true
        case .success: false
        }
      }
  }

  enum EndAction {
    case goOn
    /// Ask all that still run to stop.
    case cancelSiblings
    /// The error is not the first one, and nobody will see it: say that it was met.
    case suppress(any Error)
  }

  /// One input has been dealt with.
  mutating func ended(_ index: Int, with result: Result<Output, any Error>) -> EndAction {
    running -= 1
    ends[index] = result
    guard onFailure == .cancelSiblings, case .failure(let error) = result else { return .goOn }
    guard firstError == nil else { return error is CancellationError ? .goOn : .suppress(error) }
    firstError = error
    return .cancelSiblings
  }

  /// What became of each input; what was not begun was cancelled.
  var results: [Result<Output, any Error>] {
    ends.map { $0 ?? .failure(CancellationError()) }
  }

  /// What came out for each input.
  func outputs() throws -> [Output] {
    if let firstError { throw firstError }
    return try results.map { try $0.get() }
  }
}
