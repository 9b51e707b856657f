import CNcurses
import WeirDashboard

/// A character as ncurses takes it: a first scalar that has a width, and what combines with it.
struct Glyph: Hashable {
  /// Shown for what the terminal cannot show in the room that the frame gave it.
  static let unknown = Glyph(scalars: [0x3f])

  let scalars: [wchar_t]

  /// Encodes a character for a room of one column or two.
  init(_ character: Character, columns: Int) {
    guard let first = character.unicodeScalars.first, wcwidth(wchar_t(first.value)) == columns
    else {
      self = .unknown
      return
    }
    let combining = character.unicodeScalars.dropFirst().map { wchar_t($0.value) }
      .filter { wcwidth($0) == 0 }
    scalars = [wchar_t(first.value)] + combining.prefix(Int(CCHARW_MAX) - 1)
  }

  private init(scalars: [wchar_t]) { self.scalars = scalars }

  /// Fills a cell of ncurses with the character in a look.
  func fill(_ cell: inout cchar_t, attributes: attr_t, pair: Int) {
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: scalars.count + 1) { text in
      for (index, scalar) in scalars.enumerated() { text[index] = scalar }
      text[scalars.count] = 0
      _ = weir_set_cell(&cell, text.baseAddress, attributes, Int32(pair))
    }
  }
}
