/// One measured number of a run, which can be compared with that of another run.
public struct Figure: Hashable, Sendable {
  /// What a figure counts or measures.
  public enum Unit: String, Hashable, Sendable {
    /// How often per second of the run's clock.
    case perSecond = "/s"
    /// Seconds.
    case seconds = "s"
    /// A number of things, or an average of such numbers.
    case count
    /// A share, from 0 to 1.
    case share
  }

  /// Which of two values is better.
  public enum Direction: Hashable, Sendable {
    /// The higher one.
    case higher
    /// The lower one.
    case lower
    /// Neither: the figure describes, and does not judge.
    case neither
  }

  /// The name for scripts, with the words of the summary: `latency.p99`, `queues.jobs.wait.mean`.
  public let name: String
  /// The name for people: `latency p99`, `jobs wait mean`.
  public let label: String
  /// What it measures.
  public let unit: Unit
  /// Which of two values is better.
  public let direction: Direction
  /// The number; `nil` if nothing was measured.
  public let value: Double?

  init(
    _ name: String, _ label: String, _ unit: Unit, _ direction: Direction, _ value: Double?
  ) {
    (self.name, self.label, self.unit) = (name, label, unit)
    (self.direction, self.value) = (direction, value)
  }

  /// A figure whose label has the words of its name.
  init(_ name: String, _ unit: Unit, _ direction: Direction, _ value: Double?) {
    let label = name.split(separator: ".").joined(separator: " ")
    self.init(name, label, unit, direction, value)
  }
}
