import WeirDashboard

/// All about one theme: its slots, what they come to mean, and whether that can be read.
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

  var text: String {
    let author = scheme.author.isEmpty ? "" : ", by \(scheme.author)"
    let head = """
      \(scheme.title): \(scheme.variant.rawValue), base\(scheme.count)\(author)
      \(entry.name), \(entry.source)
      """
    return [
      head, "Slots\n" + slots, "Meanings, and their contrast with the background\n" + meanings,
    ]
    .joined(separator: "\n\n")
  }

  /// Two columns or three, one for each eight.
  private var slots: String {
    (0..<8).map { row in
      let cells = stride(from: row, to: scheme.count, by: 8).map(cell)
      return "  " + cells.joined(separator: "    ")
    }.joined(separator: "\n")
  }

  private func cell(_ slot: Int) -> String {
    let color = scheme[slot]
    let block = swatch.hasColors ? swatch.paint("  ", color, on: color) + " " : ""
    return "\(block)\(Theme.name(ofSlot: slot)) \(color.hexadecimal)"
  }

  private var meanings: String {
    theme.meanings.map { meaning in
      let ratio = "\((meaning.contrast * 10).rounded() / 10)"
      let name = meaning.name.padded(to: 10)
      let sample = swatch.paint(" \(name)", meaning.color, on: scheme[0x00])
      let note = meaning.isMoved ? "  moved from \(scheme[meaning.slot].hexadecimal)" : ""
      let slot = Theme.name(ofSlot: meaning.slot)
      return " \(sample)  \(slot) \(meaning.color.hexadecimal)  \(ratio.leftPadded(to: 4))\(note)"
    }.joined(separator: "\n")
  }
}
