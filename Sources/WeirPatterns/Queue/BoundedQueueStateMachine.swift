public import DequeModule
public import WeirEvents

/// The decisions of a queue that holds a limited number of items; whoever drives it resumes the tasks, outside any lock.
///
/// Items leave in the order in which they came, and so do waiting producers, consumers and joiners. An item is at any
/// moment in exactly one place: with its producer, in the queue, with a consumer, or dropped by name.
@usableFromInline
struct BoundedQueueStateMachine<Element, Waiter> {
  /// An element and the number it was given when it was offered.
  @usableFromInline
  struct Item {
    @usableFromInline let element: Element
    @usableFromInline let id: ItemID

    @inlinable
    init(element: Element, id: ItemID) {
      self.element = element
      self.id = id
    }
  }

  /// The most items that wait at once; none is no limit.
  @usableFromInline var capacity: Int?
  @usableFromInline var overflow: OverflowPolicy
  @usableFromInline var items: Deque<Item> = []
  @usableFromInline var producers = WaitLine<Item, Waiter>()
  @usableFromInline var consumers = WaitLine<Void, Waiter>()
  @usableFromInline var joiners = WaitLine<Void, Waiter>()
  /// How many items have been taken in and not been called done.
  @usableFromInline var unfinished = 0
  @usableFromInline var isClosed = false
  @usableFromInline var offered: UInt64 = 0
  /// The answers to those who were served before they could be reached.
  @usableFromInline var settled: [Ticket: QueueSettlement<Element>] = [:]

  @inlinable
  init(capacity: Int?, overflow: OverflowPolicy) {
    self.capacity = capacity.map { max(0, $0) }
    self.overflow = overflow
  }

  @inlinable
  var depth: UInt32 { UInt32(clamping: items.count) }

  @inlinable
  var isFull: Bool { capacity.map { items.count >= $0 } ?? false }
}

// MARK: Who waits, and what they are told

extension BoundedQueueStateMachine {
  /// A place in one of the three lines.
  @usableFromInline
  enum Ticket: Hashable, Sendable {
    case producer(UInt64), consumer(UInt64), joiner(UInt64)
  }

  /// Someone to be woken: by the driver, or, where it can't be reached yet, by its own next question.
  @usableFromInline
  struct Wakeup {
    @usableFromInline let task: TaskID
    @usableFromInline let waiter: Waiter?
    @usableFromInline let settlement: QueueSettlement<Element>
    /// What a producer takes back: handed out, so that an element never dies inside the lock.
    @usableFromInline let returned: Item?

    @inlinable
    init(
      task: TaskID, waiter: Waiter?, settlement: QueueSettlement<Element>, returned: Item? = nil
    ) {
      self.task = task
      self.waiter = waiter
      self.settlement = settlement
      self.returned = returned
    }
  }

  /// A producer that waited is told that its item has been taken in.
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

  /// Makes someone who has taken a place reachable. The answer is what to tell at once; none is to wait.
  @inlinable
  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> QueueSettlement<Element>? {
    let waits =
      switch ticket {
      case .producer(let number): producers.attach(waiter, at: number)
      case .consumer(let number): consumers.attach(waiter, at: number)
      case .joiner(let number): joiners.attach(waiter, at: number)
      }
    return waits ? nil : settled.removeValue(forKey: ticket)
  }

  /// Someone who waits is asked to stop, or its time is up. Whoever has been served already keeps
  /// what it got.
  @inlinable
  mutating func cancel(
    _ ticket: Ticket, with settlement: QueueSettlement<Element> = .cancelled
  ) -> Wakeup? {
    switch ticket {
    case .producer(let number):
      producers.leave(number).map {
        wakeup($0.task, $0.waiter, ticket, settlement, returned: $0.content)
      }
    case .consumer(let number):
      consumers.leave(number).map { wakeup($0.task, $0.waiter, ticket, settlement) }
    case .joiner(let number):
      joiners.leave(number).map { wakeup($0.task, $0.waiter, ticket, settlement) }
    }
  }

  @inlinable
  mutating func wakeup(
    _ task: TaskID, _ waiter: Waiter?, _ ticket: Ticket, _ settlement: QueueSettlement<Element>,
    returned: Item? = nil
  ) -> Wakeup {
    if waiter == nil { settled[ticket] = settlement }
    return Wakeup(task: task, waiter: waiter, settlement: settlement, returned: returned)
  }
}

// MARK: Putting in

extension BoundedQueueStateMachine {
  @usableFromInline
  enum PutAction {
    case enqueued(ItemID, depth: UInt32)
    /// A consumer waited and has it now.
    case handed(ItemID, to: Wakeup)
    /// It is in, and the item that had waited longest is out.
    case displaced(oldest: Item, by: ItemID, depth: UInt32)
    /// It is not in; so many items wait.
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
    if let consumer = consumers.popFirst() {
      unfinished += 1
      let wakeup = wakeup(
        consumer.task, consumer.waiter, .consumer(consumer.number), .received(element))
      return .handed(item.id, to: wakeup)
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
    case .block: return .suspend(.producer(producers.join(item, by: task)))
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

  /// Lets the first waiting producer in, if there is a place.
  @inlinable
  mutating func admit() -> Admission? {
    guard !isFull, let producer = producers.popFirst() else { return nil }
    enqueue(producer.content)
    let wakeup = wakeup(producer.task, producer.waiter, .producer(producer.number), .done)
    return Admission(item: producer.content.id, depth: depth, wakeup: wakeup)
  }
}

// MARK: Taking out

extension BoundedQueueStateMachine {
  @usableFromInline
  enum GetAction {
    /// It is out, and a producer that waited may have taken the place.
    case dequeued(Item, depth: UInt32, admitted: Admission?)
    /// A producer waited at a queue that holds nothing, and has handed it over.
    case handed(Item, from: Wakeup)
    case closed
    case suspend(Ticket)
  }

  /// A task asks for an element.
  @inlinable
  mutating func get(by task: TaskID) -> GetAction {
    if let item = items.popFirst() {
      let depth = depth
      return .dequeued(item, depth: depth, admitted: admit())
    }
    if let producer = producers.popFirst() {
      unfinished += 1
      let wakeup = wakeup(producer.task, producer.waiter, .producer(producer.number), .done)
      return .handed(producer.content, from: wakeup)
    }
    guard !isClosed else { return .closed }
    return .suspend(.consumer(consumers.join((), by: task)))
  }
}

// MARK: Finishing

extension BoundedQueueStateMachine {
  @usableFromInline
  enum JoinAction {
    case done
    case suspend(Ticket)
  }

  /// A task waits until everything that was taken in has been called done.
  @inlinable
  mutating func join(by task: TaskID) -> JoinAction {
    unfinished == 0 ? .done : .suspend(.joiner(joiners.join((), by: task)))
  }

  /// A task calls one item done. The answer is whom to wake.
  @inlinable
  mutating func taskDone() -> [Wakeup] {
    precondition(unfinished > 0, "taskDone() was called more often than items were taken in.")
    unfinished -= 1
    guard unfinished == 0, !joiners.isEmpty else { return [] }
    var wakeups: [Wakeup] = []
    while let joiner = joiners.popFirst() {
      wakeups.append(wakeup(joiner.task, joiner.waiter, .joiner(joiner.number), .done))
    }
    return wakeups
  }

  @usableFromInline
  struct CloseAction {
    /// Items of producers that waited: they keep them.
    @usableFromInline var refused: [(item: Item, by: TaskID)] = []
    /// How many items wait meanwhile.
    @usableFromInline var depth: UInt32 = 0
    @usableFromInline var wakeups: [Wakeup] = []

    @inlinable
    init() {}
  }

  /// The queue takes nothing more in; what is in it can still be taken out. A second time changes nothing.
  @inlinable
  mutating func close() -> CloseAction {
    isClosed = true
    var action = CloseAction()
    action.depth = depth
    while let producer = producers.popFirst() {
      action.refused.append((producer.content, producer.task))
      action.wakeups.append(
        wakeup(producer.task, producer.waiter, .producer(producer.number), .closed))
    }
    while let consumer = consumers.popFirst() {
      action.wakeups.append(
        wakeup(consumer.task, consumer.waiter, .consumer(consumer.number), .closed))
    }
    return action
  }

  /// The limit or the policy changes. Nothing is dropped: a queue over its new limit takes nothing in until it has
  /// drained, and producers that wait already go on waiting. The answer is who can go in now.
  @inlinable
  mutating func reconfigure(capacity: Int?, overflow: OverflowPolicy) -> [Admission] {
    self.capacity = capacity.map { max(0, $0) }
    self.overflow = overflow
    var admissions: [Admission] = []
    while let admission = admit() { admissions.append(admission) }
    return admissions
  }
}
