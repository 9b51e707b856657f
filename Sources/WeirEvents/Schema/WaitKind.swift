/// What a task waits for, without on which: the word `why` of a log. The raw value is its place in
/// the digest.
public enum WaitKind: UInt8, EventWord {
  case sleep, queuePut, queueGet, join, child, work, poolAcquire, batch, children, offload, other

  /// The word as it stands in a log.
  public var name: String {
    switch self {
    case .sleep: "sleep"
    case .queuePut: "queuePut"
    case .queueGet: "queueGet"
    case .join: "join"
    case .child: "child"
    case .work: "work"
    case .poolAcquire: "poolAcquire"
    case .batch: "batch"
    case .children: "children"
    case .offload: "offload"
    case .other: "other"
    }
  }

  /// The key that goes with it in a log; nil where none does.
  public var field: EventField? {
    switch self {
    case .sleep: .until
    case .queuePut, .queueGet, .join: .queue
    case .child: EventField("child", .number)
    case .work: .worker
    case .poolAcquire: .pool
    case .batch: .batcher
    case .children: .awaited.optional
    case .offload: nil
    case .other: EventField("on", .text)
    }
  }
}

extension Wait {
  /// What is waited for, without on which.
  public var kind: WaitKind {
    switch self {
    case .sleep: .sleep
    case .queuePut: .queuePut
    case .queueGet: .queueGet
    case .join: .join
    case .child: .child
    case .work: .work
    case .poolAcquire: .poolAcquire
    case .batch: .batch
    case .children: .children
    case .offload: .offload
    case .other: .other
    }
  }
}
