/// The kind of a wait, without what exactly is waited for: the value of `why` in a log. The raw
/// value stands for it in the digest.
public enum WaitKind: UInt8, EventWord {
  /// See the cases of `Wait`.
  case sleep, queuePut, queueGet, join, child, work, poolAcquire, batch, children, offload, other

  /// The word as it is written in a log.
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

  /// The key that goes with it in a log; `nil` if there is none.
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
  /// The kind of the wait, without what exactly is waited for.
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
