import CNcurses
import WeirScreen

/// A character for ncurses: a first scalar that has a width, and the marks that combine with it.
struct Glyph: Hashable {
  /// The replacement for a character that the terminal cannot show in the columns that the frame
  /// gave it.
  static let unknown = Glyph(scalars: CellScalars("?" as Unicode.Scalar))

  static let blank = Glyph(scalars: CellScalars(" " as Unicode.Scalar))

  private let scalars: CellScalars

  /// Encodes a character for one or two columns.
  init(_ scalars: CellScalars, columns: Int) {
    let isFitting = wcwidth(wchar_t(scalars.first.value)) == columns
    self = isFitting ? Glyph(scalars: scalars) : .unknown
  }

  private init(scalars: CellScalars) { self.scalars = scalars }

  /// Fills a cell of ncurses with the character in a look.
  func fill(_ cell: inout cchar_t, attributes: attr_t, pair: Int) {
    guard scalars.isSingle else { return fillAll(&cell, attributes, pair) }
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: 2) { text in
      text[0] = wchar_t(scalars.first.value)
      text[1] = 0
      _ = weir_set_cell(&cell, text.baseAddress, attributes, Int32(pair))
    }
  }

  private func fillAll(_ cell: inout cchar_t, _ attributes: attr_t, _ pair: Int) {
    let marks = scalars.all.dropFirst().map { wchar_t($0.value) }.filter { wcwidth($0) == 0 }
    var text = [wchar_t(scalars.first.value)] + marks.prefix(Int(CCHARW_MAX) - 1)
    text.append(0)
    _ = weir_set_cell(&cell, text, attributes, Int32(pair))
  }
}
