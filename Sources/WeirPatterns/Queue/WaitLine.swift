public import DequeModule
public import WeirEvents

/// Those who wait, first come first served; each may leave from the middle at any time.
///
/// A waiter first takes a place and becomes reachable later: a continuation exists only after the decision to wait.
/// Joining and being served take constant time, leaving takes logarithmic time, all amortised: places that were left
/// are cleared away when they outnumber those who wait.
@usableFromInline
struct WaitLine<Content, Waiter> {
  @usableFromInline
  struct Place {
    /// Counted from 0 in the order of joining; never given twice.
    @usableFromInline let number: UInt64
    @usableFromInline let task: TaskID
    /// What the waiter brings along.
    @usableFromInline let content: Content
    /// How to reach the waiter, as soon as it can be reached.
    @usableFromInline var waiter: Waiter?

    @inlinable
    init(number: UInt64, task: TaskID, content: Content) {
      self.number = number
      self.task = task
      self.content = content
      self.waiter = nil
    }
  }

  /// A place, or the number of one that was left.
  @usableFromInline
  enum Entry {
    case taken(Place)
    case left(UInt64)

    @inlinable
    var number: UInt64 {
      switch self {
      case .taken(let place): place.number
      case .left(let number): number
      }
    }
  }

  /// In the order of their numbers.
  @usableFromInline var entries: Deque<Entry> = []
  @usableFromInline var joined: UInt64 = 0
  /// How many wait.
  @usableFromInline var count = 0

  @inlinable
  init() {}

  @inlinable
  var isEmpty: Bool { count == 0 }

  /// Who is served next.
  @inlinable
  var first: Place? {
    for case .taken(let place) in entries { return place }
    return nil
  }

  @inlinable
  mutating func join(_ content: Content, by task: TaskID) -> UInt64 {
    let number = joined
    joined += 1
    count += 1
    entries.append(.taken(Place(number: number, task: task, content: content)))
    return number
  }

  /// Makes the waiter at a place reachable. The answer is false where nobody waits: it has been served already.
  @inlinable
  mutating func attach(_ waiter: Waiter, at number: UInt64) -> Bool {
    guard let index = index(of: number), case .taken(var place) = entries[index] else {
      return false
    }
    place.waiter = waiter
    entries[index] = .taken(place)
    return true
  }

  @inlinable
  mutating func popFirst() -> Place? {
    while let entry = entries.popFirst() {
      guard case .taken(let place) = entry else { continue }
      count -= 1
      return place
    }
    return nil
  }

  @inlinable
  mutating func leave(_ number: UInt64) -> Place? {
    guard let index = index(of: number), case .taken(let place) = entries[index] else {
      return nil
    }
    entries[index] = .left(number)
    count -= 1
    if entries.count > 2 * count + 32 { clearAway() }
    return place
  }

  @inlinable
  mutating func clearAway() {
    entries.removeAll {
      if case .left = $0 { true } else { false }
    }
  }

  /// Where a number stands, if it still does: a binary search.
  @inlinable
  func index(of number: UInt64) -> Int? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].number == number ? low : nil
  }
}
