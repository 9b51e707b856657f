/// Why an item has no output.
public enum BatcherError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The batcher is closed, or its loop was cancelled before the item was processed.
  case closed
  /// The item's batch was cancelled while it was processed: the item may or may not have been
  /// processed.
  case interrupted
  /// The item was submitted by a task that is processing a batch of the same batcher, whose
  /// concurrency is 1: it would wait for itself forever.
  case nested
  /// A batch was processed, but the number of outputs differs from the number of items.
  case outputsMissing(items: Int, outputs: Int)

  /// Two sentences: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .closed: "The batcher is closed. Stop submitting, or run its loop until it has drained."
    case .interrupted:
      "The batch was cancelled in progress. Check the item before you submit it again."
    case .nested:
      "The batcher was given an item by its own batch. Submit it elsewhere, or raise the concurrency."
    case .outputsMissing(let items, let outputs):
      "A batch of \(items) items gave \(outputs) outputs. Return one output for each item, in order."
    }
  }
}
