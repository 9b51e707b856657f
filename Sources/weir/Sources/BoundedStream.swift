import Dispatch
import Synchronization

/// A stream from a thread to an asynchronous reader, of which the sender waits for the reader.
///
/// Nothing is dropped and nothing piles up: at most `limit` elements are under way, from the moment they are sent until
/// the reader asks for the next one. There is one sender and one reader; a second reader gets nothing.
public final class BoundedStream<Element: Sendable>: AsyncSequence, Sendable {
  private let stream: AsyncStream<Element>
  private let continuation: AsyncStream<Element>.Continuation
  private let places: DispatchSemaphore
  private let isFinished = Atomic(false)

  /// - Parameter limit: from 1 to 65,536; what is not counts as the nearest of them.
  public init(of type: Element.Type = Element.self, limit: Int) {
    // Unbounded here, since the sender waits before: this is the only place that chooses.
    (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    // Raised from zero: a semaphore may not go below what it was made with when it is given up.
    places = DispatchSemaphore(value: 0)
    for _ in 0..<Swift.min(Swift.max(1, limit), 65_536) { places.signal() }
  }

  /// Hands an element to the reader, and blocks the thread while too many are under way.
  ///
  /// After `finish` it returns at once, and the element is gone: nobody reads any more.
  public func send(_ element: Element) {
    places.wait()
    if isFinished.load(ordering: .acquiring) {
      places.signal()
    } else {
      continuation.yield(element)
    }
  }

  /// Ends the stream, and lets a sender go that waits.
  public func finish() {
    isFinished.store(true, ordering: .releasing)
    continuation.finish()
    places.signal()
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(base: stream.makeAsyncIterator(), places: places)
  }

  /// Reads the elements; asking for the next one says that the last one has been dealt with.
  public struct Iterator: AsyncIteratorProtocol {
    var base: AsyncStream<Element>.Iterator
    let places: DispatchSemaphore
    var holdsOne = false

    public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
      if holdsOne { places.signal() }
      let element = await base.next(isolation: actor)
      holdsOne = element != nil
      return element
    }
  }
}
