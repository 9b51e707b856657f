/// The hash of each symbol's text, computed once.
struct SymbolHashes: Sendable {
  /// By the symbol's number, which lives no longer than this; 0 where nothing was computed yet.
  private var hashes: ContiguousArray<UInt64> = []

  subscript(symbol: Symbol) -> UInt64 {
    mutating get {
      let index = Int(symbol.index)
      if index < hashes.count, hashes[index] != 0 { return hashes[index] }
      let hash = SymbolHashes.hash(symbol.description)
      while hashes.count <= index { hashes.append(0) }
      hashes[index] = hash
      return hash
    }
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
