import WeirEvents

/// Values by the number of what they belong to: those that are present, in the order in which the
/// numbers came.
///
/// Numbers may come in any order, and a number may come again once its value has left. Size and
/// cost depend on how many are present, never on how many have been: what has left is swept out
/// when the room is used up. A look-up is one step into a small index that is spread by
/// multiplication, not by hashing.
struct Roster<Value: Sendable>: Sendable {
  private var numbers: ContiguousArray<UInt64> = []
  private var values: ContiguousArray<Value> = []
  /// Whether the value at a position is still present.
  private var isPresent: ContiguousArray<Bool> = []
  /// A position plus one, or zero where nothing is, at or after the place that a number is spread to.
  private var index: ContiguousArray<UInt32>
  private var shift: UInt64
  /// How many values are present.
  private(set) var count = 0
  /// Whether each number was greater than the one before.
  private var isAscending = true

  private static var smallest: Int { 64 }

  init() {
    index = ContiguousArray(repeating: 0, count: Roster.smallest)
    shift = 64 - 6
  }

  /// Where values stand, until the next `insert`.
  var presentPositions: some Sequence<Int> { values.indices.lazy.filter { isPresent[$0] } }

  /// The values in the order in which their numbers came.
  var presentValues: some Sequence<Value> {
    values.indices.lazy.filter { isPresent[$0] }.map { values[$0] }
  }

  /// The values that came after the one of a number. Where numbers came in ascending order these are
  /// the values of the greater numbers; else, all values if it is no longer known where the number
  /// stood. Logarithmic, and then as many steps as values are taken.
  func presentValues(after number: UInt64) -> some Sequence<Value> {
    let first = isAscending ? firstPosition(after: number) : (lastPosition(of: number) ?? -1) + 1
    return values.indices[first...].lazy.filter { isPresent[$0] }.map { values[$0] }
  }

  /// Where the latest value of a number stands or stood; nil once that has been swept out.
  private func lastPosition(of number: UInt64) -> Int? {
    var place = home(of: number)
    while index[place] != 0 {
      let position = Int(index[place]) - 1
      if numbers[position] == number { return position }
      place = (place + 1) & (index.count - 1)
    }
    return nil
  }

  private func firstPosition(after number: UInt64) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The values, that of the number that came last first.
  var presentValuesReversed: some Sequence<Value> {
    values.indices.reversed().lazy.filter { isPresent[$0] }.map { values[$0] }
  }

  /// Where the value of a number stands until the next `insert`; nothing where it is not present.
  @inline(__always)
  func position(of number: UInt64) -> Int? {
    var place = home(of: number)
    while true {
      let entry = index[place]
      guard entry != 0 else { return nil }
      let position = Int(entry) - 1
      if numbers[position] == number { return isPresent[position] ? position : nil }
      place = (place + 1) & (index.count - 1)
    }
  }

  /// The number of the value at a position.
  func number(at position: Int) -> UInt64 { numbers[position] }

  /// The value at a position.
  subscript(position: Int) -> Value {
    @inline(__always) get { values[position] }
    @inline(__always) _modify { yield &values[position] }
  }

  /// The value of a number, where it is present.
  func value(of number: UInt64) -> Value? {
    position(of: number).map { values[$0] }
  }

  /// Adds the value of a number that is not present. Amortized constant time.
  mutating func insert(_ value: Value, for number: UInt64) {
    if numbers.count * 2 >= index.count { sweep() }
    if let last = numbers.last, number <= last { isAscending = false }
    numbers.append(number)
    values.append(value)
    isPresent.append(true)
    count += 1
    enter(number, at: numbers.count - 1)
  }

  /// Takes out the value at a position.
  mutating func remove(at position: Int) {
    isPresent[position] = false
    count -= 1
  }

  /// Takes out the values for which something holds. Linear in the number of values.
  mutating func removeAll(where isGone: (UInt64, Value) -> Bool) {
    for position in values.indices where isPresent[position] {
      if isGone(numbers[position], values[position]) { remove(at: position) }
    }
  }

  @inline(__always)
  private func home(of number: UInt64) -> Int {
    Int(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  /// A number that comes again takes the place in the index that it had: one that comes and goes
  /// makes no look-up longer.
  private mutating func enter(_ number: UInt64, at position: Int) {
    var place = home(of: number)
    while index[place] != 0, numbers[Int(index[place]) - 1] != number {
      place = (place + 1) & (index.count - 1)
    }
    index[place] = UInt32(position + 1)
  }

  /// Drops what has left and makes room for as many again as are present.
  private mutating func sweep() {
    var end = 0
    for position in numbers.indices where isPresent[position] {
      numbers.swapAt(end, position)
      values.swapAt(end, position)
      end += 1
    }
    numbers.removeSubrange(end...)
    values.removeSubrange(end...)
    isPresent = ContiguousArray(repeating: true, count: end)
    var size = Roster.smallest
    while size < end * 4 { size *= 2 }
    index = ContiguousArray(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    isAscending = true
    for (position, number) in numbers.enumerated() {
      if position > 0, number <= numbers[position - 1] { isAscending = false }
      enter(number, at: position)
    }
  }
}
