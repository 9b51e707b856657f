import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog

/// Colored text for standard output: the only way in which an escape sequence gets there.
struct PaintedText {
  private struct Span {
    var text: String
    /// The SGR parameters of the colors; `nil` if it has none.
    var colors: String?
  }

  private var spans: [Span] = []

  init() {}

  init(_ text: String) { add(text) }

  /// - Parameter colors: The numbers of an SGR sequence, such as `31;40`.
  init(_ text: String, colors: String) { spans = [Span(text: text, colors: colors)] }

  mutating func add(_ text: String) { spans.append(Span(text: text)) }

  mutating func add(_ text: PaintedText) { spans += text.spans }

  static func + (one: PaintedText, other: PaintedText) -> PaintedText {
    var sum = one
    sum.add(other)
    return sum
  }

  static func + (one: PaintedText, other: String) -> PaintedText { one + PaintedText(other) }

  static func + (one: String, other: PaintedText) -> PaintedText { PaintedText(one) + other }

  /// Returns the text with escape sequences; the parts themselves are escaped.
  func rendered(in characters: OutputCharacters) -> String {
    spans.map { span in
      let text = characters.text(PrintableText(span.text, .lines).description)
      return span.colors.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
    }.joined()
  }
}

extension Sequence<PaintedText> {
  /// Joins the texts, with a separator between them.
  func joined(separator: String = "") -> PaintedText {
    var whole = PaintedText()
    for (index, part) in enumerated() {
      if index > 0 { whole.add(separator) }
      whole.add(part)
    }
    return whole
  }
}
