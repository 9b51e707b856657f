import BasicContainers
import WeirEvents

/// When a timer is due; timers at equal instants are ordered by when they were set, and those that
/// come last after the others.
struct TimerEntry {
  let instant: VirtualInstant
  private let ticket: UInt64
  let token: TimerToken

  private static let last: UInt64 = 1 << 63

  /// - Parameter instant: not before the start of the run.
  init(instant: VirtualInstant, ticket: UInt64, isLast: Bool, token: TimerToken) {
    (self.instant, self.token) = (instant, token)
    self.ticket = isLast ? ticket | TimerEntry.last : ticket
  }

  var isLast: Bool { ticket >= TimerEntry.last }

  /// One number to compare, so that no comparison takes a branch that can't be predicted.
  private var rank: UInt128 {
    @inline(__always) get {
      UInt128(truncatingIfNeeded: instant.nanoseconds) << 64 | UInt128(truncatingIfNeeded: ticket)
    }
  }

  @inline(__always)
  func isBefore(_ other: TimerEntry) -> Bool { rank < other.rank }
}

/// A priority queue of the entries of an agenda, by their instants.
///
/// A heap in which each entry comes before its four children. Passing through it is most of what a
/// sleep costs the engine: this one is about a third faster than a general min-max heap.
struct TimerHeap: ~Copyable {
  private var entries = UniqueArray<TimerEntry>()

  var count: Int { entries.count }

  /// The earliest entry; there must be one.
  var first: TimerEntry {
    @inline(__always) get { entries[0] }
  }

  /// Adds an entry. Logarithmic time.
  mutating func insert(_ entry: TimerEntry) {
    var hole = entries.count
    entries.append(entry)
    while hole > 0 {
      let parent = (hole &- 1) / 4
      guard entry.isBefore(entries[parent]) else { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = entry
  }

  /// Removes the earliest entry; there must be one. Logarithmic time.
  mutating func removeFirst() {
    let last = entries.removeLast()
    if entries.count > 0 { sink(last, from: 0) }
  }

  /// Removes all entries but some. Linear time.
  mutating func keep(where isKept: (TimerEntry) -> Bool) {
    var kept = 0
    for place in entries.indices where isKept(entries[place]) {
      entries[kept] = entries[place]
      kept += 1
    }
    entries.removeLast(entries.count - kept)
    guard entries.count > 1 else { return }
    for place in stride(from: (entries.count - 2) / 4, through: 0, by: -1) {
      sink(entries[place], from: place)
    }
  }

  /// Puts an entry at a position or below it, after those that come before it.
  @inline(__always)
  private mutating func sink(_ entry: TimerEntry, from start: Int) {
    var hole = start
    while let child = earliestChild(of: hole), entries[child].isBefore(entry) {
      entries[hole] = entries[child]
      hole = child
    }
    entries[hole] = entry
  }

  @inline(__always)
  private func earliestChild(of place: Int) -> Int? {
    let firstChild = place &* 4 &+ 1
    guard firstChild < entries.count else { return nil }
    var earliest = firstChild
    var child = firstChild &+ 1
    let end = min(firstChild &+ 4, entries.count)
    while child < end {
      earliest = entries[child].isBefore(entries[earliest]) ? child : earliest
      child &+= 1
    }
    return earliest
  }
}
