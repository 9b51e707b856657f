/// Why an item has no output.
public enum BatcherError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The batcher takes nothing more in, or its loop was stopped before the item was dealt with.
  case closed
  /// The item's batch was asked to stop while it was in process: nobody knows what was done about
  /// the item.
  case interrupted
  /// The item was submitted by a task that deals with a batch of the same batcher, which may deal
  /// with only one at once: it would wait for itself forever.
  case nested
  /// A batch was dealt with, but there is not one output for each item.
  case outputsMissing(items: Int, outputs: Int)

  public var description: String {
    switch self {
    case .closed: "The batcher is closed. Stop submitting, or run its loop until it has drained."
    case .interrupted:
      "The batch was stopped in process. Look what became of the item before you submit it again."
    case .nested:
      "The batcher was given an item by its own batch. Submit it elsewhere, or raise the concurrency."
    case .outputsMissing(let items, let outputs):
      "A batch of \(items) items gave \(outputs) outputs. Return one output for each item, in order."
    }
  }
}
