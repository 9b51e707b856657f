import WeirEvents

/// A buffer of log lines not yet passed on; each number and text has exactly one form.
struct LineBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  private let keys = LineKeys.all
  /// The next piece of the kind of event being written.
  private var nextPiece = 0
  /// Whether the event being written can be reported late.
  private var canBeLate = false
  /// The instant of the last line, and the beginning of that line.
  private var instant = VirtualInstant(nanoseconds: -1)
  private var beginning: [UInt8] = []
  /// The quoted text of each symbol written so far, by its number; empty for the others.
  private var symbols: ContiguousArray<[UInt8]> = []
  /// `,"file":"…","line":` for each file written so far.
  private var files: [CallSite.FileKey: [UInt8]] = [:]

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds a complete line.
  mutating func addLine(_ text: String) {
    append(text)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Adds the line of an event, reported at `now`: late, if it happened before.
  mutating func add(_ event: Event, at now: VirtualInstant) {
    begin(at: now)
    event.kind.write(to: &self)
    if canBeLate, event.instant < now {
      add(EventField.since.key, number: max(0, event.instant.nanoseconds))
    }
    end()
  }

  /// Begins a line derived from events.
  mutating func begin(_ kind: DerivedKind, at instant: VirtualInstant) {
    begin(at: instant)
    add("e", word: kind.rawValue)
  }

  private mutating func begin(at instant: VirtualInstant) {
    if instant != self.instant {
      self.instant = instant
      let start = bytes.count
      append("{\"t\":")
      append(instant.nanoseconds)
      beginning = Array(bytes[start...])
    } else {
      bytes += beginning
    }
  }

  mutating func end() {
    append("}\n")
  }
}

// MARK: Keys and values

extension LineBuffer {
  mutating func add(_ key: String, number: some FixedWidthInteger) {
    append(key: key)
    append(number)
  }

  mutating func add(_ key: String, text: String) {
    append(key: key)
    append(JSONValue.quoted(text))
  }

  /// Adds a text that needs no escapes.
  mutating func add(_ key: String, word: String) {
    append(key: key)
    append(word: word)
  }

  private mutating func append(key: String) {
    append(",\"")
    append(key)
    append("\":")
  }

  private mutating func append(word: String) {
    bytes.append(UInt8(ascii: "\""))
    append(word)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ text: Symbol) {
    let index = Int(text.index)
    if index >= symbols.count || symbols[index].isEmpty { quote(text) }
    bytes += symbols[index]
  }

  private mutating func quote(_ text: Symbol) {
    let index = Int(text.index)
    while symbols.count <= index { symbols.append([]) }
    symbols[index] = Array(JSONValue.quoted(text.description).utf8)
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    append(UInt64(truncatingIfNeeded: number.magnitude))
  }

  private mutating func append(_ number: UInt64) {
    guard number > 9 else {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
      return
    }
    // Every 64-bit number has at most 20 digits.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var (rest, start) = (number, digits.count)
      while rest > 0 {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(digit)
        rest = quotient
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }
}

// MARK: Events

extension LineBuffer: FieldWriter {
  mutating func begin(_ kind: UInt8) {
    nextPiece = keys.piece(ofKind: kind)
    canBeLate = keys.canBeLate(kind)
    appendNextPiece()
  }

  /// Appends the next key; after `begin`, the first one.
  private mutating func appendNextPiece() {
    bytes.append(contentsOf: keys[nextPiece])
    nextPiece += 1
  }

  mutating func add(_ number: UInt64) {
    appendNextPiece()
    append(number)
  }

  mutating func add(_ nanoseconds: Int64) {
    appendNextPiece()
    append(nanoseconds)
  }

  mutating func add(_ name: Label) {
    appendNextPiece()
    append(name.stem)
    guard name.number > 0 else { return }
    bytes[bytes.count - 1] = UInt8(ascii: "-")
    append(UInt64(name.number))
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func add(_ text: Symbol) {
    appendNextPiece()
    append(text)
  }

  mutating func addUnlessEmpty(_ text: Symbol) {
    if text.isEmpty { nextPiece += 1 } else { add(text) }
  }

  mutating func add(orNull text: Symbol) {
    appendNextPiece()
    if text.isEmpty { append("null") } else { append(text) }
  }

  mutating func add(scalar text: Symbol) {
    appendNextPiece()
    append(JSONValue.scalar(text.description).compact)
  }

  mutating func add(capacity: UInt32?) {
    appendNextPiece()
    if let capacity { append(UInt64(capacity)) } else { append("null") }
  }

  mutating func add<Word: EventWord>(_ word: Word) {
    appendNextPiece()
    append(word: word.name)
  }

  mutating func add(_ wait: Wait) {
    appendNextPiece()
    let piece = keys.piece(of: wait.kind)
    bytes.append(contentsOf: keys[piece])
    switch wait {
    case .sleep(let until): append(keyAt: piece + 1, until.nanoseconds)
    case .queuePut(let queue), .queueGet(let queue), .join(let queue):
      append(keyAt: piece + 1, queue.rawValue)
    case .child(let task): append(keyAt: piece + 1, task.rawValue)
    case .work(let worker): append(keyAt: piece + 1, worker.rawValue)
    case .poolAcquire(let pool): append(keyAt: piece + 1, pool.rawValue)
    case .batch(let batcher): append(keyAt: piece + 1, batcher.rawValue)
    case .children(let list): append(keyAt: piece + 1, unlessEmpty: list.tasks)
    case .other(let what):
      bytes.append(contentsOf: keys[piece + 1])
      append(what)
    case .offload: break
    }
  }

  private mutating func append(keyAt piece: Int, _ number: some FixedWidthInteger) {
    bytes.append(contentsOf: keys[piece])
    append(number)
  }

  private mutating func append(keyAt piece: Int, unlessEmpty tasks: [TaskID]) {
    guard !tasks.isEmpty else { return }
    bytes.append(contentsOf: keys[piece])
    append(JSONValue.array(tasks.map { .count(Int($0.rawValue)) }).compact)
  }

  mutating func note(_ number: UInt32, unless usual: UInt32) {
    if number == usual { nextPiece += 1 } else { add(UInt64(number)) }
  }

  mutating func note<Word: EventWord>(_ word: Word, unless usual: Word) {
    if word == usual { nextPiece += 1 } else { add(word) }
  }

  mutating func note(_ text: Symbol) { addUnlessEmpty(text) }

  mutating func note(_ flag: Bool) {
    guard flag else {
      nextPiece += 1
      return
    }
    appendNextPiece()
    append("true")
  }

  mutating func note(_ place: CallSite) {
    nextPiece += 1
    guard let key = place.fileKey else { return }
    if let known = files[key] {
      bytes += known
    } else {
      let start = bytes.count
      add("file", text: place.file)
      append(key: "line")
      files[key] = Array(bytes[start...])
    }
    append(UInt64(place.line))
  }

  mutating func note(_ origin: TaskOrigin) {
    let details = origin == .unknown ? .init() : origin.details
    note(details.worker?.rawValue ?? 0, unless: 0)
    note(details.isEager)
    note(details.isStructured)
    note(details.place)
  }
}
