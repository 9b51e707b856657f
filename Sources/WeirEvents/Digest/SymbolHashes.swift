/// The hash of each symbol's text, computed once.
struct SymbolHashes: Sendable {
  /// By the symbol's number; 0 if the hash has not been computed yet.
  private var hashes: ContiguousArray<UInt64> = []

  subscript(symbol: Symbol) -> UInt64 {
    mutating get {
      let index = Int(symbol.index)
      if index < hashes.count, hashes[index] != 0 { return hashes[index] }
      let hash = symbol.description.stableHash
      while hashes.count <= index { hashes.append(0) }
      hashes[index] = hash
      return hash
    }
  }
}
