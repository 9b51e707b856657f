package import WeirEvents

/// Events of all kinds that no program makes: out of order, about what there is and what there
/// isn't, with every number at its ends.
///
/// It reads the values of each kind from chance, in the order of its schema, so that a new kind is
/// among them without further ado.
package struct AnyEvents {
  private var dice: Dice
  private let numbers: [UInt64]
  private let instants: [Int64]
  /// Whether most numbers have never been there before.
  private let isEndless: Bool
  private var latest: UInt64 = 0

  /// Some sequences keep to few numbers, so that much happens to each, and some always come with
  /// new ones; all times are those of a run, or any at all.
  package init(seed: UInt64) {
    dice = Dice(seed)
    numbers =
      seed % 2 == 0 ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 7, UInt64(UInt32.max) - 1, .max - 1, .max]
    isEndless = seed % 4 == 3
    instants =
      seed % 3 == 0
      ? [.min, .min + 1, -1, 0, 1, 1_000_000_000, .max / 2, .max - 1, .max]
      : [0, 1, 1_000_000, 50_000_000, 1_000_000_000, 9_000_000_000, 60_000_000_000]
  }

  /// So many events.
  package mutating func next(_ count: Int) -> [Event] {
    (0..<count).map { _ in next() }
  }

  package mutating func instant() -> VirtualInstant {
    VirtualInstant(nanoseconds: pick(instants))
  }

  private mutating func next() -> Event {
    let tasks = EventKind.all.prefix(TaskEvent.Kind.allCases.count)
    let kind = dice.once(in: 2) ? pick(EventKind.all) : pick(Array(tasks))
    let instant = instant()
    guard let event = try? Event.Kind.read(kind, from: &self) else {
      return Event(instant, .task(.none, .resumed))
    }
    return Event(instant, event)
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[dice.below(values.count)]
  }
}

extension AnyEvents: FieldReader {
  package mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
    if isEndless, dice.once(in: 2) {
      latest += 1
      return Number(truncatingIfNeeded: latest)
    }
    return Number(truncatingIfNeeded: pick(numbers))
  }

  package mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    or usual: Number
  ) -> Number {
    dice.once(in: 3) ? usual : number()
  }

  package mutating func duration() -> Duration {
    pick([.zero, .seconds(-1), .seconds(1), .seconds(Int64.max), Duration(attoseconds: .min)])
  }

  package mutating func label() -> Label { Label(symbol(), number()) }

  package mutating func symbol() -> Symbol {
    Symbol(pick(["", "a", "b", "worker", "server"]))
  }

  package mutating func symbolOrEmpty() -> Symbol { symbol() }

  package mutating func symbolOrNull() -> Symbol { symbol() }

  package mutating func scalar() -> Symbol { symbol() }

  package mutating func capacity() -> UInt32? { dice.once(in: 3) ? nil : number() }

  package mutating func word<Word: EventWord>() -> Word { pick(Array(Word.allCases)) }

  package mutating func word<Word: EventWord>(or usual: Word) -> Word {
    dice.once(in: 3) ? usual : word()
  }

  package mutating func flag() -> Bool { dice.once(in: 2) }

  package mutating func place() -> CallSite {
    dice.once(in: 2) ? .unknown : CallSite(#fileID, UInt(dice.below(9)))
  }

  package mutating func origin() -> TaskOrigin {
    var details = TaskOrigin.Details()
    details.isEager = flag()
    details.isStructured = flag()
    return TaskOrigin(details)
  }

  package mutating func wait() -> Wait {
    switch word() as WaitKind {
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
}

/// What becomes of the events of a run on a bad way: some are doubled, left out, or change places
/// with a later one.
package struct Garbled {
  private var dice: Dice

  package init(seed: UInt64) {
    dice = Dice(seed)
  }

  package mutating func garble(_ events: [Event]) -> [Event] {
    var garbled: [Event] = []
    for event in events {
      switch dice.below(20) {
      case 0: break
      case 1: garbled += [event, event]
      default: garbled.append(event)
      }
    }
    for index in garbled.indices where dice.once(in: 10) {
      garbled.swapAt(index, min(index + dice.below(50), garbled.count - 1))
    }
    return garbled
  }
}
