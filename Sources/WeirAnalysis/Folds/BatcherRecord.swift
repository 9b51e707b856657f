public import WeirEvents
import DequeModule

/// What the events so far say about one batcher.
public struct BatcherRecord: Equatable, Sendable {
  /// The number of the batcher.
  public let id: BatcherID
  /// Its name, which an earlier batcher may have had.
  public let name: Label
  /// When it was created.
  public let created: VirtualInstant

  /// How many items fill a batch.
  public internal(set) var size: Int
  /// The longest time that the first item of a batch waits.
  public internal(set) var linger: Duration
  /// The batch that is filling now; `nil` if there is none.
  public internal(set) var open: OpenBatch?
  /// The batches being processed, in the order in which they were flushed; at most
  /// `BatcherRecord.batchLimit`. If a log never ends a batch, the oldest are forgotten first.
  public internal(set) var inProcess: [FlushedBatch] = []

  /// How many batches were flushed.
  public internal(set) var flushed = 0
  /// How many items the flushed batches held.
  public internal(set) var items = 0
  /// How many batches have been processed.
  public internal(set) var ended = 0

  var causes = [Int](repeating: 0, count: FlushCause.allCases.count)
  var waiterDeque: Deque<TaskID> = []
  /// The last snapshot that listed it.
  var snapshot: UInt32 = 0

  /// The maximum number of batches being processed that are kept.
  public static let batchLimit = 4096

  /// A batch that is filling.
  public struct OpenBatch: Hashable, Sendable {
    /// How many items are in it.
    public internal(set) var fill: Int
    /// When its first item was added.
    public let since: VirtualInstant
    /// The latest instant at which it is flushed.
    public let due: VirtualInstant
  }

  /// A batch that is being processed.
  public struct FlushedBatch: Hashable, Sendable {
    /// The task that flushed it.
    public let task: TaskID
    /// How many items are in it.
    public let size: Int
    /// When it was flushed.
    public let since: VirtualInstant
    /// Why it was flushed.
    public let cause: FlushCause
  }

  init(id: BatcherID, name: Label, created: VirtualInstant, size: UInt32, linger: Duration) {
    self.id = id
    self.name = name
    self.created = created
    self.size = Int(size)
    self.linger = linger
  }
}

extension BatcherRecord {
  /// The tasks that wait for a place in a batch, or for their batch to be processed, in the order
  /// in which they began to wait.
  public var waiters: some RandomAccessCollection<TaskID> { waiterDeque }

  /// How many batches were flushed for a cause.
  public func flushedCount(_ cause: FlushCause) -> Int { causes[Int(cause.rawValue)] }

  /// The average number of items per batch; `nil` before the first.
  public var meanSize: Double? { flushed == 0 ? nil : Double(items) / Double(flushed) }
}

// MARK: What happens to it

extension BatcherRecord {
  /// Removes a withdrawn item from the open batch; an empty batch is no longer open.
  mutating func withdraw(leaving size: Int) {
    if size == 0 { open = nil } else { open?.fill = size }
  }

  mutating func flush(_ batch: FlushedBatch) {
    flushed += 1
    items = items.saturatingPlus(batch.size)
    causes[Int(batch.cause.rawValue)] += 1
    open = nil
    if inProcess.count >= BatcherRecord.batchLimit { inProcess.removeFirst() }
    inProcess.append(batch)
  }

  /// Forgets its batches, because a snapshot did not list it.
  mutating func vanish() {
    open = nil
    inProcess = []
  }

  /// Ends a batch that has been processed: that of the task, or one of that size, or the oldest.
  mutating func end(by task: TaskID, size: Int) {
    ended += 1
    let sameTask = inProcess.firstIndex { $0.task == task && $0.size == size }
    let sameSize = inProcess.firstIndex { $0.size == size }
    guard let index = sameTask ?? sameSize ?? inProcess.indices.first else { return }
    inProcess.remove(at: index)
  }
}
