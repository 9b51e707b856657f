import Synchronization
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession

/// The log of a run without a screen. If it can't be written any more it ends early, and the run
/// continues without it.
///
/// One thread writes; others may ask for its size meanwhile.
final class HeadlessLog: Sendable {
  private struct State {
    var writer: SessionWriter?
    var failure: SessionError?
    var pulse = Pulse(every: .seconds(1))
  }

  private let state: Mutex<State>
  private let output: FileOutput?
  private let hasFailed = Atomic(false)

  /// - Parameters:
  ///   - writer: What writes it; `nil` for no log.
  ///   - output: Its file, for its size.
  init(_ writer: SessionWriter?, to output: FileOutput?) {
    state = Mutex(State(writer: writer))
    self.output = output
  }

  /// Why it ended early; `nil` if it did not.
  var failure: SessionError? { state.withLock { $0.failure } }

  /// How many bytes have been written; `nil` if there is none, or if it ended early. Never waits
  /// for a write.
  var size: Int? { hasFailed.load(ordering: .relaxed) ? nil : output?.file.size }

  /// Writes a batch, and makes it readable once a second.
  func write(_ batch: FoldedBatch) {
    attempt { state throws(SessionError) in
      try state.writer?.write(batch)
      if state.pulse.isDue { try state.writer?.flush() }
    }
  }

  /// Writes the last line.
  func end(_ reason: EndReason) {
    attempt { state throws(SessionError) in try state.writer?.end(reason) }
  }

  private func attempt(_ write: (inout State) throws(SessionError) -> Void) {
    state.withLock { state in
      do throws(SessionError) {
        try write(&state)
      } catch {
        (state.writer, state.failure) = (nil, error)
        hasFailed.store(true, ordering: .relaxed)
      }
    }
  }
}
