public import Synchronization
public import WeirEvents

/// A queue between producers and consumers that holds a limited number of elements.
///
/// Elements leave in the order in which they came, and waiting tasks are served in the order in which they came. A full
/// queue deals with one more element as its `OverflowPolicy` says. Each element that is taken in is delivered exactly
/// once, whatever is cancelled when: a task that is asked to stop while it waits has not put or got anything, and a task
/// that has put or got something is told so, even if it has been asked to stop meanwhile.
///
/// `taskDone` and `join` count: `join` returns when every element that was taken in has been called done.
///
/// Putting and getting take constant time. It may be used from any number of threads.
public final class BoundedQueue<Element: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  @usableFromInline
  typealias Waiter = UnsafeContinuation<QueueSettlement<Element>, Never>
  @usableFromInline
  typealias Machine = BoundedQueueStateMachine<Element, Waiter>

  @usableFromInline let clock: C
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let machine: Mutex<Machine>
  /// The queue's number in what is reported.
  public let id: QueueID

  /// Makes an empty queue.
  ///
  /// - Parameters:
  ///   - name: how reports call it.
  ///   - type: of the elements, where it does not follow from the context.
  ///   - capacity: the most elements that wait at once; nil is no limit, and 0 lets producer and
  ///     consumer meet. Less than 0 counts as 0.
  ///   - overflow: what a full queue does with one more element.
  ///   - clock: measures the limits of `put(_:within:)` and `get(within:)`.
  ///   - reporter: is told everything that happens; none is told nothing.
  public init(
    _ name: String = "queue", of type: Element.Type = Element.self, capacity: Int?,
    overflow: OverflowPolicy = .block, clock: C, reporter: (any Reporter)? = nil
  ) {
    self.clock = clock
    self.reporter = reporter
    self.id = reporter?.makeQueueID() ?? .none
    self.machine = Mutex(Machine(capacity: capacity, overflow: overflow))
    reporter?.report(
      .queue(
        id,
        .created(
          name: Label(name), capacity: capacity.map { UInt32(clamping: $0) }, overflow: overflow)))
  }

  /// How many elements wait.
  public var depth: Int { machine.withLock { $0.items.count } }

  /// How many elements have been taken in and not been called done.
  public var unfinishedCount: Int { machine.withLock { $0.unfinished } }
}
