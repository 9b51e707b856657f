import WeirAnalysis
import WeirEvents

/// How long tasks and items waited at one gauge, as of some instant.
///
/// Like `LatencyPicture` it is made a few times a second and kept.
struct WaitPicture: Sendable, Equatable {
  let subject: Gauge.Subject
  /// What waited for what.
  let name: String
  let count: Int
  let mean: Duration
  let p50: Duration
  let p90: Duration
  let p99: Duration
  let maximum: Duration

  /// Returns `nil` if nothing has waited yet.
  init?(_ histogram: DurationHistogram, of subject: Gauge.Subject, name: String) {
    guard let maximum = histogram.maximum, let mean = histogram.mean else { return nil }
    self.subject = subject
    self.name = name
    self.maximum = maximum
    self.mean = mean
    count = histogram.count
    let lengths = histogram.quantiles([0.5, 0.9, 0.99])
    guard lengths.count == 3 else { return nil }
    (p50, p90, p99) = (lengths[0], lengths[1], lengths[2])
  }

  /// Pictures are taken this many seconds of wall time apart.
  static let interval = 0.25

  /// How long tasks waited at each gauge of a run.
  static func all(of run: RunHistory) -> [WaitPicture] {
    let analysis = run.analysis
    return run.gauges.gauges.compactMap { gauge in
      gauge.waits(in: analysis.metrics).flatMap {
        WaitPicture($0, of: gauge.subject, name: gauge.name(in: analysis))
      }
    }
  }
}
