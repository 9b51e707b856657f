import WeirEvents

extension BoundedQueue {
  /// Takes the first element out, waits for one if there is none, runs a body with it, and calls it
  /// done, however the body ends: with a result, with an error or by cancellation.
  ///
  /// - Returns: what the body returns.
  /// - Throws: what `get()` and the body throw; where `get()` throws, nothing is called done.
  public func withElement<Result>(
    fileID: StaticString = #fileID, line: UInt = #line,
    _ body: (Element) async throws -> Result
  ) async throws -> Result {
    let item = try await getItem(at: CallSite(fileID, line))
    defer { finish(item.id) }
    return try await body(item.element)
  }

  /// Does the same, but does not wait longer than the limit for an element.
  ///
  /// - Parameter limit: with zero or less it does not wait at all; 292 years or more is no limit.
  /// - Throws: `TimeoutError` if there was none by then, besides what `withElement(_:)` throws.
  public func withElement<Result>(
    within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line,
    _ body: (Element) async throws -> Result
  ) async throws -> Result {
    let item = try await getItem(within: limit, at: CallSite(fileID, line))
    defer { finish(item.id) }
    return try await body(item.element)
  }

  /// The elements, taken out one after the other, until the queue is closed and empty.
  ///
  /// Any number of tasks may iterate; each element goes to one of them. Whoever takes an element
  /// calls it done with `taskDone()`, as after `get()`: the sequence can't know when the work on it
  /// has ended. Where that is the end of the loop's body, `withElement(_:)` in a loop does it by
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

    public func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }

    /// Takes elements out.
    public struct Iterator: AsyncIteratorProtocol {
      fileprivate let queue: BoundedQueue

      /// Takes the first element out, and waits for one if there is none; nil once the queue is
      /// closed and empty.
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
