import WeirEvents

/// When a timer is due; equal instants are told apart by the order in which their timers were set.
struct TimerEntry {
  let instant: VirtualInstant
  let ticket: UInt64
  let token: TimerToken

  @inline(__always)
  func isBefore(_ other: TimerEntry) -> Bool {
    instant == other.instant ? ticket < other.ticket : instant < other.instant
  }
}

/// The entries of an agenda, of which the earliest can be taken.
///
/// A heap in which each entry stands before its four children. A timer's way through it is most of
/// what a sleep costs the engine: this one is about a third faster than a general min-max heap,
/// from which the latest can be taken as well.
struct TimerHeap {
  private var entries: ContiguousArray<TimerEntry> = []

  var count: Int { entries.count }

  /// The earliest entry.
  var first: TimerEntry? {
    @inline(__always) get { entries.first }
  }

  /// Logarithmic time.
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

  /// Takes out the earliest entry, of which there has to be one. Logarithmic time.
  mutating func removeFirst() {
    let last = entries.removeLast()
    if !entries.isEmpty { sink(last, from: 0) }
  }

  /// Keeps only some entries. Linear time.
  mutating func keep(where isKept: (TimerEntry) -> Bool) {
    entries.removeAll { !isKept($0) }
    guard entries.count > 1 else { return }
    for place in stride(from: (entries.count - 2) / 4, through: 0, by: -1) {
      sink(entries[place], from: place)
    }
  }

  /// Puts an entry at a place or below, after those that are before it.
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
