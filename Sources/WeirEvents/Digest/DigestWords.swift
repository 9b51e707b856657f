/// The state of a digest, and how each kind of value is mixed into it: see `TraceDigest`.
struct DigestWords: Sendable {
  private var state: UInt64 = 0
  private var symbols = SymbolHashes()

  /// The state, mixed once more so that each bit of the last words affects all others.
  var value: UInt64 {
    var value = state
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 33)
  }
}

extension DigestWords: FieldWriter {
  @inline(__always)
  mutating func add(_ word: UInt64) {
    state = ((state << 5 | state >> 59) ^ word) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  mutating func begin(_ kind: UInt8) { add(UInt64(kind)) }

  @inline(__always)
  mutating func add(_ nanoseconds: Int64) { add(UInt64(bitPattern: nanoseconds)) }

  @inline(__always)
  mutating func add(_ name: Label) {
    add(name.stem)
    add(UInt64(name.number))
  }

  @inline(__always)
  mutating func add(_ text: Symbol) { add(symbols[text]) }

  mutating func addUnlessEmpty(_ text: Symbol) { add(text) }

  mutating func add(orNull text: Symbol) { add(text) }

  mutating func add(scalar text: Symbol) { add(text) }

  mutating func add(capacity: UInt32?) { add(capacity.map { UInt64($0) + 1 } ?? 0) }

  @inline(__always)
  mutating func add<Word: EventWord>(_ word: Word) { add(UInt64(word.rawValue)) }

  @inline(__always)
  mutating func add(_ wait: Wait) {
    add(UInt64(wait.kind.rawValue))
    switch wait {
    case .sleep(let until): add(until.nanoseconds)
    case .queuePut(let queue), .queueGet(let queue), .join(let queue): add(queue.rawValue)
    case .child(let task): add(task.rawValue)
    case .work(let worker): add(worker.rawValue)
    case .poolAcquire(let pool): add(pool.rawValue)
    case .batch(let batcher): add(batcher.rawValue)
    case .children, .offload: add(UInt64(0))
    case .other(let what): add(what)
    }
  }

  @inline(__always)
  mutating func note(_ number: UInt32, unless usual: UInt32) {}

  @inline(__always)
  mutating func note<Word: EventWord>(_ word: Word, unless usual: Word) {}

  @inline(__always)
  mutating func note(_ flag: Bool) {}

  @inline(__always)
  mutating func note(_ text: Symbol) {}

  @inline(__always)
  mutating func note(_ place: CallSite) {}

  @inline(__always)
  mutating func note(_ origin: TaskOrigin) {}
}
