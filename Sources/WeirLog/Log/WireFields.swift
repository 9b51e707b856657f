import WeirEvents

/// The keys and values of one line from the general parser, and which of them were understood.
struct WireFields {
  private let members: [JSONValue.Member]
  private var understood = 0
  /// The fields of the event not yet read.
  private var fields: ArraySlice<EventField> = []
  private let names: NameTable
  /// What is added to each instant, in nanoseconds.
  private let shift: Int64
  /// How many tasks of a list were not kept.
  private(set) var leftOutTaskCount = 0
  /// Whether the origin of a task was not kept.
  private(set) var leavesOutOrigin = false

  init(_ json: JSONValue, _ names: NameTable, shift: Int64 = 0) throws(FieldFailure) {
    guard case .object(let members) = json else {
      throw FieldFailure(problem: "it is not an object")
    }
    self.members = members
    self.names = names
    self.shift = shift
  }

  /// How many keys were never requested.
  var unknownCount: Int { members.count - understood }

  /// Begins to read the fields of an event.
  mutating func begin(_ schema: EventSchema) { fields = schema.fields[...] }

  /// The value of a key; `nil` if there is none.
  private mutating func optional(_ key: String) -> JSONValue? {
    guard let member = members.first(where: { $0.key == key }) else { return nil }
    understood += 1
    return member.value
  }

  private mutating func value(_ key: String) throws(FieldFailure) -> JSONValue {
    guard let value = optional(key) else { throw FieldFailure(problem: "it has no '\(key)'") }
    return value
  }

  private func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  mutating func number<Number: FixedWidthInteger>(_ key: String) throws(FieldFailure) -> Number {
    guard case .integer(let value) = try value(key), let number = Number(exactly: value) else {
      throw FieldFailure(problem: "its '\(key)' is not a valid number")
    }
    return number
  }

  mutating func text(_ key: String) throws(FieldFailure) -> String {
    guard case .string(let text) = try value(key) else {
      throw FieldFailure(problem: "its '\(key)' is not a text")
    }
    return text
  }

  /// Reads a text that may be missing.
  mutating func optionalText(_ key: String) throws(FieldFailure) -> String? {
    has(key) ? try text(key) : nil
  }

  mutating func instant(_ key: String) throws(FieldFailure) -> VirtualInstant {
    let nanoseconds: Int64 = try number(key)
    guard nanoseconds >= 0 else { throw FieldFailure(problem: "its '\(key)' is negative") }
    return VirtualInstant(nanoseconds: nanoseconds.shifted(by: shift))
  }

  /// The instant at which a late event happened; the end of time if the event is not late.
  mutating func lateInstant() throws(FieldFailure) -> VirtualInstant {
    has(EventField.since.key) ? try instant(EventField.since.key) : .endOfTime
  }

  /// Reads a word from a fixed list.
  mutating func word<Word: CaseIterable>(
    _ key: String, _ name: (Word) -> String
  ) throws(FieldFailure) -> Word {
    let text = try text(key)
    guard let word = Word.allCases.first(where: { name($0) == text }) else {
      throw FieldFailure(problem: "its '\(key)' can't be '\(text)'", isUnknownWord: true)
    }
    return word
  }
}

// MARK: Events

extension WireFields: FieldReader {
  private mutating func nextKey() -> String { fields.popFirst()?.key ?? "" }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() throws(FieldFailure)
    -> Number
  {
    try number(nextKey())
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    or usual: Number
  ) throws(FieldFailure) -> Number {
    let key = nextKey()
    return has(key) ? try number(key) : usual
  }

  mutating func instant() throws(FieldFailure) -> VirtualInstant { try instant(nextKey()) }

  mutating func duration() throws(FieldFailure) -> Duration {
    .nanoseconds(try number(nextKey()) as Int64)
  }

  mutating func label() throws(FieldFailure) -> Label { names.label(try text(nextKey())) }

  mutating func symbol() throws(FieldFailure) -> Symbol { names.symbol(try text(nextKey())) }

  mutating func symbolOrEmpty() throws(FieldFailure) -> Symbol {
    names.symbol(optional(nextKey())?.scalarText ?? "")
  }

  mutating func symbolOrNull() throws(FieldFailure) -> Symbol {
    names.symbol(try value(nextKey()).scalarText ?? "")
  }

  mutating func scalar() throws(FieldFailure) -> Symbol {
    let key = nextKey()
    guard let text = try value(key).scalarText else {
      throw FieldFailure(problem: "its '\(key)' is neither a number nor a text")
    }
    return names.symbol(text)
  }

  mutating func capacity() throws(FieldFailure) -> UInt32? {
    let key = nextKey()
    guard members.contains(where: { $0.key == key && $0.value == .null }) else {
      return try number(key) as UInt32
    }
    understood += 1
    return nil
  }

  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word {
    try word(nextKey()) { $0.name }
  }

  mutating func word<Word: EventWord>(or usual: Word) throws(FieldFailure) -> Word {
    let key = nextKey()
    return has(key) ? try word(key) { $0.name } : usual
  }

  mutating func flag() throws(FieldFailure) -> Bool {
    let key = nextKey()
    guard let value = optional(key) else { return false }
    guard case .bool(let flag) = value else {
      throw FieldFailure(problem: "its '\(key)' is neither true nor false")
    }
    return flag
  }

  mutating func wait() throws(FieldFailure) -> Wait {
    let why = try text(nextKey())
    guard let kind = WaitKind(name: why) else { return .other(names.symbol(why)) }
    let key = kind.field?.key ?? ""
    switch kind {
    case .sleep: return .sleep(until: try instant(key))
    case .queuePut: return .queuePut(QueueID(try number(key)))
    case .queueGet: return .queueGet(QueueID(try number(key)))
    case .join: return .join(QueueID(try number(key)))
    case .child: return .child(TaskID(try number(key)))
    case .work: return .work(WorkerID(try number(key)))
    case .poolAcquire: return .poolAcquire(PoolID(try number(key)))
    case .batch: return .batch(BatcherID(try number(key)))
    case .children: return .children(try tasks(key))
    case .offload: return .offload
    case .other: return .other(names.symbol(try text(key)))
    }
  }

  private mutating func tasks(_ key: String) throws(FieldFailure) -> AwaitedTasks {
    guard let value = optional(key) else { return .unknown }
    var tasks: [TaskID] = []
    guard case .array(let numbers) = value else {
      throw FieldFailure(problem: "its '\(key)' is not a list of numbers")
    }
    for number in numbers {
      guard case .integer(let number) = number, let number = UInt32(exactly: number) else {
        throw FieldFailure(problem: "its '\(key)' is not a list of numbers")
      }
      tasks.append(TaskID(number))
    }
    leftOutTaskCount = max(0, tasks.count - AwaitedTasks.limit)
    return AwaitedTasks(tasks)
  }

  mutating func place() throws(FieldFailure) -> CallSite {
    _ = nextKey()
    guard let file = optional("file")?.scalarText else { return .unknown }
    return names.place(file, line: try number("line"))
  }

  mutating func origin() throws(FieldFailure) -> TaskOrigin {
    var details = TaskOrigin.Details()
    let worker: UInt32 = try number(or: 0)
    details.worker = worker == 0 ? nil : WorkerID(worker)
    details.isEager = try flag()
    details.isStructured = try flag()
    details.place = try place()
    let origin = TaskOrigin(details)
    leavesOutOrigin = origin == .unknown && details != TaskOrigin.Details()
    return origin
  }
}

extension Int64 {
  /// An instant in nanoseconds moved by others, at least 0.
  func shifted(by shift: Int64) -> Int64 { Swift.max(saturatingPlus(shift), 0) }
}
