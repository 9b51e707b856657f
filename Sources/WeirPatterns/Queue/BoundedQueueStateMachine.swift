public import DequeModule
public import WeirEvents

/// The decisions of a queue that holds a limited number of items. Its driver resumes the tasks,
/// outside any lock.
///
/// Items leave first in, first out, and so do waiting producers, consumers and joiners. An item is
/// at any time in exactly one place: with its producer, in the queue, with a consumer, or dropped
/// and reported.
@usableFromInline
struct BoundedQueueStateMachine<Element, Waiter> {
  @usableFromInline typealias Item = QueueItem<Element>
  @usableFromInline typealias Answer = QueueAnswer<Element>
  @usableFromInline typealias Wakeup = WeirPatterns.Wakeup<Answer, Waiter>

  /// The maximum number of items that wait; `nil` is no limit.
  @usableFromInline var capacity: Int?
  @usableFromInline var overflow: OverflowPolicy
  @usableFromInline var items: Deque<Item> = []
  @usableFromInline var producers = WaitingRoom<Item, Answer, Waiter>()
  @usableFromInline var consumers = WaitingRoom<Void, Answer, Waiter>()
  @usableFromInline var joiners = WaitingRoom<Void, Answer, Waiter>()
  /// The number of items that have been accepted and not marked as done.
  @usableFromInline var unfinished = 0
  @usableFromInline var isClosed = false
  @usableFromInline var offered: UInt64 = 0
  /// The items that each task has taken; `nil` if they are not tracked.
  @usableFromInline var heldItems: HeldItems?

  /// - Parameter tracksItems: whether `taskDone` returns which item is done, for reports.
  @inlinable
  init(capacity: Int?, overflow: OverflowPolicy, tracksItems: Bool = true) {
    self.capacity = capacity.map { max(0, $0) }
    self.overflow = overflow
    heldItems = tracksItems ? HeldItems() : nil
  }

  @inlinable
  var depth: UInt32 { UInt32(clamping: items.count) }

  @inlinable
  var isFull: Bool { capacity.map { items.count >= $0 } ?? false }
}

// MARK: Waiting

extension BoundedQueueStateMachine {
  /// A place in one of the three rooms.
  @usableFromInline
  enum Ticket: Sendable {
    case producer(UInt64), consumer(UInt64), joiner(UInt64)
  }

  /// The item of a waiting producer has been enqueued.
  @usableFromInline
  struct Admission {
    @usableFromInline let item: ItemID
    @usableFromInline let depth: UInt32
    @usableFromInline let wakeup: Wakeup

    @inlinable
    init(item: ItemID, depth: UInt32, wakeup: Wakeup) {
      self.item = item
      self.depth = depth
      self.wakeup = wakeup
    }
  }

  /// Attaches the continuation of a waiting task. Returns the answer if there is one already.
  @inlinable
  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> Answer? {
    switch ticket {
    case .producer(let number): producers.attach(waiter, at: number)
    case .consumer(let number): consumers.attach(waiter, at: number)
    case .joiner(let number): joiners.attach(waiter, at: number)
    }
  }

  /// A waiting task is cancelled, or times out; one that has been served keeps what it got.
  ///
  /// - Returns: How to wake it, and the item that a producer takes back: returned, so that an
  ///   element is never destroyed inside the lock. `nil` if the task has been answered already.
  @inlinable
  mutating func cancel(
    _ ticket: Ticket, with answer: Answer = .cancelled
  ) -> (wakeup: Wakeup, returned: Item?)? {
    switch ticket {
    case .producer(let number): producers.answer(number, answer).map { ($0.wakeup, $0.content) }
    case .consumer(let number): consumers.answer(number, answer).map { ($0.wakeup, nil) }
    case .joiner(let number): joiners.answer(number, answer).map { ($0.wakeup, nil) }
    }
  }
}

// MARK: Enqueuing

extension BoundedQueueStateMachine {
  @usableFromInline
  enum PutAction {
    case enqueued(ItemID, depth: UInt32)
    /// A consumer was waiting and has it now.
    case handed(ItemID, to: Wakeup)
    /// It was enqueued, and the item that had waited longest was dropped.
    case displaced(oldest: Item, by: ItemID, depth: UInt32)
    /// It was not enqueued; `depth` items wait.
    case dropped(ItemID, depth: UInt32)
    case refused(ItemID, depth: UInt32)
    case closed(ItemID, depth: UInt32)
    case suspend(Ticket)
  }

  /// A task offers an element.
  @inlinable
  mutating func put(_ element: Element, by task: TaskID) -> PutAction {
    offered += 1
    let item = Item(element: element, id: ItemID(offered))
    guard !isClosed else { return .closed(item.id, depth: depth) }
    if let consumer = consumers.answerFirst(.received(item)) {
      unfinished += 1
      heldItems?.take(item.id, by: consumer.wakeup.task)
      return .handed(item.id, to: consumer.wakeup)
    }
    guard isFull else {
      enqueue(item)
      return .enqueued(item.id, depth: depth)
    }
    return overflow(with: item, by: task)
  }

  @inlinable
  mutating func overflow(with item: Item, by task: TaskID) -> PutAction {
    switch overflow {
    case .block: return .suspend(.producer(producers.enter(item, by: task)))
    case .dropNewest: return .dropped(item.id, depth: depth)
    case .fail: return .refused(item.id, depth: depth)
    case .dropOldest:
      guard let oldest = items.popFirst() else { return .dropped(item.id, depth: depth) }
      items.append(item)
      return .displaced(oldest: oldest, by: item.id, depth: depth)
    }
  }

  @inlinable
  mutating func enqueue(_ item: Item) {
    items.append(item)
    unfinished += 1
  }

  /// Enqueues the item of the first waiting producer, if there is a place.
  @inlinable
  mutating func admit() -> Admission? {
    guard !isFull, let producer = producers.answerFirst(.done) else { return nil }
    enqueue(producer.content)
    return Admission(item: producer.content.id, depth: depth, wakeup: producer.wakeup)
  }
}

// MARK: Dequeuing

extension BoundedQueueStateMachine {
  @usableFromInline
  enum GetAction {
    /// It was dequeued, and the item of a waiting producer may have taken its place.
    case dequeued(Item, depth: UInt32, admitted: Admission?)
    /// A producer that waited at a queue of capacity 0 has handed it over.
    case handed(Item, from: Wakeup)
    case closed
    case suspend(Ticket)
  }

  /// A task asks for an element.
  @inlinable
  mutating func get(by task: TaskID) -> GetAction {
    if let item = items.popFirst() {
      let depth = depth
      heldItems?.take(item.id, by: task)
      return .dequeued(item, depth: depth, admitted: admit())
    }
    if let producer = producers.answerFirst(.done) {
      unfinished += 1
      heldItems?.take(producer.content.id, by: task)
      return .handed(producer.content, from: producer.wakeup)
    }
    guard !isClosed else { return .closed }
    return .suspend(.consumer(consumers.enter(task)))
  }
}

// MARK: Finishing

extension BoundedQueueStateMachine {
  @usableFromInline
  enum JoinAction {
    case done
    case suspend(Ticket)
  }

  /// A task waits until every accepted item has been marked as done.
  @inlinable
  mutating func join(by task: TaskID) -> JoinAction {
    unfinished == 0 ? .done : .suspend(.joiner(joiners.enter(task)))
  }

  @usableFromInline
  struct DoneAction {
    /// The item that is done; `nil` if that is unknown.
    @usableFromInline let item: ItemID?
    @usableFromInline let unfinished: UInt32
    @usableFromInline let joiners: [Wakeup]

    @inlinable
    init(item: ItemID?, unfinished: UInt32, joiners: [Wakeup]) {
      self.item = item
      self.unfinished = unfinished
      self.joiners = joiners
    }
  }

  /// A task marks one item as done.
  ///
  /// - Parameter item: the item; if `nil`, the one that the task took earliest.
  @inlinable
  mutating func taskDone(_ item: ItemID? = nil, by task: TaskID) -> DoneAction {
    precondition(unfinished > 0, "taskDone() was called more often than items were accepted.")
    unfinished -= 1
    let done: ItemID?
    if let item {
      heldItems?.finish(item, by: task)
      done = item
    } else {
      done = heldItems?.finishFirst(by: task)
    }
    return DoneAction(
      item: done, unfinished: UInt32(clamping: unfinished),
      joiners: unfinished == 0 ? joiners.answerAll(.done) : [])
  }

  @usableFromInline
  struct CloseAction {
    /// Items of waiting producers, which keep them.
    @usableFromInline var refused: [(item: Item, by: TaskID)] = []
    /// The number of items that wait.
    @usableFromInline var depth: UInt32 = 0
    @usableFromInline var wakeups: [Wakeup] = []

    @inlinable
    init() {}
  }

  /// The queue accepts nothing more; items in it can still be dequeued. Closing it a second time
  /// changes nothing.
  @inlinable
  mutating func close() -> CloseAction {
    isClosed = true
    var action = CloseAction()
    action.depth = depth
    while let producer = producers.answerFirst(.closed) {
      action.refused.append((producer.content, producer.wakeup.task))
      action.wakeups.append(producer.wakeup)
    }
    action.wakeups += consumers.answerAll(.closed)
    return action
  }

  /// The capacity or the policy changes. Nothing is dropped: a queue over its new capacity accepts
  /// nothing until it has drained, and waiting producers continue to wait. Returns those that can
  /// enqueue now.
  @inlinable
  mutating func reconfigure(capacity: Int?, overflow: OverflowPolicy) -> [Admission] {
    self.capacity = capacity.map { max(0, $0) }
    self.overflow = overflow
    var admissions: [Admission] = []
    while let admission = admit() { admissions.append(admission) }
    return admissions
  }

  struct DiscardAction {
    /// Returned, so that an element is never destroyed inside the lock.
    var items: Deque<Item>
    var joiners: [Wakeup] = []
    var admissions: [Admission] = []
  }

  /// All items that wait in the queue are dropped, and count as done.
  mutating func discard() -> DiscardAction {
    var action = DiscardAction(items: items)
    items = []
    unfinished -= action.items.count
    while let admission = admit() { action.admissions.append(admission) }
    if unfinished == 0 { action.joiners = joiners.answerAll(.done) }
    return action
  }
}
