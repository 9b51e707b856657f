import Synchronization

/// The texts of all symbols by number: each written once, under the table's lock, and read without
/// a lock.
///
/// They lie in blocks that never move and are never freed: block b has room for 64 · 2ᵇ texts. A
/// thread may get a number from another one without having seen the block, so the address of a
/// block is published with release and read with acquire ordering.
final class SymbolTexts: @unchecked Sendable {
  private typealias Block = UnsafeMutablePointer<String>

  private static let firstBits: UInt32 = 6
  private static let blockCount = 32 - Int(firstBits) + 1
  private let blocks: UnsafeMutablePointer<Atomic<UInt>>

  init() {
    blocks = .allocate(capacity: SymbolTexts.blockCount)
    for block in 0..<SymbolTexts.blockCount { (blocks + block).initialize(to: Atomic(0)) }
    append("", at: 0)
  }

  subscript(index: UInt32) -> String {
    let (block, offset) = SymbolTexts.place(of: index)
    let address = blocks[block].load(ordering: .acquiring)
    guard let texts = Block(bitPattern: address) else { return "" }
    return texts[offset]
  }

  /// Writes the text of the next number. The caller must hold the table's lock.
  func append(_ text: String, at index: UInt32) {
    let (block, offset) = SymbolTexts.place(of: index)
    if offset == 0 {
      let texts = Block.allocate(capacity: 1 << (block + Int(SymbolTexts.firstBits)))
      texts.initialize(to: text)
      blocks[block].store(UInt(bitPattern: texts), ordering: .releasing)
    } else if let texts = Block(bitPattern: blocks[block].load(ordering: .acquiring)) {
      (texts + offset).initialize(to: text)
    }
  }

  /// Block 0 holds the numbers from 0 to 63, block 1 those from 64 to 191, block 2 those from 192
  /// to 447 and so on.
  private static func place(of index: UInt32) -> (block: Int, offset: Int) {
    let shifted = UInt64(index) + 1 << firstBits
    let block = 63 - shifted.leadingZeroBitCount - Int(firstBits)
    return (block, Int(shifted - 1 << (UInt64(block) + UInt64(firstBits))))
  }
}
