/// A parser of one JSON value from the bytes of a line.
package struct JSONParser {
  /// The position at which a text is not valid JSON.
  package struct Failure: Error {
    /// In bytes, from 0.
    let offset: Int
  }

  /// The maximum nesting depth of values: far more than a log needs, and far less than the stack
  /// allows.
  private static let depthLimit = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var next = 0
  private var depth = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Parses the whole text as one value.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.next == bytes.count else { throw parser.failure }
    return value
  }

  /// Parses the whole text as one value.
  package static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    let result: Result<JSONValue, Failure> = bytes.withUnsafeBufferPointer { bytes in
      do throws(Failure) { return .success(try parse(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private var failure: Failure { Failure(offset: next) }

  private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      next += 1
    }
  }

  private mutating func expect(_ text: StaticString) throws(Failure) {
    for offset in 0..<text.utf8CodeUnitCount {
      guard peek == text.utf8Start[offset] else { throw failure }
      next += 1
    }
  }
}

// MARK: Values

extension JSONParser {
  private mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    default: return try number()
    }
  }

  private mutating func object() throws(Failure) -> [JSONValue.Member] {
    try descend()
    var members: [JSONValue.Member] = []
    next += 1
    skipSpace()
    if peek == UInt8(ascii: "}") { return close(members) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw failure }
      let key = try string()
      skipSpace()
      try expect(":")
      members.append(.init(key, try value()))
      skipSpace()
      if peek == UInt8(ascii: "}") { return close(members) }
      try expect(",")
    }
  }

  private mutating func array() throws(Failure) -> [JSONValue] {
    try descend()
    var values: [JSONValue] = []
    next += 1
    skipSpace()
    if peek == UInt8(ascii: "]") { return close(values) }
    while true {
      values.append(try value())
      skipSpace()
      if peek == UInt8(ascii: "]") { return close(values) }
      try expect(",")
    }
  }

  private mutating func descend() throws(Failure) {
    depth += 1
    guard depth <= JSONParser.depthLimit else { throw failure }
  }

  private mutating func close<Elements>(_ elements: Elements) -> Elements {
    next += 1
    depth -= 1
    return elements
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = next
    while let byte = peek, JSONParser.isPartOfNumber(byte) { next += 1 }
    guard next > start, bytes[start] != UInt8(ascii: "+"), bytes[start] != UInt8(ascii: ".") else {
      throw Failure(offset: start)
    }
    let text = text(from: start)
    if let whole = Int64(text) { return .integer(Int128(whole)) }
    if let whole = UInt64(text) { return .integer(Int128(whole)) }
    guard let number = Double(text) else { throw Failure(offset: start) }
    return .number(number)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

// MARK: Texts

extension JSONParser {
  private mutating func string() throws(Failure) -> String {
    next += 1
    let start = next
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      next += 1
    }
    guard peek != UInt8(ascii: "\"") else { return close(text(from: start)) }
    var units = Array(text(from: start).utf16)
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure }
      if byte == UInt8(ascii: "\\") {
        units.append(try escape())
      } else {
        let start = next
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        { next += 1 }
        units += text(from: start).utf16
      }
    }
    try expect("\"")
    return String(decoding: units, as: UTF16.self)
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<next], as: UTF8.self)
  }

  private mutating func close(_ text: String) -> String {
    next += 1
    return text
  }

  /// Parses one escape as a UTF-16 unit: a pair of escapes may encode one character.
  private mutating func escape() throws(Failure) -> UInt16 {
    next += 1
    guard let byte = peek else { throw failure }
    next += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    case UInt8(ascii: "u"):
      let digits = bytes[next...].prefix(4)
      guard digits.count == 4, digits.allSatisfy(JSONParser.isHexadecimal),
        let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw failure }
      next += 4
      return unit
    default: throw failure
    }
  }

  /// Needed because `UInt16(_:radix:)` would also accept a sign.
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
