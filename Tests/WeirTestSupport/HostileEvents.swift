package import WeirEvents

/// Events of every kind that there is, in any order and with values that no program has.
///
/// They are read from a source of chance by way of the schemas, so that a new kind is among them.
package struct HostileEvents {
  /// What sort of values they have.
  package enum Sort: CaseIterable, Sendable {
    /// Few numbers, so that much happens to each, and the instants of a run.
    case few
    /// The same, at instants that come late or lie at the ends of time.
    case late
    /// Numbers at their ends.
    case extreme
    /// Ever new numbers.
    case endless
  }

  private var reader: ChanceReader

  package init(_ sort: Sort, seed: UInt64) {
    reader = ChanceReader(dice: Dice(seed), sort: sort)
  }

  /// So many events of some kinds; those of tasks and queues are as frequent as all others.
  package mutating func next(
    _ count: Int, of isWanted: (EventKind) -> Bool = { _ in true }
  ) -> [Event] {
    let kinds = EventKind.all.filter(isWanted)
    let frequent = kinds.filter(\.isFrequent)
    return (0..<count).compactMap { _ in
      let some = frequent.isEmpty || reader.dice.once(in: 2) ? kinds : frequent
      let instant = reader.instant()
      guard let kind = reader.dice.pick(some),
        let event = try? Event.Kind.read(kind, from: &reader)
      else { return nil }
      return Event(instant, event)
    }
  }
}

extension EventKind {
  fileprivate var isFrequent: Bool {
    switch self {
    case .task, .queue: true
    default: false
    }
  }
}

/// Gives any value for a field.
private struct ChanceReader: FieldReader {
  var dice: Dice
  let sort: HostileEvents.Sort
  private var count: UInt64 = 10

  init(dice: Dice, sort: HostileEvents.Sort) {
    self.dice = dice
    self.sort = sort
  }

  private mutating func pick<Value>(_ first: Value, _ others: Value...) -> Value {
    dice.pick([first] + others) ?? first
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
    switch sort {
    case .few, .late: return Number(dice.below(7))
    case .extreme: return pick(.min, 1, 2, 3, .max - 1, .max)
    case .endless:
      count += 1
      return Number(truncatingIfNeeded: count)
    }
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(or usual: Number) -> Number {
    dice.once(in: 2) ? usual : number()
  }

  mutating func instant() -> VirtualInstant {
    let nanoseconds: Int64 =
      switch sort {
      case .few, .endless: Int64(dice.below(60_000)) * 1_000_000
      case .late, .extreme:
        pick(.min, -1, 0, 1, 1_000_000_000, 9_000_000_000, .max / 2, .max - 1, .max)
      }
    return VirtualInstant(nanoseconds: nanoseconds)
  }

  mutating func duration() -> Duration {
    pick(.zero, .seconds(-1), .milliseconds(1), .seconds(Int64.max), Duration(attoseconds: .min))
  }

  mutating func label() -> Label { Label(symbol(), number()) }

  mutating func symbol() -> Symbol { Symbol(pick("", "a", "b", "worker", "é\u{1b}[2J")) }

  mutating func symbolOrEmpty() -> Symbol { symbol() }

  mutating func symbolOrNull() -> Symbol { symbol() }

  mutating func scalar() -> Symbol { symbol() }

  mutating func capacity() -> UInt32? { dice.once(in: 3) ? nil : number() }

  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word {
    guard let word = dice.pick(Array(Word.allCases)) else { throw FieldFailure(problem: "none") }
    return word
  }

  mutating func word<Word: EventWord>(or usual: Word) throws(FieldFailure) -> Word { try word() }

  mutating func flag() -> Bool { dice.once(in: 2) }

  mutating func wait() throws(FieldFailure) -> Wait {
    let kind: WaitKind = try word()
    return switch kind {
    case .sleep: .sleep(until: instant())
    case .queuePut: .queuePut(QueueID(number()))
    case .queueGet: .queueGet(QueueID(number()))
    case .join: .join(QueueID(number()))
    case .child: .child(TaskID(number()))
    case .work: .work(WorkerID(number()))
    case .poolAcquire: .poolAcquire(PoolID(number()))
    case .batch: .batch(BatcherID(number()))
    case .children: .children(AwaitedTasks([TaskID(number()), TaskID(number())]))
    case .offload: .offload
    case .other: .other(symbol())
    }
  }

  mutating func place() -> CallSite { dice.once(in: 2) ? .unknown : CallSite("a.swift", 7) }

  mutating func origin() -> TaskOrigin {
    var details = TaskOrigin.Details()
    details.isStructured = dice.once(in: 2)
    return TaskOrigin(details)
  }
}
