import WeirEvents

/// When a timer is due; timers at equal instants are ordered by when they were set, and those that
/// come last after the others.
struct TimerEntry {
  let instant: VirtualInstant
  private let ticket: UInt64
  let token: TimerToken

  private static let last: UInt64 = 1 << 63

  init(instant: VirtualInstant, ticket: UInt64, isLast: Bool, token: TimerToken) {
    (self.instant, self.token) = (instant, token)
    self.ticket = isLast ? ticket | TimerEntry.last : ticket
  }

  var isLast: Bool { ticket >= TimerEntry.last }

  @inline(__always)
  func isBefore(_ other: TimerEntry) -> Bool {
    instant == other.instant ? ticket < other.ticket : instant < other.instant
  }
}

/// A priority queue of the entries of an agenda, by their instants.
///
/// A heap in which each entry comes before its four children. Passing through it is most of what a
/// sleep costs the engine: this one is about a third faster than a general min-max heap.
struct TimerHeap {
  private var entries: ContiguousArray<TimerEntry> = []

  var count: Int { entries.count }

  /// The earliest entry.
  var first: TimerEntry? {
    @inline(__always) get { entries.first }
  }

  /// Adds an entry. Logarithmic time.
  mutating func insert(_ entry: TimerEntry) {
    var hole = entries.count
    entries.append(entry)
    while hole > 0 {
      let parent = (hole - 1) / 4
      guard entry.isBefore(entries[parent]) else { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = entry
  }

  /// Removes the earliest entry; there must be one. Logarithmic time.
  mutating func removeFirst() {
    let last = entries.removeLast()
    if !entries.isEmpty { sink(last, from: 0) }
  }

  /// Removes all entries but some. Linear time.
  mutating func keep(where isKept: (TimerEntry) -> Bool) {
    entries.removeAll { !isKept($0) }
    guard entries.count > 1 else { return }
    for place in stride(from: (entries.count - 2) / 4, through: 0, by: -1) {
      sink(entries[place], from: place)
    }
  }

  /// Puts an entry at a position or below it, after those that come before it.
  private mutating func sink(_ entry: TimerEntry, from start: Int) {
    entries.withUnsafeMutableBufferPointer { entries in
      var hole = start
      while true {
        let firstChild = hole * 4 + 1
        guard firstChild < entries.count else { break }
        var earliest = firstChild
        for child in firstChild + 1..<max(min(firstChild + 4, entries.count), firstChild + 1)
        where entries[child].isBefore(entries[earliest]) {
          earliest = child
        }
        guard entries[earliest].isBefore(entry) else { break }
        entries[hole] = entries[earliest]
        hole = earliest
      }
      entries[hole] = entry
    }
  }
}
