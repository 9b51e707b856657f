import WeirEvents

/// Records of what programs make again and again under one name, in which what is over makes room for the next.
///
/// A program that makes a queue for each server that it starts has one record for all these queues, and another one
/// only while two of them live at once: the size depends on what lives, not on what has been. Of one name, the record of
/// the latest stands last. No more than `limit` are kept of a log that goes on making them.
struct Generations<Record: Generation>: Sendable {
  /// In the order in which the first of them was made.
  private(set) var records: [Record] = []
  private var numbers: ContiguousArray<UInt32> = []
  /// How many were made beyond the limit.
  private(set) var unlistedCount = 0

  /// The largest number of records.
  static var limit: Int { 512 }

  /// Where the record of a number stands until the next `insert`.
  ///
  /// Numbers begin with 1: where nothing has made room yet, each is in its place. Else the few that there are are searched,
  /// the latest first.
  @inline(__always)
  func position(of number: UInt32) -> Int? {
    let expected = Int(number) - 1
    if expected >= 0, expected < numbers.count, numbers[expected] == number { return expected }
    return numbers.lastIndex(of: number)
  }

  subscript(position: Int) -> Record {
    @inline(__always) get { records[position] }
    @inline(__always) _modify { yield &records[position] }
  }

  /// The record of a number.
  func record(of number: UInt32) -> Record? { position(of: number).map { records[$0] } }

  /// Changes the record of a number, where there is one.
  @inline(__always)
  mutating func update(_ number: UInt32, _ change: (inout Record) -> Void) {
    guard let position = position(of: number) else { return }
    change(&records[position])
  }

  /// Adds a record of a number that has none; it goes on from that of a predecessor if there is one.
  mutating func insert(_ record: Record, after predecessor: UInt32?, at now: VirtualInstant) {
    guard let predecessor, var place = position(of: predecessor) else {
      guard records.count < Generations.limit else { return unlistedCount += 1 }
      records.append(record)
      numbers.append(record.number)
      return
    }
    var record = record
    record.goOn(from: records[place], at: now)
    for next in records.indices where next > place && records[next].name == record.name {
      (records[place], numbers[place]) = (records[next], numbers[next])
      place = next
    }
    (records[place], numbers[place]) = (record, record.number)
  }

  /// The first of a name that is over; whether something is may depend on whether there is a later one.
  func predecessor(of name: Label, isOver: (Record, _ isLatest: Bool) -> Bool) -> UInt32? {
    let latest = records.lastIndex { $0.name == name }
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
      record.goOn(from: merged[place], at: now)
      merged[place] = record
    }
    return merged
  }
}

/// What a program may make again under the same name.
protocol Generation: Sendable {
  var number: UInt32 { get }
  var name: Label { get }

  /// Adds what was counted of an earlier one of the name.
  mutating func goOn(from earlier: Self, at now: VirtualInstant)
}
