import Dispatch
import Synchronization

/// The gate between the code that draws frames and the thread that sends them: one frame is sent at
/// a time, and none while the terminal is behind.
final class FrameGate: Sendable {
  private struct State {
    var window = FrameWindow()
    var isBusy = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let beginning = ContinuousClock.now
  /// Signalled when a terminal that is being left has answered everything.
  private let quiet = DispatchSemaphore(value: 0)

  private var now: Duration { beginning.duration(to: .now) }

  /// Whether frames are still wanted.
  var isOpen: Bool { state.withLock { !$0.isClosed } }

  /// Whether a frame would be let through now.
  var isReady: Bool {
    state.withLock { !$0.isBusy && !$0.isClosed && $0.window.isOpen(at: now) }
  }

  /// Lets a frame through, unless another one is being sent or the terminal is behind.
  func enter() -> Bool {
    state.withLock { state in
      guard !state.isBusy, !state.isClosed, state.window.isOpen(at: now) else { return false }
      state.isBusy = true
      return true
    }
  }

  /// Records that the frame that was let through has been sent.
  func leave() { state.withLock { $0.isBusy = false } }

  /// Records that the terminal was asked to answer.
  func ask() { state.withLock { $0.window.ask(at: now) } }

  func answered(_ count: Int) {
    state.withLock { state in
      let before = state.window.unanswered
      for _ in 0..<count { state.window.answered(at: now) }
      if state.isClosed, before > 0, state.window.unanswered == 0 { quiet.signal() }
    }
  }

  /// Lets no more frames through: the terminal is about to be left.
  func close() { state.withLock { $0.isClosed = true } }

  /// Opens the gate again, with nothing known about the terminal.
  func open() {
    state.withLock { state in
      state.window.forget()
      state.isClosed = false
    }
  }

  /// Waits up to 300 ms for pending answers of the terminal, which the next program would otherwise
  /// read as keys.
  func waitForAnswers() {
    let end = DispatchTime.now() + .milliseconds(300)
    while state.withLock({ $0.window.unanswered > 0 }), quiet.wait(timeout: end) == .success {}
  }
}
