import WeirDashboard
import WeirScreen
import WeirTerminal

/// What can happen to the program while the screen is shown, from everywhere, in one order.
///
/// It can be read by one reader after another: what one has not taken is there for the next.
struct Happenings: Sendable {
  enum Happening: Sendable {
    case terminal([TerminalInput])
    case told(DashboardInput)
    case previewed(ScenarioPreviews.Moment)
    case frameDue
    case news(SourceNews)
    /// There will be no more news.
    case newsEnded
  }

  let all: AsyncStream<Happening>
  private let continuation: AsyncStream<Happening>.Continuation

  init() { (all, continuation) = AsyncStream.makeStream() }

  /// Takes in the elements of a stream, each as what a function makes of it.
  func add<Element: Sendable>(
    _ stream: AsyncStream<Element>, as happening: @escaping @Sendable (Element) -> Happening
  ) {
    Task { [continuation] in
      for await element in stream { continuation.yield(happening(element)) }
    }
  }

  /// Takes in news, each when there is a place for it: a run waits for the reader of its news.
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
