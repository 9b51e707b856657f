#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
import WeirEvents

/// The names used in a log, looked up by their bytes without a lock and without creating a string.
///
/// Symbols live as long as the process. The number of different names kept per log and their total
/// length are limited; beyond that, names become `(others)` and are counted.
///
/// The general parser adds names; the scanner only looks them up, and leaves lines with new names
/// to the parser.
final class NameTable {
  /// The maximum number of different names kept per log.
  static let usualLimit = 65_536
  /// The maximum total length of these names in bytes.
  static let byteLimit = 16 << 20
  /// The symbol used for names that are not kept.
  static let others = Symbol("(others)")

  /// How many names became `(others)`.
  private(set) var othersCount = 0

  private struct Slot {
    /// The range in `texts`; empty for a free slot.
    var start = 0
    var count = 0
    var hash = 0
    var symbol = Symbol.empty
    /// A line of the file with this name, once one has been requested.
    var file = CallSite.unknown
  }

  private let limit: Int
  private var texts: [UInt8] = []
  private var slots = [Slot](repeating: Slot(), count: 256)
  private var nameCount = 0
  /// The limit of a search, against names made to collide.
  private static let searchLimit = 256

  init(limit: Int = NameTable.usualLimit) { self.limit = limit }
}

// MARK: Looking up

extension NameTable {
  /// The symbol of a text; `nil` if it is not kept.
  func knownSymbol(_ text: UnsafeBufferPointer<UInt8>) -> Symbol? {
    guard !text.isEmpty else { return .empty }
    guard let place = search(text, text.wordHash), slots[place].count > 0 else { return nil }
    return slots[place].symbol
  }

  /// The label of a text; `nil` if its stem is not kept.
  func knownLabel(_ text: UnsafeBufferPointer<UInt8>) -> Label? {
    let (stem, number) = NameTable.parts(of: text)
    return knownSymbol(stem).map { Label($0, number) }
  }

  /// A line of the file with this name; `nil` if the name is not kept.
  func knownPlace(_ file: UnsafeBufferPointer<UInt8>, line: UInt32) -> CallSite? {
    guard !file.isEmpty, let place = search(file, file.wordHash), slots[place].count > 0 else {
      return nil
    }
    if slots[place].file == .unknown {
      slots[place].file = CallSite(file: slots[place].symbol, line: 1)
    }
    return slots[place].file.at(line: line)
  }

  /// Splits `producer-3` like `Label` into a stem and a number. Without a number, the stem is the
  /// whole text, and the number is 0.
  private static func parts(
    of text: UnsafeBufferPointer<UInt8>
  ) -> (stem: UnsafeBufferPointer<UInt8>, number: UInt32) {
    var number: UInt64 = 0
    var scale: UInt64 = 1
    var start = text.count
    while start > 0, text[start - 1] &- UInt8(ascii: "0") < 10, text.count - start < 10 {
      start -= 1
      number += UInt64(text[start] - UInt8(ascii: "0")) * scale
      scale *= 10
    }
    guard start > 0, start < text.count, text[start - 1] == UInt8(ascii: "-"),
      text[start] != UInt8(ascii: "0"), let number = UInt32(exactly: number)
    else { return (text, 0) }
    return (UnsafeBufferPointer(rebasing: text[..<(start - 1)]), number)
  }

  /// The slot of a name, or the free slot that it would get; `nil` if the search took too long.
  private func search(_ text: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int? {
    var place = hash & (slots.count - 1)
    for _ in 0..<NameTable.searchLimit {
      if slots[place].count == 0 { return place }
      if slots[place].hash == hash, isName(text, at: place) { return place }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isName(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let slot = slots[place]
    guard slot.count == text.count else { return false }
    return texts.withUnsafeBufferPointer { texts in
      guard let known = texts.baseAddress, let start = text.baseAddress else { return false }
      return memcmp(known + slot.start, start, slot.count) == 0
    }
  }
}

// MARK: Keeping

extension NameTable {
  /// Returns the symbol of a text, which is kept if there is room.
  func symbol(_ text: String) -> Symbol { kept(text) ?? NameTable.others }

  /// Returns the label of a text. Its stem is kept if there is room; otherwise the label is
  /// `(others)` without a number.
  func label(_ text: String) -> Label {
    text.withBytes { bytes in
      let (stem, number) = NameTable.parts(of: bytes)
      guard let symbol = kept(String(decoding: stem, as: UTF8.self)) else {
        return Label(NameTable.others)
      }
      return Label(symbol, number)
    }
  }

  /// Returns a line of the file with this name, which is kept if there is room.
  func place(_ file: String, line: UInt32) -> CallSite {
    CallSite(file: symbol(file), line: line)
  }

  /// Returns the symbol of a text; `nil`, and counted, if there is no room to keep it.
  private func kept(_ text: String) -> Symbol? {
    guard !text.isEmpty else { return .empty }
    return text.withBytes { bytes in
      let hash = bytes.wordHash
      let place = search(bytes, hash)
      if let place, slots[place].count > 0 { return slots[place].symbol }
      guard let place, nameCount < limit, texts.count + bytes.count <= NameTable.byteLimit else {
        othersCount += 1
        return nil
      }
      let symbol = Symbol(text)
      slots[place] = Slot(
        start: texts.count, count: bytes.count, hash: hash, symbol: symbol)
      texts.append(contentsOf: bytes)
      nameCount += 1
      if nameCount > slots.count / 2 { grow() }
      return symbol
    }
  }

  private func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.count > 0 {
      var place = slot.hash & (slots.count - 1)
      while slots[place].count > 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}

extension String {
  /// Calls a function with the UTF-8 bytes of the text.
  fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = self
    return text.withUTF8(body)
  }
}

// MARK: Hash

extension UnsafeBufferPointer<UInt8> {
  /// A hash of the bytes, eight at a time, with well-mixed low bits.
  var wordHash: Int {
    let bytes = UnsafeRawBufferPointer(self)
    var hash = UInt64(count)
    var offset = 0
    while offset + 8 <= count {
      hash.mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    hash.mix(rest)
    return Int(truncatingIfNeeded: hash)
  }
}

extension UInt64 {
  fileprivate mutating func mix(_ word: UInt64) {
    self = (self ^ word) &* 0x9E37_79B9_7F4A_7C15
    self ^= self >> 32
  }
}
