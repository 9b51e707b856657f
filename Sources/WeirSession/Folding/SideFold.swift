import Dispatch
import Synchronization
public import WeirEvents

/// Folds the batches of a run into a value, beside the run on a second core if it may use one.
///
/// The value is the same on one core and on two: batches are folded in order, one at a time. The
/// first one is folded where it is made, so that a short run starts no thread. From the second one
/// on, a thread folds them while the run makes the next; if it falls behind, the run waits for it.
///
/// Only the thread of the run may use it. If it is released early, its thread ends by itself.
public final class SideFold<Value: Sendable> {
  /// How many batches may wait for the thread.
  private static var limit: Int { 8 }

  private let fold: Fold
  private let usesThread: Bool
  private var hasBegun = false
  /// The thread that folds; `nil` while there is none.
  private var thread: FoldingThread?

  /// Creates the fold of a run before its first batch.
  ///
  /// - Parameters:
  ///   - value: The value before the first batch.
  ///   - usesThread: Whether a thread may be used, as `SpareCores` may say.
  ///   - fold: Folds one batch into the value.
  public init(
    into value: Value, usesThread: Bool,
    by fold: @escaping @Sendable (inout Value, EventBatch) -> Void
  ) {
    self.fold = Fold(value, fold)
    self.usesThread = usesThread
  }

  /// The number of events that a batch should have: more if a thread has to be woken for each.
  public var batchCapacity: Int { usesThread ? 16_384 : 4_096 }

  deinit { thread?.pipe.finish() }

  /// Folds a batch, now or soon.
  public func take(_ batch: EventBatch) {
    if hasBegun, usesThread, thread == nil { thread = FoldingThread(fold) }
    hasBegun = true
    if let thread {
      thread.pipe.send(batch)
    } else {
      fold.take(batch)
    }
  }

  /// The value after all batches, for which this waits.
  public var value: Value {
    thread?.end()
    thread = nil
    return fold.value
  }
}

extension SideFold {
  /// The value and what is done to it, on one thread at a time.
  private final class Fold: Sendable {
    private let current: Mutex<Value>
    private let fold: @Sendable (inout Value, EventBatch) -> Void

    init(_ value: Value, _ fold: @escaping @Sendable (inout Value, EventBatch) -> Void) {
      current = Mutex(value)
      self.fold = fold
    }

    var value: Value { current.withLock { $0 } }

    func take(_ batch: EventBatch) { current.withLock { fold(&$0, batch) } }
  }

  /// A thread, the batches that wait for it, and its end.
  private struct FoldingThread {
    let pipe = BoundedPipe<EventBatch>(limit: SideFold.limit)
    private let hasEnded = DispatchSemaphore(value: 0)

    /// Starts the thread; `nil` if the system does not allow one.
    init?(_ fold: Fold) {
      let (pipe, hasEnded) = (pipe, hasEnded)
      let isStarted = DetachedThread.start {
        while let batch = pipe.receive() { fold.take(batch) }
        hasEnded.signal()
      }
      guard isStarted else { return nil }
    }

    /// Waits until the thread has folded everything.
    func end() {
      pipe.finish()
      hasEnded.wait()
    }
  }
}
