/// The state of a digest, and how each kind of value is mixed into it: see `TraceDigest`.
struct DigestWords: Sendable {
  private var state: UInt64 = 0
  private var symbols = SymbolHashes()

  /// The state, mixed once more so that each bit of the last words reaches all others.
  var value: UInt64 {
    var value = state
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 33)
  }

  @inline(__always)
  mutating func add(_ word: UInt64) {
    state = ((state << 5 | state >> 59) ^ word) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  mutating func add(_ task: TaskID) { add(UInt64(task.rawValue)) }

  @inline(__always)
  mutating func add(_ queue: QueueID) { add(UInt64(queue.rawValue)) }

  @inline(__always)
  mutating func add(_ kind: UInt64, _ task: TaskID) {
    add(kind)
    add(task)
  }

  @inline(__always)
  mutating func add(
    _ kind: UInt64, _ queue: QueueID, _ task: TaskID, _ item: ItemID, _ depth: UInt32
  ) {
    add(kind)
    add(queue)
    add(task)
    add(item.rawValue)
    add(UInt64(depth))
  }

  mutating func add(_ kind: UInt64, _ timeout: TimeoutID, _ task: TaskID) {
    add(kind)
    add(timeout.rawValue)
    add(task)
  }

  mutating func add(_ kind: UInt64, _ worker: WorkerID, _ task: TaskID) {
    add(kind)
    add(UInt64(worker.rawValue))
    add(task)
  }

  mutating func add(_ kind: UInt64, _ name: Symbol) {
    add(kind)
    add(name)
  }

  @inline(__always)
  mutating func add(_ wait: Wait) {
    switch wait {
    case .sleep(let until):
      add(0)
      add(UInt64(bitPattern: until.nanoseconds))
    case .queuePut(let queue): add(1, number: queue.rawValue)
    case .queueGet(let queue): add(2, number: queue.rawValue)
    case .join(let queue): add(3, number: queue.rawValue)
    case .child(let task): add(4, number: task.rawValue)
    case .work(let worker): add(5, number: worker.rawValue)
    case .poolAcquire(let pool): add(6, number: pool.rawValue)
    case .batch(let batcher): add(7, number: batcher.rawValue)
    case .children: add(8, number: 0)
    case .offload: add(9, number: 0)
    }
  }

  @inline(__always)
  mutating func add(_ place: UInt64, number: UInt32) {
    add(place)
    add(UInt64(number))
  }

  mutating func add(_ kind: UInt64, _ pool: PoolID, _ task: TaskID, _ resource: ResourceID) {
    add(kind, number: pool.rawValue)
    add(task)
    add(UInt64(resource.rawValue))
  }

  mutating func add(_ kind: UInt64, _ batcher: BatcherID, _ task: TaskID) {
    add(kind, number: batcher.rawValue)
    add(task)
  }

  mutating func add(_ number: UInt64, _ duration: Duration) {
    add(number)
    add(UInt64(bitPattern: duration.nanoseconds))
  }

  mutating func add(_ capacity: UInt32?, _ overflow: OverflowPolicy) {
    add(capacity: capacity)
    add(UInt64(overflow.rawValue))
  }

  mutating func add(capacity: UInt32?) {
    add(capacity.map { UInt64($0) + 1 } ?? 0)
  }

  mutating func add(_ label: Label) {
    add(label.stem)
    add(UInt64(label.number))
  }

  mutating func add(_ symbol: Symbol) { add(symbols[symbol]) }
}
