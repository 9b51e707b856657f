import Foundation
import Testing

@testable import WeirDashboard
@testable import WeirScreen
import WeirWording

@Suite struct FramePictureTests {
  private let theme = Sample.theme

  private func frame(_ columns: Int, _ rows: Int, _ draw: (inout Frame) -> Void) -> Frame {
    var frame = Frame(
      size: Size(columns: columns, rows: rows), style: Style(theme.text, on: theme.background))
    draw(&frame)
    frame.paint(with: theme)
    return frame
  }

  private func svg(_ frame: Frame) -> String { FramePicture(frame, theme: theme).svg }

  @Test func `each kind of cell has its own kind of shape`() throws {
    let picture = frame(12, 5) { frame in
      frame.write("╭─ ab <c> ─╮", at: 0, 0, .border)
      frame.write("│日 e\u{301} ▄█⣿⡇│", at: 0, 1, .text)
      frame.write("● ✓✗━━╸", at: 1, 2, .good)
      frame.write("x", at: 1, 3, Style(theme.text, on: theme.background, .reverse))
      frame.write("yz", at: 3, 3, Style(theme.text, on: theme.background, [.underline, .bold]))
      frame.highlight(Box(column: 6, row: 3, columns: 3, rows: 2))
    }
    try Golden("picture-cells").check(svg(picture))
  }

  @Test func `the plain text has one line per row`() {
    let picture = frame(4, 2) { $0.write("ab日", at: 0, 0, .plain) }
    #expect(FramePicture(picture, theme: theme).text == "ab日\n\n")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50)])
  func `every letter of a screen is in its cell, and the picture is small`(
    columns: Int, rows: Int
  ) throws {
    let frame = Sample.frame(Sample.dashboard(after: 24), columns, rows)
    let document = svg(frame)
    var rest = frame
    for run in document.matches(of: try Regex(TextRun.pattern)).map({ TextRun($0) }) {
      #expect(run.columns == CharacterWidth.of(run.text))
      for (offset, character) in run.text.enumerated() where character != " " {
        #expect(rest[run.column + offset, run.row].character == character)
        rest[run.column + offset, run.row].character = " "
      }
    }
    let left = rest.cells.map(\.character).filter { $0 != " " && CellShape(of: $0) == nil }
    #expect(left.isEmpty)
    #expect(document.utf8.count < 12 * columns * rows)
    #expect(document == svg(frame))
  }

  /// A text element of the document.
  private struct TextRun {
    static let pattern = #"<text x="(\d+)" y="(\d+)" textLength="(\d+)"[^>]*>([^<]*)</text>"#
    let column: Int
    let row: Int
    let columns: Int
    let text: String

    init(_ match: Regex<AnyRegexOutput>.Match) {
      let parts = (1...4).map { String(match[$0].substring ?? "") }
      column = (Int(parts[0]) ?? 0) / PictureBox.cellWidth
      row = (Int(parts[1]) ?? 0) / PictureBox.cellHeight
      columns = (Int(parts[2]) ?? 0) / PictureBox.cellWidth
      text = parts[3].replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
    }
  }

  @Test func `the sign of every state is drawn without a font`() {
    let signs = Activity.allCases.map(\.glyph).filter { !["⋯", "≈"].contains($0) }
    #expect(signs.filter { CellShape(of: $0) == nil } == [])
  }

  @Test func `adjacent parts of a line become one shape`() {
    let line = frame(40, 3) { frame in
      for row in 0..<3 { frame.write(String(repeating: "─", count: 40), at: 0, row, .plain) }
    }
    #expect(svg(line).contains("M0 8h320v1h-320zM0 24h320v1h-320zM0 40h320v1h-320z"))
    let column = frame(3, 40) { frame in
      for row in 0..<40 { frame.write("│", at: 1, row, .plain) }
    }
    #expect(svg(column).contains("d=\"M12 0h1v640h-1z\""))
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 0), (1, 1)])
  func `a picture of a tiny frame is a valid document`(columns: Int, rows: Int) {
    let document = svg(frame(columns, rows) { _ in })
    #expect(document.hasPrefix("<svg ") && document.hasSuffix("</svg>\n"))
  }

  @Test func `special characters of XML are escaped in texts and in the title`() {
    let picture = frame(4, 1) { $0.write("<&>\"", at: 0, 0, .plain) }
    let document = FramePicture(picture, theme: theme, title: "a < b").svg
    #expect(document.contains(">&lt;&amp;&gt;&quot;</text>"))
    #expect(document.contains("<title>a &lt; b</title>"))
  }

  @Test func `a character that XML forbids is replaced`() {
    let picture = frame(2, 1) { $0[0, 0] = Cell("\u{FFFE}", .plain) }
    #expect(svg(picture).contains(">\u{FFFD}</text>"))
  }

  @Test func `the colour of a dim cell is closer to its background`() {
    let plain = PictureLook(theme).colors(of: Style(theme.text, on: theme.background))
    let dim = PictureLook(theme).colors(
      of: Style(theme.text, on: theme.background, .dim))
    #expect(dim.ink.color.contrast(with: dim.paper) < plain.ink.color.contrast(with: plain.paper))
  }
}
