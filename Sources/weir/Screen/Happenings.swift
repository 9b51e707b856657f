import WeirDashboard
import WeirScreen
import WeirTerminal

/// Everything that can happen while the screen is shown, from all sources, in one order.
///
/// Several readers can read it one after the other: what one has not read is left for the next.
struct Happenings: Sendable {
  enum Happening: Sendable {
    case terminal([TerminalInput])
    case told(DashboardInput)
    case previewed(ScenarioPreviews.Moment)
    case frameDue
    case news(SourceNews)
    /// There are no more updates.
    case newsEnded
  }

  let all: AsyncStream<Happening>
  private let continuation: AsyncStream<Happening>.Continuation

  init() { (all, continuation) = AsyncStream.makeStream() }

  /// Adds the elements of a stream, each converted by a function.
  func add<Element: Sendable>(
    _ stream: AsyncStream<Element>, as happening: @escaping @Sendable (Element) -> Happening
  ) {
    Task { [continuation] in
      for await element in stream { continuation.yield(happening(element)) }
    }
  }

  /// Adds the updates of a source, each when there is room for it: a run waits for the reader of
  /// its updates.
  func add(_ news: BoundedStream<SourceNews>, through turnstile: Turnstile) {
    Task { [continuation] in
      for await news in news {
        guard await turnstile.enter() else { break }
        continuation.yield(.news(news))
      }
      continuation.yield(.newsEnded)
    }
  }
}
