import Dispatch
import Synchronization

/// A stream from a thread to an asynchronous reader, with back-pressure: the sender waits for the
/// reader.
///
/// Nothing is dropped and nothing piles up: at most `limit` elements are in progress, from when
/// they are sent until the reader requests the next one. There is one sender and one reader; a
/// second reader gets nothing.
public final class BoundedStream<Element: Sendable>: AsyncSequence, Sendable {
  private let stream: AsyncStream<Element>
  private let continuation: AsyncStream<Element>.Continuation
  private let places: DispatchSemaphore
  private let isFinished = Atomic(false)

  /// Creates a stream.
  ///
  /// - Parameter limit: The maximum number of elements in progress, clamped to 1 through 65,536.
  public init(of type: Element.Type = Element.self, limit: Int) {
    // Unbounded here, since the sender already waits in `send`.
    (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    // Raised from zero: a semaphore must not be below its initial value when it is released.
    places = DispatchSemaphore(value: 0)
    for _ in 0..<Swift.min(Swift.max(1, limit), 65_536) { places.signal() }
  }

  /// Sends an element to the reader, and blocks the thread while too many are in progress.
  ///
  /// After `finish` it returns at once, and the element is dropped.
  public func send(_ element: Element) {
    places.wait()
    if isFinished.load(ordering: .acquiring) {
      places.signal()
    } else {
      continuation.yield(element)
    }
  }

  /// Ends the stream, and releases a waiting sender.
  public func finish() {
    isFinished.store(true, ordering: .releasing)
    continuation.finish()
    places.signal()
  }

  /// Returns the iterator of the only reader.
  public func makeAsyncIterator() -> Iterator {
    Iterator(base: stream.makeAsyncIterator(), places: places)
  }

  /// An iterator of the elements; requesting the next one means that the last one has been handled.
  public struct Iterator: AsyncIteratorProtocol {
    var base: AsyncStream<Element>.Iterator
    let places: DispatchSemaphore
    var holdsOne = false

    /// Returns the next element; `nil` at the end.
    public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
      if holdsOne { places.signal() }
      let element = await base.next(isolation: actor)
      holdsOne = element != nil
      return element
    }
  }
}
