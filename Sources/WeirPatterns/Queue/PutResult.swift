/// What became of an element that was put.
public enum PutResult: Hashable, Sendable {
  /// It is in the queue, or a consumer has it.
  case accepted
  /// It was dropped, because the queue was full and its policy is to drop the newest.
  case dropped
}
