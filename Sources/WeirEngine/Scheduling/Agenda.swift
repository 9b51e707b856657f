import WeirEvents

/// Names a timer that was reserved. A token of a timer that has left names nothing.
struct TimerToken: Sendable {
  fileprivate let slot: UInt32
  fileprivate let generation: UInt32
}

/// The pending timers of a simulation: what is due, and when.
///
/// Timers leave in the order of their instants, and equal instants in the order in which they were
/// added. Adding and leaving take logarithmic time; cancelling takes constant time and leaves a
/// dead entry behind, and dead entries never outnumber live ones by more than a constant.
struct Agenda<Alarm> {
  private struct Slot {
    var generation: UInt32 = 0
    /// Cancelled before it was set.
    var isRefused = false
    /// What is due at the timer's instant; nil while the timer is not set.
    var alarm: Alarm?
  }

  private var heap = TimerHeap()
  private var slots: [Slot] = []
  private var freeSlots: [UInt32] = []
  private var tickets: UInt64 = 0
  private var deadCount = 0

  /// How many timers are pending.
  var count: Int { heap.count - deadCount }

  /// Makes a place for a timer, so that it can be named before it is set.
  mutating func reserve() -> TimerToken {
    if let slot = freeSlots.popLast() {
      return TimerToken(slot: slot, generation: slots[Int(slot)].generation)
    }
    slots.append(Slot())
    return TimerToken(slot: UInt32(slots.count - 1), generation: 0)
  }

  /// Sets a reserved timer. The answer is false where it has been cancelled already.
  mutating func set(_ token: TimerToken, at instant: VirtualInstant, alarm: Alarm) -> Bool {
    guard !slots[Int(token.slot)].isRefused else {
      slots[Int(token.slot)].isRefused = false
      _ = release(token)
      return false
    }
    slots[Int(token.slot)].alarm = alarm
    heap.insert(TimerEntry(instant: instant, ticket: tickets, token: token))
    tickets &+= 1
    return true
  }

  /// Takes a timer off the agenda; nothing where it has left already, or has not been set, and then
  /// never will be.
  mutating func cancel(_ token: TimerToken) -> Alarm? {
    guard slots[Int(token.slot)].generation == token.generation else { return nil }
    guard slots[Int(token.slot)].alarm != nil, let alarm = release(token) else {
      slots[Int(token.slot)].isRefused = true
      return nil
    }
    deadCount += 1
    if deadCount > 64, deadCount > heap.count / 2 { removeDeadEntries() }
    return alarm
  }

  /// The instant of the earliest timer.
  mutating func nextInstant() -> VirtualInstant? {
    while let entry = heap.first {
      if isPending(entry.token) { return entry.instant }
      heap.removeFirst()
      deadCount -= 1
    }
    return nil
  }

  /// Takes the earliest timer off the agenda, if it is due at this instant.
  mutating func popDue(at now: VirtualInstant) -> Alarm? {
    guard let instant = nextInstant(), instant <= now, let token = heap.first?.token else {
      return nil
    }
    heap.removeFirst()
    return release(token)
  }

  @inline(__always)
  private func isPending(_ token: TimerToken) -> Bool { Agenda.isPending(token, in: slots) }

  @inline(__always)
  private static func isPending(_ token: TimerToken, in slots: [Slot]) -> Bool {
    let slot = slots[Int(token.slot)]
    return slot.generation == token.generation && slot.alarm != nil
  }

  private mutating func release(_ token: TimerToken) -> Alarm? {
    let alarm = slots[Int(token.slot)].alarm
    slots[Int(token.slot)].alarm = nil
    slots[Int(token.slot)].generation &+= 1
    freeSlots.append(token.slot)
    return alarm
  }

  private mutating func removeDeadEntries() {
    heap.keep { [slots] in Agenda.isPending($0.token, in: slots) }
    deadCount = 0
  }
}
