import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirTerminal

/// The past of a log, which one thread fills while it reads, and another one counts again if the
/// thresholds of the lints change.
final class LogPast: Sendable {
  private let writer: Mutex<PastWriter>
  private let state: Mutex<State>

  private struct State {
    var past: RunPast
    /// Changes with each change of the thresholds.
    var version = 0
  }

  /// How many events may be left when the thread that reads has to wait for the last ones.
  private static let fewEvents = 4096

  init(_ past: RunPast) {
    writer = Mutex(PastWriter(past))
    state = Mutex(State(past: past))
  }

  /// The past. Another one takes its place if the thresholds change.
  var past: RunPast { state.withLock { $0.past } }

  /// All of it so far at a glance.
  var timeline: RunTimeline { writer.withLock { $0.timeline } }

  /// Notes when the run begins: a log may begin late.
  func begin(at instant: VirtualInstant) { writer.withLock { $0.past.begin(at: instant) } }

  /// Appends a batch.
  ///
  /// - Parameter reported: When each event was reported, in order of time.
  func append(_ batch: EventBatch, reportedAt reported: [VirtualInstant]) {
    writer.withLock { $0.append(batch, reportedAt: reported) }
  }

  /// Counts all that has been read again with other thresholds, on a thread of its own. Until that
  /// is done the past is as it was; it stays if its first events can't be read any more.
  ///
  /// - Parameter notify: Called on the thread when the other past has taken its place.
  func use(_ thresholds: LintThresholds, notify: @escaping @Sendable () -> Void) {
    let version = state.withLock { state in
      state.version += 1
      return state.version
    }
    let thread = Thread { [self] in
      AlternateStack.use()
      if recount(thresholds, version) { notify() }
    }
    thread.name = "weir.recount"
    thread.start()
  }

  /// Gives up counting again.
  func stop() { state.withLock { $0.version += 1 } }

  /// Returns whether another past has taken the place of this one.
  private func recount(_ thresholds: LintThresholds, _ version: Int) -> Bool {
    let former = past
    guard var next = PastWriter(recounting: former, with: thresholds) else { return false }
    while isCurrent(version) {
      guard let left = next.catchUp(with: former) else { return false }
      if left < LogPast.fewEvents { return replace(former, by: next, version) }
    }
    return false
  }

  private func isCurrent(_ version: Int) -> Bool { state.withLock { $0.version == version } }

  /// Continues with the past that was counted again, after the events that were read meanwhile.
  private func replace(_ former: RunPast, by next: PastWriter, _ version: Int) -> Bool {
    writer.withLock { writer in
      var next = next
      while let left = next.catchUp(with: former) {
        guard left == 0 else { continue }
        next.close()
        return state.withLock { state in
          guard state.version == version else { return false }
          (writer, state.past) = (next, next.past)
          return true
        }
      }
      return false
    }
  }
}
