import Synchronization

/// Copies of texts as C strings that are never freed: one for each symbol asked for.
enum ImmortalText {
  private struct Table: @unchecked Sendable {
    var pointers: [Symbol: UnsafePointer<UInt8>] = [:]
  }

  private static let table = Mutex(Table())

  static func pointer(for symbol: Symbol) -> UnsafePointer<UInt8>? {
    guard !symbol.isEmpty else { return nil }
    let text = symbol.description
    return table.withLock { table -> UInt in
      if let known = table.pointers[symbol] { return UInt(bitPattern: known) }
      let bytes = Array(text.utf8) + [0]
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      table.pointers[symbol] = UnsafePointer(copy)
      return UInt(bitPattern: copy)
    }.asPointer
  }
}

extension UInt {
  fileprivate var asPointer: UnsafePointer<UInt8>? { UnsafePointer(bitPattern: self) }
}
