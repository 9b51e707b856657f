import WeirEvents

/// A collection of values by number, in the order in which the numbers were inserted.
///
/// Numbers may come in any order, and a number may come again once its value has been removed. Size
/// and cost depend on how many values are present, never on how many there have been: removed
/// values are swept out when the storage is full. A look-up is usually one step into a small
/// open-addressing index (Fibonacci hashing, linear probing).
struct Roster<Value: Sendable>: Sendable {
  /// The number at each position, and whether its value is still present.
  private var slots: ContiguousArray<RosterSlot> = []
  private var values: ContiguousArray<Value> = []
  /// A position plus one, or zero if empty, at or after the home slot of a number.
  private var index: ContiguousArray<UInt32>
  private var shift: UInt64
  /// How many values are present.
  private(set) var count = 0
  /// How many values, present or removed, there is room for before they are swept.
  private var room = Roster.smallest / 2
  /// The number of the first value, present or removed; numbers often follow it without a gap.
  private var firstNumber: UInt64 = 0
  /// Whether each number was greater than its predecessor.
  private var isAscending = true

  private static var smallest: Int { 64 }

  init() {
    index = ContiguousArray(repeating: 0, count: Roster.smallest)
    shift = 64 - 6
  }

  /// The positions of the values, valid until the next `insert`.
  var presentPositions: some Sequence<Int> { values.indices.lazy.filter { slots[$0].isPresent } }

  /// The values in the order of insertion.
  var presentValues: some Sequence<Value> {
    values.indices.lazy.filter { slots[$0].isPresent }.map { values[$0] }
  }

  /// The values inserted after that of a number. If numbers came in ascending order, these are the
  /// values of the greater numbers; otherwise all values, if the position of the number is no
  /// longer known. Logarithmic, plus one step per value read.
  func presentValues(after number: UInt64) -> some Sequence<Value> {
    let first = isAscending ? firstPosition(after: number) : (lastPosition(of: number) ?? -1) + 1
    return values.indices[first...].lazy.filter { slots[$0].isPresent }.map { values[$0] }
  }

  /// The position of the latest value of a number, present or removed; `nil` once it has been swept
  /// out.
  private func lastPosition(of number: UInt64) -> Int? {
    var place = home(of: number)
    while index[place] != 0 {
      let position = Int(index[place]) - 1
      if slots[position].number == number { return position }
      place = (place + 1) & (index.count - 1)
    }
    return nil
  }

  private func firstPosition(after number: UInt64) -> Int {
    slots.partitioningIndex { $0.number > number }
  }

  /// The values, the latest first.
  var presentValuesReversed: some Sequence<Value> {
    values.indices.reversed().lazy.filter { slots[$0].isPresent }.map { values[$0] }
  }

  /// The position of the value of a number, valid until the next `insert`; `nil` if it is not
  /// present.
  @inline(__always)
  func position(of number: UInt64) -> Int? {
    let distance = number &- firstNumber
    if distance < UInt64(slots.count) {
      let slot = slots[Int(distance)]
      if slot.number == number, slot.isPresent { return Int(distance) }
    }
    return indexedPosition(of: number)
  }

  @inline(__always)
  private func indexedPosition(of number: UInt64) -> Int? {
    var place = home(of: number)
    while true {
      let entry = index[place]
      guard entry != 0 else { return nil }
      let position = Int(entry) - 1
      let slot = slots[position]
      if slot.number == number { return slot.isPresent ? position : nil }
      place = (place + 1) & (index.count - 1)
    }
  }

  /// The number of the value at a position.
  func number(at position: Int) -> UInt64 { slots[position].number }

  /// The value at a position.
  subscript(position: Int) -> Value {
    @inline(__always) get { values[position] }
    @inline(__always) _modify { yield &values[position] }
  }

  /// Changes the value at a position, and returns the result.
  @inline(__always)
  mutating func update<Result>(
    at position: Int, _ change: (inout Value) -> Result
  ) -> Result {
    change(&values[position])
  }

  /// The value of a number; `nil` if it is not present.
  func value(of number: UInt64) -> Value? {
    position(of: number).map { values[$0] }
  }

  /// Adds the value of a number that is not present. Amortized constant time.
  mutating func insert(_ value: Value, for number: UInt64) {
    if slots.count >= room { sweep() }
    if let last = slots.last {
      if number <= last.number { isAscending = false }
    } else {
      firstNumber = number
    }
    slots.append(RosterSlot(number: number))
    values.append(value)
    count += 1
    enter(number, at: slots.count - 1)
  }

  /// Removes the value at a position.
  mutating func remove(at position: Int) {
    slots[position].isPresent = false
    count -= 1
  }

  /// Removes the values that satisfy a condition. Linear in the number of values.
  mutating func removeAll(where isGone: (UInt64, Value) -> Bool) {
    for position in values.indices where slots[position].isPresent {
      if isGone(slots[position].number, values[position]) { remove(at: position) }
    }
  }

  @inline(__always)
  private func home(of number: UInt64) -> Int {
    Int(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  /// A number inserted again reuses its slot in the index: numbers that come and go make no look-up
  /// longer.
  private mutating func enter(_ number: UInt64, at position: Int) {
    var place = home(of: number)
    while index[place] != 0, slots[Int(index[place]) - 1].number != number {
      place = (place + 1) & (index.count - 1)
    }
    index[place] = UInt32(position + 1)
  }

  /// Drops removed values, and makes room for some more: a quarter of those present, or the
  /// smallest number.
  private mutating func sweep() {
    let kept = slots.indices.filter { slots[$0].isPresent }
    room = kept.count + max(kept.count / 4, Roster.smallest / 2)
    slots = ContiguousArray(kept.lazy.map { [slots] in slots[$0] }, room: room)
    values = ContiguousArray(kept.lazy.map { [values] in values[$0] }, room: room)
    var size = Roster.smallest
    while size < room * 2 { size *= 2 }
    index = ContiguousArray(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    isAscending = true
    firstNumber = slots.first?.number ?? 0
    for position in slots.indices {
      let number = slots[position].number
      if position > 0, number <= slots[position - 1].number { isAscending = false }
      enter(number, at: position)
    }
  }
}

// MARK: Moving out of memory

extension Roster {
  /// Passes the values, which must be trivial, through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) { transfer.pass(&values) }
}

// MARK: All values

extension Roster {
  /// Changes each value, in the order of insertion.
  mutating func updateEach(_ change: (inout Value) -> Void) {
    for position in values.indices where slots[position].isPresent { change(&values[position]) }
  }

  /// The first of the instants of all values; the end of time if there are none.
  @inline(__always)
  func earliest(_ instant: (Value) -> VirtualInstant) -> VirtualInstant {
    var earliest = VirtualInstant.endOfTime
    for position in values.indices where slots[position].isPresent {
      earliest = min(earliest, instant(values[position]))
    }
    return earliest
  }

  /// Makes room for one more value within a limit, removing the first value that may go if
  /// necessary. Returns `false` if none may. Linear in the limit when it is reached.
  mutating func makeRoom(
    upTo limit: Int = LintLimits.subjects, where mayGo: (Value) -> Bool
  ) -> Bool {
    guard count >= limit else { return true }
    let first = values.indices.first { slots[$0].isPresent && mayGo(values[$0]) }
    guard let first else { return false }
    remove(at: first)
    return true
  }
}

extension ContiguousArray {
  /// Creates an array with room for a number of elements, and no more.
  fileprivate init(_ elements: some Collection<Element>, room: Int) {
    self.init()
    reserveCapacity(room)
    append(contentsOf: elements)
  }
}

/// The number at a position of a roster.
private struct RosterSlot: Sendable {
  let number: UInt64
  /// Whether its value is still present.
  var isPresent = true
}
