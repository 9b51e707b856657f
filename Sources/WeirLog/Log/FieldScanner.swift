#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
import WeirEvents

/// Reads an event directly from the bytes of a line in the form that weir writes: keys in the order
/// of the schema, the spaces of its table, no escapes, whole numbers.
///
/// Any other line, including an invalid one, is left to the general parser (`WireFields`): the
/// scanner never says what is wrong. What it does read, the general parser would read as the same
/// event.
struct FieldScanner {
  private let table: WireTable
  private let names: NameTable
  /// What is added to each instant, in nanoseconds.
  var shift: Int64 = 0
  // Only bytes from the cursor up to the end are accessed.
  private var cursor: UnsafePointer<UInt8>
  private var end: UnsafePointer<UInt8>
  /// The key of the next field.
  private var key: UnsafePointer<WireTable.Key>

  init(_ table: WireTable, _ names: NameTable) {
    self.table = table
    self.names = names
    cursor = table.start.start
    end = cursor
    key = table.noKeys
  }

  /// Reads the event of a line; `nil` if the line has another form.
  mutating func event(_ line: UnsafeBufferPointer<UInt8>) -> TimedEvent? {
    guard let first = line.baseAddress else { return nil }
    cursor = first
    end = first + line.count
    do throws(FieldFailure) { return try event() } catch { return nil }
  }

  private mutating func event() throws(FieldFailure) -> TimedEvent {
    try require(table.start)
    let instant = try instantValue()
    try require(table.name)
    guard let kind = table.kind(try text()) else { throw .different }
    key = kind.keys
    var event = TimedEvent(at: instant, kind: try .read(kind.kind, from: &self))
    if kind.canBeLate, take(table.since) { event.since = try instantValue() }
    guard end - cursor == 1, cursor.pointee == UInt8(ascii: "}") else { throw .different }
    return event
  }
}

extension FieldFailure {
  /// The line has another form.
  fileprivate static var different: FieldFailure { FieldFailure(problem: "") }
}

// MARK: Bytes

extension FieldScanner {
  /// Skips a text if it is at the cursor.
  @inline(__always)
  private mutating func take(_ text: WireTable.Text) -> Bool {
    guard end - cursor >= text.count, memcmp(cursor, text.start, text.count) == 0 else {
      return false
    }
    cursor += text.count
    return true
  }

  @inline(__always)
  private mutating func require(_ text: WireTable.Text) throws(FieldFailure) {
    guard take(text) else { throw .different }
  }

  /// Skips the next key, which has to be there.
  @inline(__always)
  private mutating func requireKey() throws(FieldFailure) {
    try require(key.pointee.text)
    key += 1
  }

  /// Skips the next key if it is there.
  @inline(__always)
  private mutating func takeKey() -> Bool {
    defer { key += 1 }
    return take(key.pointee.text)
  }

  /// Reads a whole number of at most 19 digits, which can't overflow.
  @inline(__always)
  private mutating func digits() throws(FieldFailure) -> UInt64 {
    var value: UInt64 = 0
    let start = cursor
    while cursor < end {
      let digit = cursor.pointee &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      cursor += 1
    }
    guard 1...19 ~= cursor - start else { throw .different }
    return value
  }

  private mutating func value<Number: FixedWidthInteger>() throws(FieldFailure) -> Number {
    guard let number = Number(exactly: try digits()) else { throw .different }
    return number
  }

  private mutating func instantValue() throws(FieldFailure) -> VirtualInstant {
    let nanoseconds: Int64 = try value()
    return VirtualInstant(nanoseconds: shift == 0 ? nanoseconds : nanoseconds.shifted(by: shift))
  }

  /// Reads the bytes between quotation marks, if they contain no escapes.
  @inline(__always)
  private mutating func text() throws(FieldFailure) -> UnsafeBufferPointer<UInt8> {
    guard cursor < end, cursor.pointee == UInt8(ascii: "\"") else { throw .different }
    cursor += 1
    let start = cursor
    while cursor < end {
      let byte = cursor.pointee
      if byte == UInt8(ascii: "\"") {
        cursor += 1
        return UnsafeBufferPointer(start: start, count: cursor - start - 1)
      }
      guard byte >= 0x20, byte != UInt8(ascii: "\\") else { break }
      cursor += 1
    }
    throw .different
  }

  private mutating func symbolValue() throws(FieldFailure) -> Symbol {
    guard let symbol = names.knownSymbol(try text()) else { throw .different }
    return symbol
  }

  /// The index of a text among some words; `nil` if it is none of them.
  private func index(
    of text: UnsafeBufferPointer<UInt8>, in words: UnsafeBufferPointer<WireTable.Text>
  ) -> UInt8? {
    guard let start = text.baseAddress else { return nil }
    for index in words.indices {
      let word = words[index]
      if word.count == text.count, memcmp(word.start, start, word.count) == 0 {
        return UInt8(index)
      }
    }
    return nil
  }

  private mutating func wordValue<Word: EventWord>(
    of words: UnsafeBufferPointer<WireTable.Text>
  ) throws(FieldFailure) -> Word {
    guard let index = index(of: try text(), in: words), let word = Word(rawValue: index) else {
      throw .different
    }
    return word
  }
}

// MARK: Fields

extension FieldScanner: FieldReader {
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() throws(FieldFailure)
    -> Number
  {
    try requireKey()
    return try value()
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    or usual: Number
  ) throws(FieldFailure) -> Number {
    takeKey() ? try value() : usual
  }

  mutating func instant() throws(FieldFailure) -> VirtualInstant {
    try requireKey()
    return try instantValue()
  }

  mutating func duration() throws(FieldFailure) -> Duration {
    try requireKey()
    return .nanoseconds(try value() as Int64)
  }

  mutating func label() throws(FieldFailure) -> Label {
    try requireKey()
    guard let label = names.knownLabel(try text()) else { throw .different }
    return label
  }

  mutating func symbol() throws(FieldFailure) -> Symbol {
    try requireKey()
    return try symbolValue()
  }

  mutating func symbolOrEmpty() throws(FieldFailure) -> Symbol {
    takeKey() ? try symbolValue() : .empty
  }

  mutating func symbolOrNull() throws(FieldFailure) -> Symbol {
    try requireKey()
    return take(table.null) ? .empty : try symbolValue()
  }

  mutating func scalar() throws(FieldFailure) -> Symbol { try symbol() }

  mutating func capacity() throws(FieldFailure) -> UInt32? {
    try requireKey()
    return take(table.null) ? nil : try value()
  }

  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word {
    let words = key.pointee.words
    try requireKey()
    return try wordValue(of: words)
  }

  mutating func word<Word: EventWord>(or usual: Word) throws(FieldFailure) -> Word {
    let words = key.pointee.words
    return takeKey() ? try wordValue(of: words) : usual
  }

  mutating func flag() throws(FieldFailure) -> Bool {
    guard takeKey() else { return false }
    if take(table.yes) { return true }
    try require(table.no)
    return false
  }

  mutating func wait() throws(FieldFailure) -> Wait {
    let words = key.pointee.words
    try requireKey()
    let why = try text()
    guard let index = index(of: why, in: words), let kind = WaitKind(rawValue: index) else {
      guard let symbol = names.knownSymbol(why) else { throw .different }
      return .other(symbol)
    }
    let hasMore = take(table.waitKeys[Int(index)])
    guard hasMore || kind == .offload || kind == .children else { throw .different }
    switch kind {
    case .sleep: return .sleep(until: try instantValue())
    case .queuePut: return .queuePut(QueueID(try value()))
    case .queueGet: return .queueGet(QueueID(try value()))
    case .join: return .join(QueueID(try value()))
    case .child: return .child(TaskID(try value()))
    case .work: return .work(WorkerID(try value()))
    case .poolAcquire: return .poolAcquire(PoolID(try value()))
    case .batch: return .batch(BatcherID(try value()))
    case .other: return .other(try symbolValue())
    case .offload: return .offload
    case .children:
      guard !hasMore else { throw .different }
      return .children()
    }
  }

  mutating func place() throws(FieldFailure) -> CallSite {
    guard takeKey() else { return .unknown }
    let file = try text()
    try require(table.line)
    guard let place = names.knownPlace(file, line: try value()) else { throw .different }
    return place
  }

  mutating func origin() throws(FieldFailure) -> TaskOrigin {
    var details = TaskOrigin.Details()
    let worker: UInt32 = try number(or: 0)
    details.worker = worker == 0 ? nil : WorkerID(worker)
    details.isEager = try flag()
    details.isStructured = try flag()
    details.place = try place()
    let origin = TaskOrigin(details)
    // There are too many origins; the general parser counts that.
    if origin == .unknown, details != TaskOrigin.Details() { throw .different }
    return origin
  }
}
