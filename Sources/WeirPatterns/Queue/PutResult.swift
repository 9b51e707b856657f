/// What became of an element that was put.
public enum PutResult: Hashable, Sendable {
  /// It is in the queue or with a consumer.
  case accepted
  /// It was dropped, since the queue was full and drops the newest.
  case dropped
}
