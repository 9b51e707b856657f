#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
import WeirEvents

/// The names that a log has used, found by their bytes without a lock and without making a string.
///
/// Symbols are kept for the life of the process. So that a log can't make any number of them, there
/// are limits on how many different names are kept of one log and on their length in sum: past
/// these, further names are `(others)` and counted.
final class NameTable {
  /// The most different names of one log.
  static let limit = 65_536
  /// The most bytes of all of them.
  static let byteLimit = 16 << 20
  /// What stands for the names that are not kept.
  static let others = Symbol("(others)")

  /// How many names came as `(others)`.
  var othersCount = 0
  /// How many origins of tasks were not kept, since the process has too many.
  var unknownOriginCount = 0

  private struct Slot {
    /// The bytes in `texts`; a slot without a name has none.
    var start = 0
    var count = 0
    var hash = 0
    var symbol = Symbol.empty
    /// The first line of the file of that name, once one was asked for.
    var file = CallSite.unknown
  }

  private var texts: [UInt8] = []
  private var slots = [Slot](repeating: Slot(), count: 256)
  private var nameCount = 0
  /// With names that were made to collide the search ends here.
  private static let searchLimit = 256

  /// The symbol of a text; nil if it is not UTF-8.
  func symbol(_ text: UnsafeBufferPointer<UInt8>) -> Symbol? {
    guard !text.isEmpty else { return .empty }
    return place(of: text).map { $0 < 0 ? NameTable.others : slots[$0].symbol }
  }

  /// The name that a text is; nil if it is not UTF-8. Takes `producer-3` apart as `Label` does.
  func label(_ text: UnsafeBufferPointer<UInt8>) -> Label? {
    let (stem, number) = NameTable.parts(of: text)
    guard !stem.isEmpty else { return Label(.empty, number) }
    guard let place = place(of: stem) else { return nil }
    return place < 0 ? Label(NameTable.others) : Label(slots[place].symbol, number)
  }

  /// A line of the file with this name; nil if the name is not UTF-8.
  func place(_ file: UnsafeBufferPointer<UInt8>, line: UInt32) -> CallSite? {
    guard !file.isEmpty else { return CallSite(file: .empty, line: line) }
    guard let place = place(of: file) else { return nil }
    guard place >= 0 else { return CallSite(file: NameTable.others, line: line) }
    if slots[place].file == .unknown {
      slots[place].file = CallSite(file: slots[place].symbol, line: 1)
    }
    return slots[place].file.at(line: line)
  }

  /// Interns what is known of where a task comes from.
  func origin(_ details: TaskOrigin.Details) -> TaskOrigin {
    guard details != TaskOrigin.Details() else { return .unknown }
    let origin = TaskOrigin(details)
    if origin == .unknown { unknownOriginCount += 1 }
    return origin
  }

  /// A stem and a number; the number is 0, and the stem all of it, where there is no number.
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
}

// MARK: The table

extension NameTable {
  /// Where a name stands; negative if it is not kept, nil if it is not UTF-8.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = text.wordHash
    var place = hash & (slots.count - 1)
    for _ in 0..<NameTable.searchLimit {
      if slots[place].count == 0 { return keep(text, hash, at: place) }
      if slots[place].hash == hash, isName(text, at: place) { return place }
      place = (place + 1) & (slots.count - 1)
    }
    return String(validating: text, as: UTF8.self).map { _ in countOther() }
  }

  private func isName(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let slot = slots[place]
    guard slot.count == text.count else { return false }
    return texts.withUnsafeBufferPointer { texts in
      guard let known = texts.baseAddress, let start = text.baseAddress else { return false }
      return memcmp(known + slot.start, start, slot.count) == 0
    }
  }

  private func keep(_ text: UnsafeBufferPointer<UInt8>, _ hash: Int, at place: Int) -> Int? {
    guard let string = String(validating: text, as: UTF8.self) else { return nil }
    guard nameCount < NameTable.limit, texts.count + text.count <= NameTable.byteLimit else {
      return countOther()
    }
    nameCount += 1
    let slot = Slot(
      start: texts.count, count: text.count, hash: hash, symbol: Symbol(string))
    texts.append(contentsOf: text)
    guard nameCount > slots.count / 2 else {
      slots[place] = slot
      return place
    }
    grow()
    return add(slot)
  }

  private func countOther() -> Int {
    othersCount += 1
    return -1
  }

  private func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.count > 0 { _ = add(slot) }
  }

  private func add(_ slot: Slot) -> Int {
    var place = slot.hash & (slots.count - 1)
    while slots[place].count > 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
    return place
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A hash of the bytes, eight at a time; the low bits are as good as the high ones.
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
