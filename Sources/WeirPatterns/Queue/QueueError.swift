/// Why a queue did not accept an element, or has none to deliver.
public enum QueueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The queue is closed: it accepts nothing more, or, for a consumer, is empty forever.
  case closed
  /// The queue is full, and its policy is to fail.
  case full

  /// Two sentences: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .closed: "The queue is closed. Stop putting and getting."
    case .full: "The queue is full. Try again later, or let the queue block or drop."
    }
  }
}
