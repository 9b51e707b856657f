import DequeModule
import Synchronization
import WeirEvents

/// The events of a run in the order in which they were reported, for reading any of them again.
///
/// They are kept in a file as they are in memory, since an event is trivially copied; only the last
/// few are in memory. When the file can't grow any more, or has reached its limit, the newest
/// events replace the oldest; without a file, a bounded number stays in memory. `reachable` says
/// which events can still be read, and `hold` which ones must stay.
///
/// May be used by several threads at once.
final class EventSpool: Sendable {
  /// An event, and the instant at which it was reported: a log may report an event late.
  struct Record: Sendable {
    var reported: VirtualInstant
    var event: Event
  }

  /// The most events in a block, and in the part that is only in memory.
  static let blockLength = 4096
  private static let blockBytes = blockLength * MemoryLayout<Record>.stride
  /// A file with fewer blocks than this is of no use if it can't grow.
  private static let fewestSlots = 16
  /// How many blocks are kept in memory if there is no file.
  static let blocksInMemory = 32
  /// The default limit of the file, in bytes: some 38 million events.
  static let fileLimit = 2 << 30

  private let file: (any SpoolFile)?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - file: Where the events are kept; `nil` for memory.
  ///   - limit: The most bytes that the file may have.
  init(in file: (any SpoolFile)?, limit: Int = fileLimit) {
    self.file = file
    let slots = file == nil ? 0 : max(limit / EventSpool.blockBytes, EventSpool.fewestSlots)
    state = Mutex(State(slotLimit: slots))
  }

  private enum Place {
    /// In the file, after this number of blocks.
    case file(slot: Int)
    case memory(ContiguousArray<Record>)
  }

  private struct Block {
    /// When its first event was reported.
    var first: VirtualInstant
    var place: Place
  }

  private struct State {
    /// How many blocks the file may have; it becomes less if the file can't grow.
    var slotLimit: Int
    var slotCount = 0
    /// Places in the file that were used and are free again.
    var freeSlots: [Int] = []
    var isFileUsable = true
    /// The blocks that can be read, and the number of the first.
    var blocks: Deque<Block> = []
    var firstBlock = 0
    var tail: ContiguousArray<Record> = []
    var memoryBlocks = 0
    var hold = EventHold.nothing
    /// When the last event was reported.
    var last = VirtualInstant(nanoseconds: .min)

    var first: Int { firstBlock * EventSpool.blockLength }
    var tailStart: Int { (firstBlock + blocks.count) * EventSpool.blockLength }
    var count: Int { tailStart + tail.count }

    /// Whether the oldest events may make room for newer ones.
    var canDropFirst: Bool {
      switch hold {
      case .nothing: !blocks.isEmpty
      case .event(let event):
        !blocks.isEmpty && event >= first + EventSpool.blocksHeldBefore * EventSpool.blockLength
      case .instant(let instant):
        blocks.count > EventSpool.blocksHeldBefore
          && blocks[EventSpool.blocksHeldBefore].first <= instant
      }
    }

    /// Whether there is no room for more without events that are held.
    var isFull: Bool {
      memoryBlocks > (isFileUsable ? 0 : EventSpool.blocksInMemory) && !canDropFirst
    }
  }

  /// How many blocks are held before what is held, for steps back.
  private static let blocksHeldBefore = 4

  /// How many events were appended.
  var count: Int { state.withLock { $0.count } }

  /// The numbers of the events that can be read, counted from 0.
  var reachable: Range<Int> { state.withLock { $0.first..<$0.count } }

  /// How many of the last events can be read at least, once there are that many.
  var window: Int {
    state.withLock { state in
      let blocks = state.isFileUsable ? state.slotLimit : EventSpool.blocksInMemory
      return blocks * EventSpool.blockLength
    }
  }

  /// Whether all that may be kept is held. What is appended nevertheless is kept in memory: wait
  /// with that until something else is held.
  var isFull: Bool { state.withLock { $0.isFull } }

  /// Keeps some events, in place of those that were held before.
  func hold(_ hold: EventHold) { state.withLock { $0.hold = hold } }
}

// MARK: Writing

extension EventSpool {
  /// Appends events, each reported when it happened.
  func append(_ events: [Event]) {
    append(events.lazy.map { Record(reported: $0.instant, event: $0) })
  }

  /// Appends events. One that is said to be reported before another counts as reported with it.
  func append(_ records: some Sequence<Record>) {
    state.withLock { state in
      for record in records {
        state.last = max(state.last, record.reported)
        state.tail.append(Record(reported: state.last, event: record.event))
        if state.tail.count == EventSpool.blockLength { store(&state) }
      }
    }
  }

  /// Moves the part in memory, which is full, to the file.
  private func store(_ state: inout State) {
    let records = state.tail
    state.tail.removeAll(keepingCapacity: true)
    let place = placeInFile(records, &state) ?? .memory(records)
    if case .memory = place { state.memoryBlocks += 1 }
    state.blocks.append(Block(first: records[0].reported, place: place))
    while state.memoryBlocks > EventSpool.blocksInMemory, state.canDropFirst { dropFirst(&state) }
  }

  private func placeInFile(_ records: ContiguousArray<Record>, _ state: inout State) -> Place? {
    if state.isFileUsable, state.freeSlots.isEmpty, state.slotCount < state.slotLimit {
      if write(records, slot: state.slotCount) {
        state.slotCount += 1
        return .file(slot: state.slotCount - 1)
      }
      state.slotLimit = state.slotCount
    }
    while state.isFileUsable, state.slotLimit >= EventSpool.fewestSlots {
      if let slot = state.freeSlots.popLast() {
        if write(records, slot: slot) { return .file(slot: slot) }
        state.isFileUsable = false
      } else if state.blocks.isEmpty {
        state.isFileUsable = false
      } else if state.canDropFirst {
        dropFirst(&state)
      } else {
        return nil
      }
    }
    state.isFileUsable = false
    return nil
  }

  private func write(_ records: ContiguousArray<Record>, slot: Int) -> Bool {
    guard let file else { return false }
    return records.withUnsafeBytes { bytes in
      (try? file.write(bytes, at: slot * EventSpool.blockBytes)) != nil
    }
  }

  private func dropFirst(_ state: inout State) {
    guard let block = state.blocks.popFirst() else { return }
    state.firstBlock += 1
    free(block, &state)
  }

  private func free(_ block: Block, _ state: inout State) {
    switch block.place {
    case .file(let slot): state.freeSlots.append(slot)
    case .memory: state.memoryBlocks -= 1
    }
  }

  /// Forgets all events after the first `count`.
  ///
  /// - Returns: Whether they are gone: not if those before them can't be read.
  func removeAll(after count: Int) -> Bool {
    state.withLock { state in
      guard count >= state.first else { return false }
      guard count < state.count else { return true }
      defer {
        state.last =
          (count > state.first ? record(count - 1, state) : nil)?.reported
          ?? VirtualInstant(nanoseconds: .min)
      }
      if count >= state.tailStart {
        state.tail.removeSubrange((count - state.tailStart)...)
        return true
      }
      let index = count / EventSpool.blockLength - state.firstBlock
      let start = (state.firstBlock + index) * EventSpool.blockLength
      guard let tail = records(start..<count, state) else { return false }
      for block in state.blocks[index...] { free(block, &state) }
      state.blocks.removeSubrange(index...)
      state.tail = tail
      return true
    }
  }
}

// MARK: Reading

extension EventSpool {
  /// Returns the events with some numbers, counted from 0; `nil` if some of them can't be read.
  func records(_ range: Range<Int>) -> ContiguousArray<Record>? {
    state.withLock { records(range, $0) }
  }

  /// When the event with a number, counted from 0, was reported; `nil` if it can't be read.
  func reported(_ number: Int) -> VirtualInstant? {
    state.withLock { record(number, $0)?.reported }
  }

  /// How many events were reported up to an instant; `nil` if that can't be read.
  ///
  /// - Complexity: Logarithmic in the number of events, and one read of at most a block.
  func count(through instant: VirtualInstant) -> Int? {
    state.withLock { state in
      let next = state.blocks.partitioningIndex { $0.first > instant }
      // The answer is in the block before, or in the part in memory.
      let isTail =
        next == state.blocks.count && (state.tail.first?.reported ?? .endOfTime) <= instant
      guard next > 0 || isTail else { return state.first == 0 ? 0 : nil }
      let first = isTail ? state.tailStart : state.first + (next - 1) * EventSpool.blockLength
      let end = isTail ? state.count : first + EventSpool.blockLength
      guard let records = records(first..<end, state) else { return nil }
      return first + records.partitioningIndex { $0.reported > instant }
    }
  }

  private func record(_ number: Int, _ state: State) -> Record? {
    records(number..<number + 1, state)?.first
  }

  private func records(_ range: Range<Int>, _ state: State) -> ContiguousArray<Record>? {
    guard range.lowerBound >= state.first, range.upperBound <= state.count else { return nil }
    var records: ContiguousArray<Record> = []
    records.reserveCapacity(range.count)
    var next = range.lowerBound
    while next < range.upperBound {
      guard next < state.tailStart else {
        records += state.tail[(next - state.tailStart)..<(range.upperBound - state.tailStart)]
        break
      }
      let number = next / EventSpool.blockLength
      let start = number * EventSpool.blockLength
      let part = (next - start)..<min(range.upperBound - start, EventSpool.blockLength)
      switch state.blocks[number - state.firstBlock].place {
      case .memory(let block): records += block[part]
      case .file(let slot):
        guard let read = read(part, slot: slot) else { return nil }
        records += read
      }
      next = start + part.upperBound
    }
    return records
  }

  private func read(_ part: Range<Int>, slot: Int) -> ContiguousArray<Record>? {
    guard let file else { return nil }
    var isComplete = false
    let stride = MemoryLayout<Record>.stride
    let offset = slot * EventSpool.blockBytes + part.lowerBound * stride
    let records = ContiguousArray<Record>(unsafeUninitializedCapacity: part.count) {
      buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(
        start: buffer.baseAddress, count: part.count * stride)
      isComplete = file.read(into: bytes, at: offset)
      count = isComplete ? part.count : 0
    }
    return isComplete ? records : nil
  }
}
