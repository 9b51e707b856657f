package import WeirEvents

/// Events of every kind, in any order and with values that no program has.
///
/// They are made from random values by the schemas, so that new kinds are included.
package struct HostileEvents {
  /// The sort of values that they have.
  package enum Sort: CaseIterable, Sendable {
    /// Few numbers, so that much happens to each, and the instants of a run.
    case few
    /// The same, at instants that are late or at the extremes of time.
    case late
    /// Numbers at their extremes.
    case extreme
    /// Always new numbers.
    case endless
  }

  private var reader: SortReader

  package init(_ sort: Sort, seed: UInt64) {
    reader = SortReader(dice: Dice(seed), sort: sort)
  }

  /// A number of events of some kinds; those of tasks and queues are as frequent as all others
  /// together.
  package mutating func next(
    _ count: Int, of isWanted: (EventKind) -> Bool = { _ in true }
  ) -> [Event] {
    let kinds = EventKind.all.filter(isWanted)
    let frequent = kinds.filter(\.isFrequent)
    return (0..<count).compactMap { _ in
      let some = frequent.isEmpty || reader.dice.once(in: 2) ? kinds : frequent
      let instant = reader.anyInstant()
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

/// The numbers and instants of a sort.
private struct SortReader: RandomFieldReader {
  var dice: Dice
  let sort: HostileEvents.Sort
  private var count: UInt64 = 10

  init(dice: Dice, sort: HostileEvents.Sort) {
    (self.dice, self.sort) = (dice, sort)
  }

  mutating func anyNumber() -> UInt64 {
    switch sort {
    case .few, .late: return UInt64(dice.below(7))
    case .extreme:
      return pick([0, 1, 2, 3, UInt64(UInt32.max) - 1, UInt64(UInt32.max), .max - 1, .max])
    case .endless:
      count += 1
      return count
    }
  }

  mutating func anyInstant() -> VirtualInstant {
    let nanoseconds: Int64 =
      switch sort {
      case .few, .endless: Int64(dice.below(60_000)) * 1_000_000
      case .late, .extreme:
        pick([.min, -1, 0, 1, 1_000_000_000, 9_000_000_000, .max / 2, .max - 1, .max])
      }
    return VirtualInstant(nanoseconds: nanoseconds)
  }
}
