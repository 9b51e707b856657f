import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents

/// Records what the screen shows to a file, off the screen's loop.
///
/// The events of a simulation are passed on by the screen's loop; those of a real program are
/// recorded where they are read, so that nothing is missing while the picture is paused.
protocol RunRecorder: AnyObject, Sendable {
  /// Reports about recordings for the dashboard.
  var reports: AsyncStream<DashboardInput> { get }
  /// Updates of the source enter before they are handled; a batch leaves when it has been recorded.
  var turnstile: Turnstile { get }
  /// The file that is recorded from the start; `nil` if there is none.
  var firstPath: String? { get }

  /// Notes that another run has begun.
  func begin(_ specification: RunSpecification)
  /// Notes that the run continues as another future.
  func branch(_ model: RunModel)
  /// Passes on a batch of the run.
  func write(_ batch: FoldedBatch)
  /// Begins a new file, under a generated name if there is no path.
  func record(_ path: String?)
  /// Completes the file, or cancels the one that has not begun yet.
  func stop()
  /// Makes the log readable as far as it has come; called once a second.
  func flush()
  /// Makes the lints use other thresholds from now on.
  func use(_ thresholds: LintThresholds)
  /// Puts recordings without a name into another folder from now on.
  func use(folder: URL)
  /// Cancels a recording that has not begun yet, because the program is ending.
  func leave()
  /// Makes `run` end once everything passed on has been written.
  func finish()
  /// Removes the file created at the start, because there is no run.
  func discard()
  /// Handles requests until they end, and completes the log.
  func run() async -> Recorder.Outcome
}

extension Recorder: RunRecorder {}
