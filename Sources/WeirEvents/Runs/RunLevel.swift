/// How much the source of a run tells.
public enum RunLevel: String, Hashable, Sendable, CaseIterable {
  /// The beginning and the end of tasks, and sums of what queues take in and give out.
  case counts
  /// Also each item, resource, timeout, cancellation and error.
  case life
  /// Also what tasks wait for.
  case waits
  /// Also when tasks become ready and run.
  case steps

  /// Whether tasks that wait can be told from those that run.
  public var hasWaits: Bool { self == .waits || self == .steps }
  /// Whether the log says when tasks become ready and run.
  public var hasSteps: Bool { self == .steps }
  /// Whether single items, resources, timeouts and errors are told.
  public var hasItems: Bool { self != .counts }
}
