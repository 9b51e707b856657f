package import WeirEvents

/// Events of all kinds that no program makes: out of order, about existing and missing subjects,
/// with every number at its extremes.
package struct AnyEvents {
  private var reader: Reader

  /// Some seeds use few numbers, so that much happens to each, and some always new ones; instants
  /// are those of a run, or arbitrary.
  package init(seed: UInt64) { reader = Reader(seed: seed) }

  /// A number of events.
  package mutating func next(_ count: Int) -> [Event] {
    (0..<count).map { _ in next() }
  }

  package mutating func instant() -> VirtualInstant { reader.anyInstant() }

  private mutating func next() -> Event {
    let tasks = EventKind.all.prefix(TaskEvent.Kind.allCases.count)
    let kind = reader.dice.once(in: 2) ? reader.pick(EventKind.all) : reader.pick(Array(tasks))
    let instant = instant()
    guard let event = try? Event.Kind.read(kind, from: &reader) else {
      return Event(instant, .task(.none, .resumed))
    }
    return Event(instant, event)
  }

  private struct Reader: RandomFieldReader {
    var dice: Dice
    private let numbers: [UInt64]
    private let instants: [Int64]
    /// Whether most numbers are new.
    private let isEndless: Bool
    private var latest: UInt64 = 0

    init(seed: UInt64) {
      dice = Dice(seed)
      numbers =
        seed % 2 == 0
        ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 7, UInt64(UInt32.max) - 1, .max - 1, .max]
      isEndless = seed % 4 == 3
      instants =
        seed % 3 == 0
        ? [.min, .min + 1, -1, 0, 1, 1_000_000_000, .max / 2, .max - 1, .max]
        : [0, 1, 1_000_000, 50_000_000, 1_000_000_000, 9_000_000_000, 60_000_000_000]
    }

    mutating func anyInstant() -> VirtualInstant { VirtualInstant(nanoseconds: pick(instants)) }

    mutating func anyNumber() -> UInt64 {
      guard isEndless, dice.once(in: 2) else { return pick(numbers) }
      latest += 1
      return latest
    }
  }
}
