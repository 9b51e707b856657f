public import WeirEvents
import DequeModule

/// What the events so far tell about one batcher.
public struct BatcherRecord: Equatable, Sendable {
  public let id: BatcherID
  public let name: Label
  public let created: VirtualInstant

  /// How many items make a batch full.
  public internal(set) var size: Int
  /// How long the first item of a batch waits at most.
  public internal(set) var linger: Duration
  /// The batch that fills now.
  public internal(set) var open: OpenBatch?
  /// The batches that are being dealt with, in the order in which they were flushed; at most
  /// `BatcherRecord.batchLimit`: of a log that ends none, the oldest are forgotten first.
  public internal(set) var inProcess: [FlushedBatch] = []

  /// How many batches were flushed.
  public internal(set) var flushed = 0
  /// How many items were in them.
  public internal(set) var items = 0
  /// How many batches have been dealt with.
  public internal(set) var ended = 0

  var causes = [Int](repeating: 0, count: FlushCause.allCases.count)
  var waiterDeque: Deque<TaskID> = []
  /// The last snapshot that named it.
  var snapshot: UInt32 = 0

  /// How many batches that are being dealt with are kept.
  public static let batchLimit = 4096

  /// A batch that fills.
  public struct OpenBatch: Hashable, Sendable {
    /// How many items are in it.
    public internal(set) var fill: Int
    public let since: VirtualInstant
    /// When it is flushed at the latest.
    public let due: VirtualInstant
  }

  /// A batch that is being dealt with.
  public struct FlushedBatch: Hashable, Sendable {
    /// Who flushed it.
    public let task: TaskID
    public let size: Int
    public let since: VirtualInstant
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
  /// The tasks that wait for a place in a batch, or for theirs to be dealt with, in the order in which they came.
  public var waiters: some RandomAccessCollection<TaskID> { waiterDeque }

  /// How many batches were flushed for that cause.
  public func flushedCount(_ cause: FlushCause) -> Int { causes[Int(cause.rawValue)] }

  /// How many items a batch had in the mean; nothing before the first.
  public var meanSize: Double? { flushed == 0 ? nil : Double(items) / Double(flushed) }
}

// MARK: What happens to it

extension BatcherRecord {
  /// A task took its item back out of the open batch; with none left there is no open batch.
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

  /// A snapshot did not name it.
  mutating func vanish() {
    open = nil
    inProcess = []
  }

  /// A batch has been dealt with: that of the task, or else one of that size, or else the oldest.
  mutating func end(by task: TaskID, size: Int) {
    ended += 1
    let sameTask = inProcess.firstIndex { $0.task == task && $0.size == size }
    let sameSize = inProcess.firstIndex { $0.size == size }
    guard let index = sameTask ?? sameSize ?? inProcess.indices.first else { return }
    inProcess.remove(at: index)
  }
}
