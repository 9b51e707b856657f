public import WeirScreen

/// A frame as a picture for documents: SVG that looks the same with every font, or plain text.
///
/// Text is stretched to its cells; lines, blocks, braille and the program's own signs are drawn as
/// shapes, since fonts disagree about them. Equal frames give the same output, byte for byte.
public struct FramePicture: Sendable {
  private static let padding = 8

  private let frame: Frame
  private let theme: Theme
  private let title: String

  /// Makes a picture of a frame; screen readers read out the title.
  public init(_ frame: Frame, theme: Theme, title: String = "weir") {
    self.frame = frame
    self.theme = theme
    self.title = title
  }

  /// The characters alone, one line per row.
  public var text: String { frame.text + "\n" }

  /// An SVG document with eight by sixteen units per cell.
  public var svg: String {
    var layers = PictureLayers()
    let look = PictureLook(theme)
    for row in 0..<frame.size.rows { layers.add(cells(of: row), row: row, look) }
    layers.finish()
    return document(layers.elements, background: look.background)
  }

  private func cells(of row: Int) -> ArraySlice<Cell> {
    frame.cells[row * frame.size.columns..<(row + 1) * frame.size.columns]
  }

  private func document(_ elements: [String], background: RGB) -> String {
    let padding = FramePicture.padding
    let width = frame.size.columns * PictureBox.cellWidth + 2 * padding
    let height = frame.size.rows * PictureBox.cellHeight + 2 * padding
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="\(-padding) \(-padding) \(width) \(height)" role="img">
      <title>\(title.escapedForXML)</title>
      <rect x="\(-padding)" y="\(-padding)" width="\(width)" height="\(height)" rx="6" \
      fill="\(background.hexadecimal)"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }
}

/// The file formats in which the screen can be written.
public enum ScreenForm: String, Sendable, Hashable, CaseIterable {
  case picture = "svg"
  case text = "txt"

  /// The format that the ending of a file's name stands for; `nil` for any other ending.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}
