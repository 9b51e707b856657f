public import DequeModule
public import WeirTrace

/// Those who wait, first come first served; each may leave from the middle at any time.
///
/// A waiter first takes a place and becomes reachable later: a continuation exists only after the decision to wait.
/// Joining, leaving and being served take constant time (amortised: empty places are passed over once).
@usableFromInline
struct WaitLine<Content, Waiter> {
  @usableFromInline
  struct Place {
    /// What the waiter brings along.
    @usableFromInline let content: Content
    @usableFromInline let task: TaskID
    @usableFromInline let number: UInt64
    /// How to reach the waiter, as soon as it can be reached.
    @usableFromInline var waiter: Waiter?

    @inlinable
    init(content: Content, task: TaskID, number: UInt64) {
      self.content = content
      self.task = task
      self.number = number
      self.waiter = nil
    }
  }

  @usableFromInline var places: Deque<Place?> = []
  @usableFromInline var firstNumber: UInt64 = 0
  /// How many wait.
  @usableFromInline var count = 0

  @inlinable
  init() {}

  @inlinable
  var isEmpty: Bool { count == 0 }

  @inlinable
  mutating func join(_ content: Content, by task: TaskID) -> UInt64 {
    let number = firstNumber &+ UInt64(places.count)
    places.append(Place(content: content, task: task, number: number))
    count += 1
    return number
  }

  /// Makes the waiter at a place reachable. The answer is false where the place is empty: it has been served already.
  @inlinable
  mutating func attach(_ waiter: Waiter, at number: UInt64) -> Bool {
    guard let index = index(of: number) else { return false }
    places[index]?.waiter = waiter
    return true
  }

  @inlinable
  mutating func popFirst() -> Place? {
    while let place = places.popFirst() {
      firstNumber &+= 1
      guard let place else { continue }
      count -= 1
      return place
    }
    return nil
  }

  @inlinable
  mutating func leave(_ number: UInt64) -> Place? {
    guard let index = index(of: number), let place = places[index] else { return nil }
    places[index] = nil
    count -= 1
    return place
  }

  @inlinable
  func index(of number: UInt64) -> Int? {
    guard number >= firstNumber else { return nil }
    let index = Int(number &- firstNumber)
    return index < places.count && places[index] != nil ? index : nil
  }
}
