/// The styles that panels write in: a meaning on the theme's background.
extension Style {
  /// A style for one meaning.
  package init(meaning: Meaning, _ attributes: Attributes = []) {
    self.init(.meaning(meaning), on: .meaning(.background), attributes)
  }

  package static let text = Style(meaning: .text)
  package static let strong = Style(meaning: .text, .bold)
  package static let dim = Style(meaning: .dim)
  package static let title = Style(meaning: .title, .bold)
  package static let accent = Style(meaning: .accent)
  package static let strongAccent = Style(meaning: .accent, .bold)
  package static let good = Style(meaning: .good)
  package static let warning = Style(meaning: .warning, .bold)
  package static let bad = Style(meaning: .bad, .bold)
  /// For what was searched for.
  package static let match = Style(meaning: .accent, [.bold, .underline])
  package static let border = Style(meaning: .border)
  package static let focusedBorder = Style(meaning: .focusedBorder)
  /// For the program's name.
  package static let badge = Style(.meaning(.background), on: .meaning(.accent), .bold)

  /// A colour of the graphs' gradient, for a share from 0 to 1.
  package static func graph(_ share: Double) -> Style {
    let percent = share > 0 ? min(Int(min(share, 1) * 101), 100) : 0
    return Style(meaning: .amount(percent: UInt8(percent)))
  }
}
