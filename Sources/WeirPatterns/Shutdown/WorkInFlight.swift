import Synchronization
public import WeirEvents

/// Counts the pieces of work that are under way, and lets one wait until there are none: a part of
/// a shutdown.
///
/// Unlike waiting for the tasks that do the work, waiting here ends at once when somebody asks for
/// that. Beginning and ending take constant time. It may be used from any number of threads.
public final class WorkInFlight: Sendable {
  private typealias Room = WaitingRoom<Void, Bool, UnsafeContinuation<Bool, Never>>

  private struct State {
    var count = 0
    var waiting = Room()
  }

  private let reporter: (any Reporter)?
  private let wait: Wait
  private let state = Mutex(State())

  /// - Parameters:
  ///   - wait: what those who wait for the end of all work are said to wait for.
  ///   - reporter: is told of them; none is told nothing.
  public init(as wait: Wait = .children(), reporter: (any Reporter)? = nil) {
    self.wait = wait
    self.reporter = reporter
  }

  /// How many pieces of work are under way.
  public var count: Int { state.withLock(\.count) }

  /// One more is under way.
  public func begin() {
    state.withLock { $0.count += 1 }
  }

  /// One has ended. Calling it more often than `begin()` is a mistake of the program, which is
  /// stopped there.
  public func end() {
    let wakeups = state.withLock { state in
      precondition(state.count > 0, "end() was called more often than begin().")
      state.count -= 1
      return state.count == 0 ? state.waiting.answerAll(true) : []
    }
    for wakeup in wakeups { wakeup.wake(reporter) }
  }

  /// Waits until nothing is under way.
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
