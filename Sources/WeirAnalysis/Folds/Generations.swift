import WeirEvents

/// Records of things that programs create again and again under one name, where each one that is
/// over makes room for the next.
///
/// A program that creates a queue for each server it starts has one record for all these queues,
/// and a second one only while two of them are alive at once: the size depends on what is alive,
/// not on what has been. The latest record of a name is its last. At most `limit` records are kept.
struct Generations<Record: Generation>: Sendable {
  /// In the order in which the first of each was created.
  private(set) var records: [Record] = []
  private var numbers: ContiguousArray<UInt32> = []
  /// The position of the latest record of each name.
  private var latest: [Label: Int] = [:]
  /// Whether each number is at its expected position, so that no other is known.
  private var isConsecutive = true
  /// How many were created beyond the limit.
  private(set) var unlistedCount = 0

  /// The maximum number of records.
  static var limit: Int { 512 }

  /// The position of the record with a number, valid until the next `insert`; `nil` if there is
  /// none.
  ///
  /// Numbers begin with 1: as long as no record has been reused, each is at its expected position,
  /// and a number beyond the limit is not searched for. Otherwise the few records are searched, the
  /// latest first.
  @inline(__always)
  func position(of number: UInt32) -> Int? {
    let expected = Int(number) - 1
    if expected >= 0, expected < numbers.count, numbers[expected] == number { return expected }
    return isConsecutive ? nil : numbers.lastIndex(of: number)
  }

  subscript(position: Int) -> Record {
    @inline(__always) get { records[position] }
    @inline(__always) _modify { yield &records[position] }
  }

  /// Changes the record at a position, and returns the result.
  @inline(__always)
  mutating func update<Result>(
    at position: Int, _ change: (inout Record) -> Result
  ) -> Result {
    change(&records[position])
  }

  /// Changes each record.
  mutating func updateEach(_ change: (inout Record) -> Void) {
    for position in records.indices { change(&records[position]) }
  }

  /// The record with a number; `nil` if there is none.
  func record(of number: UInt32) -> Record? { position(of: number).map { records[$0] } }

  /// Changes the record with a number, if there is one.
  @inline(__always)
  mutating func update(_ number: UInt32, _ change: (inout Record) -> Void) {
    guard let position = position(of: number) else { return }
    change(&records[position])
  }

  /// Adds a record for a number that has none; it continues the predecessor's record if there is
  /// one.
  mutating func insert(_ record: Record, after predecessor: UInt32?, at now: VirtualInstant) {
    guard let predecessor, var place = position(of: predecessor) else {
      guard records.count < Generations.limit else { return unlistedCount += 1 }
      latest[record.name] = records.count
      records.append(record)
      numbers.append(record.number)
      if Int(record.number) != numbers.count { isConsecutive = false }
      return
    }
    isConsecutive = false
    var record = record
    record.inherit(from: records[place], at: now)
    for next in records.indices where next > place && records[next].name == record.name {
      (records[place], numbers[place]) = (records[next], numbers[next])
      place = next
    }
    (records[place], numbers[place]) = (record, record.number)
  }

  /// The number of the first record of a name that is over, which may depend on whether there is a
  /// later one. Constant time for a new name.
  func predecessor(of name: Label, isOver: (Record, _ isLatest: Bool) -> Bool) -> UInt32? {
    guard let latest = latest[name] else { return nil }
    return records.indices.first { index in
      records[index].name == name && isOver(records[index], index == latest)
    }.map { numbers[$0] }
  }

  /// One record for each name.
  func byName(at now: VirtualInstant) -> [Record] {
    var merged: [Record] = []
    for var record in records {
      guard let place = merged.firstIndex(where: { $0.name == record.name }) else {
        merged.append(record)
        continue
      }
      record.inherit(from: merged[place], at: now)
      merged[place] = record
    }
    return merged
  }
}

/// Something that a program may create again under the same name.
protocol Generation: Sendable {
  var number: UInt32 { get }
  var name: Label { get }

  /// Adds the counts of an earlier one with the same name.
  mutating func inherit(from earlier: Self, at now: VirtualInstant)
}
