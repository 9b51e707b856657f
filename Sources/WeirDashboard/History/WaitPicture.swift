import WeirTrace

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

  /// Nothing where nobody has waited yet.
  init?(_ histogram: DurationHistogram, of subject: Gauge.Subject, name: String) {
    guard let maximum = histogram.maximum, let mean = histogram.mean else { return nil }
    self.subject = subject
    self.name = name
    self.maximum = maximum
    self.mean = mean
    count = histogram.count
    p50 = histogram.quantile(0.5) ?? .zero
    p90 = histogram.quantile(0.9) ?? .zero
    p99 = histogram.quantile(0.99) ?? .zero
  }
}
