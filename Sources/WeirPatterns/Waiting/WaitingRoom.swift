public import DequeModule
public import WeirEvents

/// Tasks that wait for an answer, first come, first served; each may also be answered out of turn.
///
/// Every pattern waits in this way. A task enters inside the pattern's lock, which numbers its
/// place, and attaches its continuation later, since that does not exist before the decision to
/// wait. It is answered exactly once, by whichever comes first: the pattern, a timer or a
/// cancellation, whose handler may run before the continuation exists. A task that is answered
/// before it has attached receives the answer when it attaches.
///
/// - Complexity: Entering and answering the first task take constant time, everything else
///   logarithmic time, all amortised: empty places are removed when they outnumber the waiting
///   tasks.
@usableFromInline
struct WaitingRoom<Content, Answer, Waiter> {
  @usableFromInline
  struct Place {
    /// Counted from 0 in the order of entering; never reused.
    @usableFromInline let number: UInt64
    @usableFromInline let task: TaskID
    /// What the task passes in, such as an item.
    @usableFromInline let content: Content
    /// The continuation of the task; `nil` until it has attached.
    @usableFromInline var waiter: Waiter?

    @inlinable
    init(number: UInt64, task: TaskID, content: Content) {
      self.number = number
      self.task = task
      self.content = content
      self.waiter = nil
    }
  }

  /// A place, or the number of an empty one.
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
  @usableFromInline var entered: UInt64 = 0
  /// The number of waiting tasks.
  @usableFromInline var count = 0
  /// Answers to tasks that have not attached yet.
  @usableFromInline var early: [UInt64: Answer] = [:]

  @inlinable
  init() {}

  @inlinable
  var isEmpty: Bool { count == 0 }

  /// The task that is answered next; `nil` if none waits.
  @inlinable
  var first: TaskID? {
    for case .taken(let place) in entries { return place.task }
    return nil
  }

  @inlinable
  mutating func enter(_ content: Content, by task: TaskID) -> UInt64 {
    let number = entered
    entered += 1
    count += 1
    entries.append(.taken(Place(number: number, task: task, content: content)))
    return number
  }

  /// Attaches the continuation of a task that has entered. Returns the answer if there is one
  /// already.
  @inlinable
  mutating func attach(_ waiter: Waiter, at number: UInt64) -> Answer? {
    guard let index = index(of: number), case .taken(var place) = entries[index] else {
      return early.removeValue(forKey: number)
    }
    place.waiter = waiter
    entries[index] = .taken(place)
    return nil
  }
}

// MARK: Answering

extension WaitingRoom {
  /// What a task passed in, which must not be destroyed inside the lock, and how to wake it.
  @usableFromInline
  typealias Answered = (content: Content, wakeup: Wakeup<Answer, Waiter>)

  /// Answers the task that has waited longest. Returns `nil`, without evaluating the answer, if
  /// none waits.
  @inlinable
  mutating func answerFirst(_ answer: @autoclosure () -> Answer) -> Answered? {
    while let entry = entries.popFirst() {
      guard case .taken(let place) = entry else { continue }
      return leave(place, with: answer())
    }
    return nil
  }

  /// Answers one task. Returns `nil` if it has been answered already.
  @inlinable
  mutating func answer(_ number: UInt64, _ answer: Answer) -> Answered? {
    guard let index = index(of: number), case .taken(let place) = entries[index] else {
      return nil
    }
    entries[index] = .left(number)
    let answered = leave(place, with: answer)
    if entries.count > 2 * count + 32 { removeLeft() }
    return answered
  }

  @inlinable
  mutating func leave(_ place: Place, with answer: Answer) -> Answered {
    count -= 1
    if place.waiter == nil { early[place.number] = answer }
    return (place.content, Wakeup(task: place.task, waiter: place.waiter, answer: answer))
  }

  @inlinable
  mutating func removeLeft() {
    entries.removeAll {
      if case .left = $0 { true } else { false }
    }
  }

  /// The index of a number, or `nil` if its place is gone: a binary search.
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

extension WaitingRoom where Content == Void {
  @inlinable
  mutating func enter(_ task: TaskID) -> UInt64 { enter((), by: task) }

  /// Answers all tasks, in the order in which they entered.
  @inlinable
  mutating func answerAll(_ answer: Answer) -> [Wakeup<Answer, Waiter>] {
    var wakeups: [Wakeup<Answer, Waiter>] = []
    while let next = answerFirst(answer) { wakeups.append(next.wakeup) }
    return wakeups
  }
}
