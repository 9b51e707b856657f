import WeirTrace

/// The keys and values of one line, and which of them were understood.
struct WireFields {
  /// Why a line is not what its kind says.
  struct Failure: Error {
    let problem: String
    /// Whether it is no mistake but a word that this program does not know.
    var isUnknownWord = false
  }

  private let members: [JSONValue.Member]
  private var understood = 0

  init(_ json: JSONValue) throws(Failure) {
    guard case .object(let members) = json else { throw Failure(problem: "it is not an object") }
    self.members = members
  }

  /// How many keys nobody asked for.
  var unknownCount: Int { members.count - understood }

  /// The value of a key, where there is one.
  mutating func optional(_ key: WireKey) -> JSONValue? {
    guard let member = members.first(where: { $0.key == key.rawValue }) else { return nil }
    understood += 1
    return member.value
  }

  mutating func value(_ key: WireKey) throws(Failure) -> JSONValue {
    guard let value = optional(key) else {
      throw Failure(problem: "it has no '\(key.rawValue)'")
    }
    return value
  }

  mutating func number<Number: FixedWidthInteger>(_ key: WireKey) throws(Failure) -> Number {
    guard case .integer(let value) = try value(key), let number = Number(exactly: value) else {
      throw Failure(problem: "its '\(key.rawValue)' is not a number of that kind")
    }
    return number
  }

  mutating func text(_ key: WireKey) throws(Failure) -> String {
    guard case .string(let text) = try value(key) else {
      throw Failure(problem: "its '\(key.rawValue)' is not a text")
    }
    return text
  }
}

// MARK: Values of the trace

extension WireFields {
  mutating func instant(_ key: WireKey = .t) throws(Failure) -> VirtualInstant {
    let nanoseconds: Int64 = try number(key)
    guard nanoseconds >= 0 else { throw Failure(problem: "its '\(key.rawValue)' is negative") }
    return VirtualInstant(nanoseconds: nanoseconds)
  }

  mutating func task(_ key: WireKey = .task) throws(Failure) -> TaskID {
    TaskID(try number(key))
  }

  mutating func queue() throws(Failure) -> QueueID { QueueID(try number(.queue)) }

  mutating func timeout() throws(Failure) -> TimeoutID { TimeoutID(try number(.timeout)) }

  mutating func worker() throws(Failure) -> WorkerID { WorkerID(try number(.worker)) }

  mutating func pool() throws(Failure) -> PoolID { PoolID(try number(.pool)) }

  mutating func batcher() throws(Failure) -> BatcherID { BatcherID(try number(.batcher)) }

  mutating func duration(_ key: WireKey) throws(Failure) -> Duration {
    .nanoseconds(try number(key) as Int64)
  }

  mutating func item() throws(Failure) -> ItemID { ItemID(try number(.item)) }

  mutating func symbol(_ key: WireKey) throws(Failure) -> Symbol { Symbol(try text(key)) }

  mutating func capacity() throws(Failure) -> UInt32? {
    guard members.contains(where: { $0.key == WireKey.capacity.rawValue && $0.value == .null })
    else { return try number(.capacity) as UInt32 }
    understood += 1
    return nil
  }

  /// The policy of a new queue; one that says none lets producers wait.
  mutating func overflowOrBlock() throws(Failure) -> OverflowPolicy {
    guard members.contains(where: { $0.key == WireKey.overflow.rawValue }) else { return .block }
    return try word(.overflow) { $0.name }
  }

  /// A word out of a few.
  mutating func word<Word: CaseIterable>(
    _ key: WireKey, _ name: (Word) -> String
  ) throws(Failure) -> Word {
    let text = try text(key)
    guard let word = Word.allCases.first(where: { name($0) == text }) else {
      throw Failure(problem: "its '\(key.rawValue)' can't be '\(text)'", isUnknownWord: true)
    }
    return word
  }
}
