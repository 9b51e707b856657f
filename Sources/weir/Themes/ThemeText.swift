import WeirScreen
import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// The description of one theme: its slots, their meanings, and whether they are readable.
struct ThemeText {
  private let entry: ThemeEntry
  private let theme: Theme
  private let swatch: Swatch

  init(_ entry: ThemeEntry, _ theme: Theme, _ swatch: Swatch) {
    self.entry = entry
    self.theme = theme
    self.swatch = swatch
  }

  private var scheme: ColorScheme { theme.scheme }

  var text: PaintedText {
    let author = scheme.author.isEmpty ? "" : ", by \(scheme.author.printable)"
    let head = """
      \(scheme.title.printable): \(scheme.variant.rawValue), base\(scheme.count)\(author)
      \(entry.name.printable), \(entry.source.printable)
      """
    return [
      PaintedText(head), "Slots\n" + slots,
      "Meanings, and their contrast with the background\n" + meanings,
    ]
    .joined(separator: "\n\n")
  }

  /// Two or three columns of eight slots each.
  private var slots: PaintedText {
    (0..<8).map { row in
      let cells = stride(from: row, to: scheme.count, by: 8).map(cell)
      return "  " + cells.joined(separator: "    ")
    }.joined(separator: "\n")
  }

  private func cell(_ slot: Int) -> PaintedText {
    let color = scheme[slot]
    let block = swatch.hasColors ? swatch.paint("  ", color, on: color) + " " : PaintedText()
    return block + "\(Theme.name(ofSlot: slot)) \(color.hexadecimal)"
  }

  private var meanings: PaintedText {
    theme.meanings.map { meaning in
      let ratio = "\((meaning.contrast * 10).rounded() / 10)"
      let name = meaning.name.padded(to: 10)
      let sample = swatch.paint(" \(name)", meaning.color, on: scheme[0x00])
      let note = meaning.isMoved ? "  moved from \(scheme[meaning.slot].hexadecimal)" : ""
      let slot = Theme.name(ofSlot: meaning.slot)
      let figures = "\(slot) \(meaning.color.hexadecimal)  \(ratio.leftPadded(to: 4))\(note)"
      return " " + sample + "  " + figures
    }.joined(separator: "\n")
  }
}
