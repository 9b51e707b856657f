import WeirEvents

/// The bytes of log lines that are not handed on yet; each number and text has one form only.
struct LineBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  /// The quoted text of each symbol that was written so far.
  private var symbols: [Symbol: [UInt8]] = [:]
  /// The schema of the event that is being written, and which of its fields is next.
  private var schema = EventSchema.all[0]
  private var nextField = 0

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds a line that is whole already.
  mutating func addLine(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Adds the line of an event.
  mutating func add(_ event: Event) {
    begin(at: event.instant)
    event.kind.write(to: &self)
    end()
  }

  /// Begins a line that is derived from events.
  mutating func begin(_ kind: DerivedKind, at instant: VirtualInstant) {
    begin(at: instant)
    add("e", word: kind.rawValue)
  }

  private mutating func begin(at instant: VirtualInstant) {
    bytes.append(contentsOf: "{\"t\":".utf8)
    append(instant.nanoseconds)
  }

  mutating func end() {
    bytes.append(contentsOf: "}\n".utf8)
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
    append(text: text)
  }

  /// A text that needs no escapes.
  mutating func add(_ key: String, word: String) {
    append(key: key)
    append(word: word)
  }

  private mutating func append(key: String) {
    bytes.append(contentsOf: ",\"".utf8)
    bytes.append(contentsOf: key.utf8)
    bytes.append(contentsOf: "\":".utf8)
  }

  private mutating func append(word: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: word.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(text: String) {
    bytes.append(contentsOf: JSONValue.quoted(text).utf8)
  }

  private mutating func append(_ text: Symbol) {
    if let known = symbols[text] {
      bytes.append(contentsOf: known)
    } else {
      let quoted = Array(JSONValue.quoted(text.description).utf8)
      symbols[text] = quoted
      bytes.append(contentsOf: quoted)
    }
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = UInt64(truncatingIfNeeded: number.magnitude)
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    reverse(from: start)
  }

  /// In place: reversing a slice would copy all that was gathered.
  private mutating func reverse(from start: Int) {
    var (low, high) = (start, bytes.count - 1)
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}

// MARK: Events

extension LineBuffer: FieldWriter {
  mutating func begin(_ kind: UInt8) {
    guard let schema = EventSchema.numbered(kind) else { return }
    self.schema = schema
    nextField = 0
    add("e", word: schema.name)
  }

  private mutating func appendNextKey() {
    append(key: schema.fields[nextField].key)
    nextField += 1
  }

  mutating func add(_ number: UInt64) {
    appendNextKey()
    append(number)
  }

  mutating func add(_ nanoseconds: Int64) {
    appendNextKey()
    append(nanoseconds)
  }

  mutating func add(_ name: Label) {
    appendNextKey()
    append(text: name.description)
  }

  mutating func add(_ text: Symbol) {
    appendNextKey()
    append(text)
  }

  mutating func addUnlessEmpty(_ text: Symbol) {
    if text.isEmpty { nextField += 1 } else { add(text) }
  }

  mutating func add(orNull text: Symbol) {
    appendNextKey()
    if text.isEmpty { appendNull() } else { append(text) }
  }

  mutating func add(scalar text: Symbol) {
    appendNextKey()
    bytes.append(contentsOf: JSONValue.scalar(text.description).compact.utf8)
  }

  mutating func add(capacity: UInt32?) {
    appendNextKey()
    if let capacity { append(capacity) } else { appendNull() }
  }

  private mutating func appendNull() { bytes.append(contentsOf: "null".utf8) }

  mutating func add<Word: EventWord>(_ word: Word) {
    appendNextKey()
    append(word: word.name)
  }

  mutating func add(_ wait: Wait) {
    appendNextKey()
    append(word: wait.kind.name)
    guard let key = wait.kind.field?.key else { return }
    switch wait {
    case .sleep(let until): add(key, number: until.nanoseconds)
    case .queuePut(let queue), .queueGet(let queue), .join(let queue):
      add(key, number: queue.rawValue)
    case .child(let task): add(key, number: task.rawValue)
    case .work(let worker): add(key, number: worker.rawValue)
    case .poolAcquire(let pool): add(key, number: pool.rawValue)
    case .batch(let batcher): add(key, number: batcher.rawValue)
    case .children(let list): addUnlessEmpty(key, list.tasks)
    case .other(let what): add(key, text: what.description)
    case .offload: break
    }
  }

  private mutating func addUnlessEmpty(_ key: String, _ tasks: [TaskID]) {
    guard !tasks.isEmpty else { return }
    let numbers = tasks.map { JSONValue.count(Int($0.rawValue)) }
    append(key: key)
    bytes.append(contentsOf: JSONValue.array(numbers).compact.utf8)
  }

  mutating func note(_ number: UInt32, unless usual: UInt32) {
    if number == usual { nextField += 1 } else { add(UInt64(number)) }
  }

  mutating func note<Word: EventWord>(_ word: Word, unless usual: Word) {
    if word == usual { nextField += 1 } else { add(word) }
  }

  mutating func note(_ flag: Bool) {
    guard flag else {
      nextField += 1
      return
    }
    appendNextKey()
    bytes.append(contentsOf: "true".utf8)
  }

  mutating func note(_ place: CallSite) {
    nextField += 1
    guard place != .unknown else { return }
    add("file", text: place.file)
    add("line", number: place.line)
  }

  mutating func note(_ origin: TaskOrigin) {
    let details = origin == .unknown ? .init() : origin.details
    note(details.worker?.rawValue ?? 0, unless: 0)
    note(details.isEager)
    note(details.isStructured)
    note(details.place)
  }
}
