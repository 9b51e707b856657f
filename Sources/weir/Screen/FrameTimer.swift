import Dispatch
import Synchronization
import WeirTerminal

/// Tells when the next frame is due, but only when asked: nothing wakes up while nothing changes.
final class FrameTimer: Sendable {
  private struct State {
    /// When the tick comes that was asked for; nil where none was.
    var due: ContinuousClock.Instant?
    var last: ContinuousClock.Instant
    var interval: Duration
  }

  /// One element for each frame that is due.
  let ticks: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "weir.frames", qos: .userInteractive)

  init(framesPerSecond: Int) {
    state = Mutex(State(last: .now, interval: .seconds(1) / framesPerSecond))
    (ticks, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Lets the ticks after the next one come more or less often.
  func use(framesPerSecond: Int) {
    state.withLock { $0.interval = .seconds(1) / framesPerSecond }
  }

  /// Asks for a tick: an interval after the last one, or later, unless one comes before that anyway.
  func ask(notBefore delay: Duration = .zero) {
    let now = ContinuousClock.now
    let due: ContinuousClock.Instant? = state.withLock { state in
      let wanted = max(state.last + state.interval, now + delay)
      if let due = state.due, due <= wanted { return nil }
      state.due = wanted
      return wanted
    }
    guard let due else { return }
    let wait = Int(max(now.duration(to: due), .zero) / .nanoseconds(1))
    queue.asyncAfter(deadline: .now() + .nanoseconds(wait)) { [weak self] in
      AlternateStack.use()
      self?.tick(due)
    }
  }

  /// A tick for which an earlier one was asked meanwhile does not come.
  private func tick(_ due: ContinuousClock.Instant) {
    let isWanted = state.withLock { state in
      guard state.due == due else { return false }
      // Counted from when it was due, so that lateness does not add up.
      (state.due, state.last) = (nil, max(due, .now - state.interval))
      return true
    }
    if isWanted { continuation.yield() }
  }
}
