import WeirTrace

/// The bytes of log lines that are not handed on yet; each number and text has one form only.
struct LineBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  /// The quoted text of each symbol that was written so far.
  private var symbols: [Symbol: [UInt8]] = [:]

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds a line that is whole already.
  mutating func addLine(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func begin(_ kind: WireKind, at instant: VirtualInstant) {
    bytes.append(contentsOf: "{\"t\":".utf8)
    add(instant.nanoseconds)
    bytes.append(contentsOf: ",\"e\":\"".utf8)
    bytes.append(contentsOf: kind.rawValue.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func end() {
    bytes.append(contentsOf: "}\n".utf8)
  }
}

// MARK: Keys and values

extension LineBuffer {
  mutating func add(_ key: WireKey, _ number: some FixedWidthInteger) {
    add(key)
    add(number)
  }

  mutating func add(_ key: WireKey, _ number: UInt32?) {
    add(key)
    if let number { add(number) } else { bytes.append(contentsOf: "null".utf8) }
  }

  mutating func add(_ key: WireKey, text: String) {
    add(key)
    bytes.append(contentsOf: JSONValue.quoted(text).utf8)
  }

  mutating func add(_ key: WireKey, json: JSONValue) {
    add(key)
    bytes.append(contentsOf: json.compact.utf8)
  }

  /// A text that needs no escapes.
  mutating func add(_ key: WireKey, word: String) {
    add(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: word.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func add(_ key: WireKey, _ symbol: Symbol) {
    add(key)
    if let known = symbols[symbol] {
      bytes.append(contentsOf: known)
    } else {
      let quoted = Array(JSONValue.quoted(symbol.description).utf8)
      symbols[symbol] = quoted
      bytes.append(contentsOf: quoted)
    }
  }

  private mutating func add(_ key: WireKey) {
    bytes.append(contentsOf: ",\"".utf8)
    bytes.append(contentsOf: key.rawValue.utf8)
    bytes.append(contentsOf: "\":".utf8)
  }

  private mutating func add(_ number: some FixedWidthInteger) {
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
