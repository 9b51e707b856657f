import WeirScreen
import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog

/// All themes, one row each: with their colors on a terminal, as aligned text in a pipe.
struct ThemeListText {
  private let entries: [ThemeEntry]
  private let swatch: Swatch
  private let home: String

  init(
    _ entries: [ThemeEntry], _ swatch: Swatch,
    home: String = ProcessInfo.processInfo.environment["HOME"] ?? ""
  ) {
    self.entries = entries
    self.swatch = swatch
    self.home = home
  }

  var text: PaintedText {
    let names = width(entries.map(\.name.printable))
    let titles = width(entries.map(title))
    return entries.map { entry in
      let words = [entry.name.printable.padded(to: names), title(entry).padded(to: titles), ""]
      return words.joined(separator: "  ") + kind(entry) + "  \(source(entry))"
    }.joined(separator: "\n")
  }

  private func width(_ texts: [String]) -> Int { texts.map { $0.columns }.max() ?? 0 }

  private func title(_ entry: ThemeEntry) -> String {
    (try? entry.theme.get())?.scheme.title.printable ?? "cannot be used"
  }

  /// The variant and, if possible, the colors.
  private func kind(_ entry: ThemeEntry) -> PaintedText {
    guard let theme = try? entry.theme.get() else {
      return PaintedText("-".padded(to: swatch.hasColors ? 20 : 5))
    }
    let variant = PaintedText(theme.scheme.variant.rawValue.padded(to: 5))
    return swatch.hasColors ? variant + "  " + colors(theme.scheme) : variant
  }

  private func colors(_ scheme: ColorScheme) -> PaintedText {
    let ground = scheme[0x00]
    // Spaces, since not every terminal can show a block character.
    let accents = (0x08...0x0F).map { swatch.paint(" ", ground, on: scheme[$0]) }
    let end = swatch.paint(" ", ground, on: ground)
    return swatch.paint(" Aa ", scheme[0x05], on: ground) + accents.joined() + end
  }

  /// The source of a theme; for a broken file, what is wrong with it.
  private func source(_ entry: ThemeEntry) -> String {
    guard case .failure(let error) = entry.theme else {
      return entry.source.shortened(home: home).printable
    }
    return error.problem.shortened(home: home).printable
  }
}
