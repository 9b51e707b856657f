/// The order in which a queue hands out its items.
public enum QueueOrder: UInt8, EventWord {
  /// First in, first out.
  case fifo
  /// Last in, first out.
  case lifo
  /// By the priority of the items.
  case priority

  /// The order as it is written in a log.
  public var name: String {
    switch self {
    case .fifo: "fifo"
    case .lifo: "lifo"
    case .priority: "priority"
    }
  }
}
