/// In which order a queue gives its items out.
public enum QueueOrder: UInt8, EventWord {
  /// What has waited longest comes first.
  case fifo
  /// What came last comes first.
  case lifo
  /// By a priority that the items have.
  case priority

  public var name: String {
    switch self {
    case .fifo: "fifo"
    case .lifo: "lifo"
    case .priority: "priority"
    }
  }
}
