import Synchronization

/// A timer for frames that ticks only on request: nothing wakes up while nothing changes.
final class FrameTimer: Sendable {
  private struct State {
    /// When the requested tick is due; `nil` if none is requested.
    var due: ContinuousClock.Instant?
    var last: ContinuousClock.Instant
    var interval: Duration
  }

  /// One element for each due frame.
  let ticks: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let state: Mutex<State>
  private let executor: LoopExecutor

  /// - Parameter executor: Where ticks are sent from.
  init(framesPerSecond: Int, on executor: LoopExecutor) {
    self.executor = executor
    state = Mutex(State(last: .now, interval: .seconds(1) / framesPerSecond))
    (ticks, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Changes the frame rate after the next tick.
  func use(framesPerSecond: Int) {
    state.withLock { $0.interval = .seconds(1) / framesPerSecond }
  }

  /// Requests a tick an interval after the last one, or later, unless an earlier one is due
  /// already.
  func ask(notBefore delay: Duration = .zero) {
    let now = ContinuousClock.now
    let due: ContinuousClock.Instant? = state.withLock { state in
      let wanted = max(state.last + state.interval, now + delay)
      if let due = state.due, due <= wanted { return nil }
      state.due = wanted
      return wanted
    }
    guard let due else { return }
    executor.perform(after: now.duration(to: due)) { [weak self] in self?.tick(due) }
  }

  /// Takes the next tick at once if it is about to be due, in place of a tick of its own.
  func takeTick() -> Bool {
    let now = ContinuousClock.now
    return state.withLock { state in
      let due = state.last + state.interval
      guard now >= due - state.interval / 4 else { return false }
      (state.due, state.last) = (nil, max(due, now - state.interval))
      return true
    }
  }

  /// A tick is dropped if an earlier one has been requested meanwhile.
  private func tick(_ due: ContinuousClock.Instant) {
    let isWanted = state.withLock { state in
      guard state.due == due else { return false }
      // Counted from when it was due, so that delays do not add up.
      (state.due, state.last) = (nil, max(due, .now - state.interval))
      return true
    }
    if isWanted { continuation.yield() }
  }
}
