import Testing
import WeirEvents
import WeirFiles

@testable import WeirDashboard

/// Events come back from a spool as they went in, as many as there is room for.
@Suite struct EventSpoolTests {
  private static let block = EventSpool.blockLength
  private static let blockBytes = block * MemoryLayout<EventSpool.Record>.stride

  private func spool(limit: Int = EventSpool.fileLimit) throws -> EventSpool {
    let file = ScratchFile()
    try #require(file != nil)
    return EventSpool(in: file, limit: limit)
  }

  /// Three events at each instant.
  private func event(_ number: Int) -> Event {
    Event(
      VirtualInstant(nanoseconds: Int64(number / 3)),
      .queue(QueueID(1), .enqueued(by: TaskID(7), item: ItemID(UInt64(number)), depth: 3)))
  }

  private func events(_ range: Range<Int>) -> [Event] { range.map(event) }

  private func fill(_ spool: EventSpool, _ count: Int) { fill(spool, from: 0, to: count) }

  private func fill(_ spool: EventSpool, from first: Int, to count: Int) {
    var next = first
    while next < count {
      // Batches of many lengths, across the ends of blocks.
      let end = min(next + 1 + next % 5003, count)
      spool.append(events(next..<end))
      next = end
    }
  }

  private func expect(_ spool: EventSpool, has range: Range<Int>) {
    #expect(spool.reachable == range)
    var next = range.lowerBound
    while next < range.upperBound {
      let part = next..<min(next + 5000, range.upperBound)
      #expect(spool.records(part)?.map(\.event) == events(part))
      next = part.upperBound
    }
  }

  @Test func `an event can be kept as the bytes it has in memory`() {
    #expect(_isPOD(EventSpool.Record.self))
    #expect(MemoryLayout<EventSpool.Record>.stride <= 64)
  }

  @Test(arguments: [0, 1, block - 1, block, block + 1, 5 * block + 17])
  func `all events come back from a file`(count: Int) throws {
    let spool = try spool()
    fill(spool, count)
    #expect(spool.count == count)
    expect(spool, has: 0..<count)
    #expect(spool.records(0..<count + 1) == nil)
    #expect(spool.reported(count) == nil)
  }

  @Test func `events are found by their instants`() throws {
    let count = 3 * EventSpoolTests.block + 100
    let spool = try spool()
    fill(spool, count)
    for number in [0, 1, 2, 3, 4095, 4096, 4097, 8191, 12_287, 12_290, count - 1] {
      let through = min((number / 3 + 1) * 3, count)
      #expect(spool.count(through: event(number).instant) == through)
      #expect(spool.reported(number) == event(number).instant)
    }
    #expect(spool.count(through: VirtualInstant(nanoseconds: -1)) == 0)
    #expect(spool.count(through: .endOfTime) == count)
  }

  @Test func `an event counts as reported when it was, and never before an earlier one`() {
    let spool = EventSpool(in: nil)
    let instants = [5, 5, 9, 7, 10].map { VirtualInstant(nanoseconds: $0) }
    spool.append(instants.map { EventSpool.Record(reported: $0, event: event(0)) })
    #expect((0..<5).map { spool.reported($0)?.nanoseconds } == [5, 5, 9, 9, 10])
    #expect(spool.count(through: VirtualInstant(nanoseconds: 9)) == 4)
  }

  @Test func `without a file, the newest events stay in memory`() {
    let spool = EventSpool(in: nil)
    let count = (EventSpool.blocksInMemory + 9) * EventSpoolTests.block + 5
    fill(spool, count)
    expect(spool, has: 9 * EventSpoolTests.block..<count)
    #expect(spool.records(0..<1) == nil)
  }

  @Test func `when the disk is full, the newest events replace the oldest`() {
    let spool = EventSpool(in: SmallFile(limit: 20 * EventSpoolTests.blockBytes + 1000))
    let count = 53 * EventSpoolTests.block + 5
    fill(spool, count)
    expect(spool, has: 33 * EventSpoolTests.block..<count)
    #expect(spool.count(through: .zero) == nil && !spool.removeAll(after: 17))
    #expect(spool.count == count)
  }

  @Test func `when the disk is full at once, the newest events stay in memory`() {
    let spool = EventSpool(in: SmallFile(limit: 3 * EventSpoolTests.blockBytes))
    fill(spool, 20 * EventSpoolTests.block)
    expect(spool, has: 0..<20 * EventSpoolTests.block)
    let count = 53 * EventSpoolTests.block
    let other = EventSpool(in: SmallFile(limit: 3 * EventSpoolTests.blockBytes))
    fill(other, count)
    expect(other, has: 21 * EventSpoolTests.block..<count)
  }

  @Test func `the file has a limit`() throws {
    let spool = try spool(limit: 17 * EventSpoolTests.blockBytes)
    fill(spool, 40 * EventSpoolTests.block)
    expect(spool, has: 23 * EventSpoolTests.block..<40 * EventSpoolTests.block)
  }

  @Test(arguments: [0, 1, block - 1, block, 2 * block + 1000, 3 * block])
  func `what comes after a place can be forgotten, and others follow`(count: Int) throws {
    let spool = try spool()
    fill(spool, 3 * EventSpoolTests.block)
    #expect(spool.removeAll(after: count))
    expect(spool, has: 0..<count)
    spool.append(events(count..<4 * EventSpoolTests.block))
    expect(spool, has: 0..<4 * EventSpoolTests.block)
  }

  private func spools() throws -> [EventSpool] {
    [
      EventSpool(in: nil), EventSpool(in: SmallFile(limit: 20 * EventSpoolTests.blockBytes)),
      EventSpool(in: SmallFile(limit: 3 * EventSpoolTests.blockBytes)),
      try spool(limit: 17 * EventSpoolTests.blockBytes),
    ]
  }

  @Test func `what is held stays, and so does what comes until then`() throws {
    let block = EventSpoolTests.block
    for spool in try spools() {
      spool.hold(.event(10 * block))
      var count = 0
      while !spool.isFull, count < 100 * block {
        spool.append(events(count..<count + 1000))
        count += 1000
      }
      #expect(spool.isFull && count < 50 * block)
      #expect(spool.reachable.lowerBound < 10 * block)
      expect(spool, has: spool.reachable.lowerBound..<count)
      spool.hold(.event(count))
      #expect(!spool.isFull)
      fill(spool, from: count, to: count + 5 * block)
      #expect(spool.reachable.lowerBound > 10 * block && !spool.isFull)
      expect(spool, has: spool.reachable.lowerBound..<count + 5 * block)
    }
  }

  @Test func `what is reported from an instant on is held until something else is`() throws {
    let block = EventSpoolTests.block
    for spool in try spools() {
      spool.hold(.instant(event(10 * block).instant))
      var count = 0
      while !spool.isFull, count < 100 * block {
        spool.append(events(count..<count + 1000))
        count += 1000
      }
      #expect(spool.isFull && spool.reachable.lowerBound < 10 * block)
      spool.hold(.nothing)
      #expect(!spool.isFull)
    }
  }

  /// A file that can't be read.
  private struct BrokenFile: SpoolFile {
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {}
    func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool { false }
  }

  @Test func `a failing disk is no place`() {
    let spool = EventSpool(in: BrokenFile())
    fill(spool, 2 * EventSpoolTests.block + 5)
    #expect(spool.count(through: event(100).instant) == nil)
    #expect(spool.count(through: .endOfTime) == 2 * EventSpoolTests.block + 5)
    #expect(!spool.removeAll(after: 100) && spool.count == 2 * EventSpoolTests.block + 5)
  }

  @Test func `a folder that takes no file is passed over`() throws {
    #expect(ScratchFile(in: ["/nowhere", "/proc"]) == nil)
    #expect(ScratchFile(in: ["/nowhere", "/tmp"]) != nil)
  }
}
