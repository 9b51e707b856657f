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
/// - Complexity: Setting and removing take logarithmic time. Cancelling takes constant time and
///   leaves a dead entry behind; dead entries never outnumber live ones by more than a constant.
struct Agenda<Alarm> {
  private struct Slot {
    var generation: UInt32 = 0
    /// Whether it was cancelled before it was set.
    var isRefused = false
    /// What is due at the timer's instant; `nil` while the timer is not set.
    var alarm: Alarm?
  }

  private var heap = TimerHeap()
  private var slots: [Slot] = []
  private var freeSlots: [UInt32] = []
  private var tickets: UInt64 = 0
  private var deadCount = 0

  /// The number of pending timers.
  var count: Int { heap.count - deadCount }

  /// Reserves a timer, so that it can be identified before it is set.
  mutating func reserve() -> TimerToken {
    if let slot = freeSlots.popLast() {
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
      _ = release(token)
      return false
    }
    slots[Int(token.slot)].alarm = alarm
    heap.insert(TimerEntry(instant: instant, ticket: tickets, isLast: isLast, token: token))
    tickets &+= 1
    return true
  }

  /// Cancels a timer and returns its alarm. Returns `nil` if it has fired, was cancelled, or has
  /// not been set, and then never can be.
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

  /// The instant of the earliest timer; `nil` if there is none.
  mutating func nextInstant() -> VirtualInstant? {
    while let entry = heap.first {
      if isPending(entry.token) { return entry.instant }
      heap.removeFirst()
      deadCount -= 1
    }
    return nil
  }

  /// Removes the earliest timer if it is due at this instant, and returns its alarm.
  ///
  /// - Parameter beforeLast: whether to leave those that come last.
  mutating func popDue(at now: VirtualInstant, beforeLast: Bool = false) -> Alarm? {
    guard let instant = nextInstant(), instant <= now, let entry = heap.first,
      !beforeLast || !entry.isLast
    else { return nil }
    heap.removeFirst()
    return release(entry.token)
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
