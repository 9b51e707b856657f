import WeirEvents

/// Reads random values of events, in the order of their schema: any valid ones, so that new kinds
/// are included automatically.
protocol RandomFieldReader: FieldReader {
  var dice: Dice { get set }

  /// Any instant.
  mutating func anyInstant() -> VirtualInstant

  /// Any number.
  mutating func anyNumber() -> UInt64
}

extension RandomFieldReader {
  mutating func pick<Value>(_ values: [Value]) -> Value { values[dice.below(values.count)] }

  private mutating func anyID() -> UInt32 { UInt32(truncatingIfNeeded: anyNumber()) }

  private mutating func anySymbol() -> Symbol {
    Symbol(pick(["", "a", "b", "worker", "server", "é\u{1b}[2J"]))
  }

  private mutating func anyWord<Word: EventWord>() -> Word { pick(Array(Word.allCases)) }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
    Number(truncatingIfNeeded: anyNumber())
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(or usual: Number) -> Number {
    dice.once(in: 3) ? usual : Number(truncatingIfNeeded: anyNumber())
  }

  mutating func instant() -> VirtualInstant { anyInstant() }

  mutating func duration() -> Duration {
    pick([
      .zero, .seconds(-1), .milliseconds(1), .seconds(1), .seconds(Int64.max),
      Duration(attoseconds: .min),
    ])
  }

  mutating func label() -> Label { Label(anySymbol(), anyID()) }

  mutating func symbol() -> Symbol { anySymbol() }

  mutating func symbolOrEmpty() -> Symbol { anySymbol() }

  mutating func symbolOrNull() -> Symbol { anySymbol() }

  mutating func scalar() -> Symbol { anySymbol() }

  mutating func capacity() -> UInt32? { dice.once(in: 3) ? nil : anyID() }

  mutating func word<Word: EventWord>() -> Word { anyWord() }

  mutating func word<Word: EventWord>(or usual: Word) -> Word {
    dice.once(in: 3) ? usual : anyWord()
  }

  mutating func flag() -> Bool { dice.once(in: 2) }

  mutating func place() -> CallSite {
    dice.once(in: 2) ? .unknown : CallSite("a.swift", UInt(dice.below(9)))
  }

  mutating func origin() -> TaskOrigin {
    var details = TaskOrigin.Details()
    details.isEager = dice.once(in: 2)
    details.isStructured = dice.once(in: 2)
    return TaskOrigin(details)
  }

  mutating func wait() -> Wait {
    switch anyWord() as WaitKind {
    case .sleep: .sleep(until: anyInstant())
    case .queuePut: .queuePut(QueueID(anyID()))
    case .queueGet: .queueGet(QueueID(anyID()))
    case .join: .join(QueueID(anyID()))
    case .child: .child(TaskID(anyID()))
    case .work: .work(WorkerID(anyID()))
    case .poolAcquire: .poolAcquire(PoolID(anyID()))
    case .batch: .batch(BatcherID(anyID()))
    case .children: .children(AwaitedTasks([TaskID(anyID()), TaskID(anyID())]))
    case .offload: .offload
    case .other: .other(anySymbol())
    }
  }
}
