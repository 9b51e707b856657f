/// How a batcher forms its batches; it may change while the batcher is in use.
public struct BatcherConfiguration: Hashable, Sendable {
  /// The most items in a batch.
  public var size: Int
  /// How long the first item of a batch waits for others.
  public var linger: Duration
  /// The most batches that are dealt with at once; none is no limit.
  public var concurrency: Int?

  public init(size: Int, linger: Duration, concurrency: Int? = 1) {
    precondition(size > 0, "A batch without a place for an item never gets anything done.")
    precondition((concurrency ?? 1) > 0, "Without a batch in process nothing gets done.")
    self.size = size
    self.linger = linger
    self.concurrency = concurrency
  }
}
