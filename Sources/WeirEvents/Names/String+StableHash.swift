extension String {
  /// A hash that is the same in every process, unlike the standard library's: FNV-1a of the UTF-8
  /// bytes, 64 bits.
  package var stableHash: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
