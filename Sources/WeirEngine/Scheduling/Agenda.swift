import BasicContainers
import WeirEvents

/// Identifies a reserved timer. The token of a timer that has fired or was cancelled identifies
/// nothing.
struct TimerToken: Sendable {
  fileprivate let slot: UInt32
  fileprivate let generation: UInt32
}

/// The pending timers of a simulation, each with an alarm.
///
/// Timers are due in the order of their instants, and at equal instants in the order in which they
/// were set, except that some come last.
///
/// - Complexity: Setting and removing take logarithmic time. Cancelling leaves a dead entry behind
///   and takes constant time, unless the timer is the earliest; dead entries never outnumber live
///   ones by more than a constant.
struct Agenda<Alarm>: ~Copyable {
  // Not private: the compiler crashes if another file has to destroy it.
  struct Slot {
    var generation: UInt32 = 0
    /// The slot that is free after this one, if this one is free.
    var nextFree: UInt32 = Agenda.noSlot
    /// Whether it was cancelled before it was set.
    var isRefused = false
    /// What is due at the timer's instant; `nil` while the timer is not set.
    var alarm: Alarm?
  }

  private static var noSlot: UInt32 { .max }

  private var heap = TimerHeap()
  private var slots = UniqueArray<Slot>()
  /// The slot that was released last and is free; `noSlot` if none is.
  private var firstFree = Agenda.noSlot
  private var tickets: UInt64 = 0
  private var deadCount = 0
  /// The instant of the earliest timer; the end of time if there is none.
  private(set) var nextInstant = VirtualInstant.endOfTime

  /// The number of pending timers.
  var count: Int { heap.count - deadCount }

  /// Reserves a timer, so that it can be identified before it is set.
  mutating func reserve() -> TimerToken {
    if firstFree != Agenda.noSlot {
      let slot = firstFree
      firstFree = slots[Int(slot)].nextFree
      return TimerToken(slot: slot, generation: slots[Int(slot)].generation)
    }
    slots.append(Slot())
    return TimerToken(slot: UInt32(slots.count - 1), generation: 0)
  }

  /// Sets a reserved timer. Returns `false` if it has been cancelled already.
  ///
  /// - Parameter isLast: whether it is due after all others of its instant that are not.
  mutating func set(
    _ token: TimerToken, at instant: VirtualInstant, alarm: Alarm, isLast: Bool = false
  ) -> Bool {
    guard !slots[Int(token.slot)].isRefused else {
      slots[Int(token.slot)].isRefused = false
      _ = release(token.slot)
      return false
    }
    slots[Int(token.slot)].alarm = alarm
    heap.insert(TimerEntry(instant: instant, ticket: tickets, isLast: isLast, token: token))
    nextInstant = min(nextInstant, instant)
    tickets &+= 1
    return true
  }

  /// Cancels a timer and returns its alarm. Returns `nil` if it has fired, was cancelled, or has
  /// not been set, and then never can be.
  mutating func cancel(_ token: TimerToken) -> Alarm? {
    guard slots[Int(token.slot)].generation == token.generation else { return nil }
    guard slots[Int(token.slot)].alarm != nil, let alarm = release(token.slot) else {
      slots[Int(token.slot)].isRefused = true
      return nil
    }
    deadCount += 1
    if deadCount > 64, deadCount > heap.count / 2 { removeDeadEntries() }
    findNext()
    return alarm
  }

  /// Removes the earliest timer if it is due at this instant, and returns its alarm.
  ///
  /// - Parameter beforeLast: whether to leave those that come last.
  @inline(__always)
  mutating func popDue(at now: VirtualInstant, beforeLast: Bool = false) -> Alarm? {
    guard nextInstant <= now, heap.count > 0, !beforeLast || !heap.first.isLast else { return nil }
    let alarm = release(heap.first.token.slot)
    heap.removeFirst()
    findNext()
    return alarm
  }

  /// Removes dead entries before the earliest timer, and notes its instant.
  @inline(__always)
  private mutating func findNext() {
    while heap.count > 0, !isPending(heap.first.token) {
      heap.removeFirst()
      deadCount -= 1
    }
    nextInstant = heap.count > 0 ? heap.first.instant : .endOfTime
  }

  /// Whether the timer of an entry is still to come.
  @inline(__always)
  private func isPending(_ token: TimerToken) -> Bool {
    slots[Int(token.slot)].generation == token.generation
  }

  @inline(__always)
  private mutating func release(_ slot: UInt32) -> Alarm? {
    let alarm = slots[Int(slot)].alarm.take()
    slots[Int(slot)].generation &+= 1
    slots[Int(slot)].nextFree = firstFree
    firstFree = slot
    return alarm
  }

  private mutating func removeDeadEntries() {
    // Taken out meanwhile: what changes the heap can't read the slots beside it.
    var kept = TimerHeap()
    swap(&kept, &heap)
    kept.keep { isPending($0.token) }
    swap(&kept, &heap)
    deadCount = 0
  }
}
