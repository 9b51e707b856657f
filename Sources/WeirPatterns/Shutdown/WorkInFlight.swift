import Synchronization
public import WeirEvents

/// Counts the pieces of work in progress, and waits until there are none: a part of a shutdown.
///
/// Unlike waiting for the tasks that do the work, waiting here ends at once if it is cancelled. It
/// may be used from any number of threads.
///
/// - Complexity: Beginning and ending take constant time.
public final class WorkInFlight: Sendable {
  private typealias Room = WaitingRoom<Void, Bool, UnsafeContinuation<Bool, Never>>

  private struct State {
    var count = 0
    var waiting = Room()
  }

  private let reporter: (any Reporter)?
  private let wait: Wait
  private let state = Mutex(State())

  /// No work in progress.
  ///
  /// - Parameters:
  ///   - wait: what reports say that tasks in `drained()` wait for.
  ///   - reporter: receives these waits; `nil` reports nothing.
  public init(as wait: Wait = .children(), reporter: (any Reporter)? = nil) {
    self.wait = wait
    self.reporter = reporter
  }

  /// The number of pieces of work in progress.
  public var count: Int { state.withLock(\.count) }

  /// Counts one more piece of work.
  public func begin() {
    state.withLock { $0.count += 1 }
  }

  /// Counts one piece of work less.
  ///
  /// - Precondition: It is not called more often than `begin()`.
  public func end() {
    let wakeups = state.withLock { state in
      precondition(state.count > 0, "end() was called more often than begin().")
      state.count -= 1
      return state.count == 0 ? state.waiting.answerAll(true) : []
    }
    for wakeup in wakeups { wakeup.wake(reporter) }
  }

  /// Waits until no work is in progress.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before.
  public func drained(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    let number: UInt64? = state.withLock { $0.count == 0 ? nil : $0.waiting.enter(task) }
    guard let number else { return }
    let isDrained = await waitForAnswer(
      by: task, on: wait, at: CallSite(fileID, line), reporter: reporter
    ) { waiter in
      state.withLock { $0.waiting.attach(waiter, at: number) }
    } cancel: {
      state.withLock { $0.waiting.answer(number, false) }?.wakeup.wake(reporter)
    }
    guard isDrained else { throw noticedCancellation(of: task, reporter: reporter) }
  }
}
