/// How a batcher forms its batches; it may change while the batcher is in use.
public struct BatcherConfiguration: Hashable, Sendable {
  /// The maximum number of items in a batch. Less than 1 counts as 1.
  public var size: Int {
    didSet { size = max(1, size) }
  }
  /// How long the first item of a batch waits for others. With zero or less it does not wait; 292
  /// years or more is no limit: the batch waits until it is full.
  public var linger: Duration
  /// The maximum number of batches processed concurrently; `nil` is no limit. Less than 1 counts as
  /// 1.
  public var concurrency: Int? {
    didSet { concurrency = concurrency.map { max(1, $0) } }
  }

  /// Limits of size and time; values out of range are clamped.
  public init(size: Int, linger: Duration, concurrency: Int? = 1) {
    self.size = max(1, size)
    self.linger = linger
    self.concurrency = concurrency.map { max(1, $0) }
  }
}
