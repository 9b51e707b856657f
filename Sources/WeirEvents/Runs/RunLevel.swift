/// How much detail the source of a run reports.
public enum RunLevel: String, Hashable, Sendable, CaseIterable {
  /// When tasks begin and end, and counts of what queues take in and hand out.
  case counts
  /// Also each item, resource, timeout, cancellation and error.
  case life
  /// Also what tasks wait for.
  case waits
  /// Also when tasks become ready and run.
  case steps

  /// Whether waiting tasks can be told apart from running ones.
  public var hasWaits: Bool { self == .waits || self == .steps }
  /// Whether the log says when tasks become ready and run.
  public var hasSteps: Bool { self == .steps }
  /// Whether the log reports single items, resources, timeouts and errors.
  public var hasItems: Bool { self != .counts }
}
