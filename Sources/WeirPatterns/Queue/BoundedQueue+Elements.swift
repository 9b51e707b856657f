import WeirEvents

extension BoundedQueue {
  /// Dequeues the first element, waiting for one if there is none, runs a body with it, and marks
  /// it as done however the body ends: with a result, with an error or by cancellation.
  ///
  /// - Returns: What the body returns.
  /// - Throws: What `get()` and the body throw; if `get()` throws, nothing is marked as done.
  public func withElement<Result>(
    fileID: StaticString = #fileID, line: UInt = #line,
    _ body: (Element) async throws -> Result
  ) async throws -> Result {
    let item = try await getItem(at: CallSite(fileID, line))
    defer { finish(item.id) }
    return try await body(item.element)
  }

  /// Runs a body with the first element as `withElement(_:)` does, but does not wait longer than a
  /// limit for it.
  ///
  /// - Parameter limit: the longest wait; with zero or less it does not wait at all, and 292 years
  ///   or more is no limit.
  /// - Throws: `TimeoutError` if there was none by then, besides what `withElement(_:)` throws.
  public func withElement<Result>(
    within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line,
    _ body: (Element) async throws -> Result
  ) async throws -> Result {
    let item = try await getItem(within: limit, at: CallSite(fileID, line))
    defer { finish(item.id) }
    return try await body(item.element)
  }

  /// The elements as a sequence that dequeues one after the other, until the queue is closed and
  /// empty.
  ///
  /// Any number of tasks may iterate; each element goes to one of them. The task that takes an
  /// element has to call `taskDone()`, as after `get()`: the sequence can't know when the work on
  /// it has ended. If that is the end of the loop's body, `withElement(_:)` in a loop does so by
  /// itself.
  ///
  ///     for try await order in queue.elements {
  ///       defer { queue.taskDone() }
  ///       try await deliver(order)
  ///     }
  public var elements: Elements { Elements(queue: self) }

  /// The elements of a queue as a sequence.
  public struct Elements: AsyncSequence, Sendable {
    fileprivate let queue: BoundedQueue

    /// Makes an iterator; all iterators share the queue.
    public func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }

    /// Dequeues elements.
    public struct Iterator: AsyncIteratorProtocol {
      fileprivate let queue: BoundedQueue

      /// Dequeues the first element, waiting for one if there is none; returns `nil` once the queue
      /// is closed and empty.
      ///
      /// - Throws: `CancellationError` if the task was cancelled before it got anything.
      public func next() async throws -> Element? {
        do {
          return try await queue.get()
        } catch QueueError.closed {
          return nil
        }
      }
    }
  }
}
