import WeirDashboard
import WeirScreen
import WeirTerminal

/// Everything that can happen while the screen is shown, from all sources, in one order.
///
/// Several readers can read it one after the other: what one has not read is left for the next.
struct SessionInputs: Sendable {
  enum Input: Sendable {
    case terminal([TerminalInput])
    case reported(DashboardInput)
    case previewed(ScenarioPreviews.Moment)
    case frameDue
    case updated(SourceUpdate)
    /// An update of the run beside the shown one.
    case updatedBeside(RunBeside, SourceUpdate)
    /// What the search for where the two part has found.
    case searched(RunBeside, PartingSearch.Outcome)
    /// There are no more updates.
    case updatesEnded

    /// Whether it is an update of a run.
    var isUpdate: Bool {
      switch self {
      case .updated, .updatedBeside: true
      case .terminal, .reported, .previewed, .frameDue, .searched, .updatesEnded: false
      }
    }
  }

  let all: AsyncStream<Input>
  private let continuation: AsyncStream<Input>.Continuation
  private let executor: LoopExecutor?

  /// - Parameter executor: Where inputs are passed on: that of their reader.
  init(on executor: LoopExecutor? = nil) {
    self.executor = executor
    (all, continuation) = AsyncStream.makeStream()
  }

  /// Adds the elements of a stream, each converted by a function.
  func add<Element: Sendable>(
    _ stream: AsyncStream<Element>, as input: @escaping @Sendable (Element) -> Input
  ) {
    Task(executorPreference: executor) { [continuation] in
      for await element in stream { continuation.yield(input(element)) }
    }
  }

  /// Adds the updates of the run beside the shown one.
  func add(_ beside: RunBeside) {
    Task(executorPreference: executor) { [continuation] in
      for await update in beside.source.updates {
        guard await beside.turnstile.enter() else { break }
        continuation.yield(.updatedBeside(beside, update))
      }
    }
  }

  /// Adds what a search reports.
  func report(_ outcome: PartingSearch.Outcome, beside run: RunBeside) {
    continuation.yield(.searched(run, outcome))
  }

  /// Adds the updates of a source, each when there is room for it: a run waits for the reader of
  /// its updates.
  func add(_ updates: BoundedStream<SourceUpdate>, through turnstile: Turnstile) {
    Task(executorPreference: executor) { [continuation] in
      for await update in updates {
        guard await turnstile.enter() else { break }
        continuation.yield(.updated(update))
      }
      continuation.yield(.updatesEnded)
    }
  }
}
