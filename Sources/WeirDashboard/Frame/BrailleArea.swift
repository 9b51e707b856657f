/// A filled graph in braille: two dots to a column and four to a row.
struct BrailleArea: Sendable {
  /// How many dots high each dot column is, from left to right.
  let heights: [Int]

  /// Scales values to a number of rows; what is above zero shows at least one dot.
  init(_ values: [Double], maximum: Double, rows: Int) {
    let dots = rows * 4
    heights = values.map { value in
      guard value > 0, maximum > 0 else { return 0 }
      return min(max(Int((value / maximum * Double(dots)).rounded()), 1), dots)
    }
  }

  /// The character at a column, `level` rows above the bottom one; nothing where no dot is.
  func character(column: Int, level: Int) -> Character? {
    let left = bits(column * 2, level, BrailleArea.leftBits)
    let right = bits(column * 2 + 1, level, BrailleArea.rightBits)
    guard left | right != 0, let scalar = Unicode.Scalar(0x2800 + left | right) else { return nil }
    return Character(scalar)
  }

  private func bits(_ index: Int, _ level: Int, _ table: [UInt32]) -> UInt32 {
    guard heights.indices.contains(index) else { return 0 }
    return table[min(max(heights[index] - level * 4, 0), 4)]
  }

  /// The dots of a half cell that is filled from below by 0 to 4.
  private static let leftBits: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
  private static let rightBits: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]
}
