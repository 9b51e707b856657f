/// Why a queue did not take an element in, or has none to give.
public enum QueueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The queue takes nothing more in, or is empty for good.
  case closed
  /// The queue is full, and its policy is to refuse.
  case full

  public var description: String {
    switch self {
    case .closed: "The queue is closed. Stop putting and getting."
    case .full: "The queue is full. Try again later, or let the queue block or drop."
    }
  }
}
