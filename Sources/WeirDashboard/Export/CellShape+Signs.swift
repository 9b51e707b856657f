extension CellShape {
  private static let west = PictureBox(0, 8, 5, 1)
  private static let east = PictureBox(4, 8, 4, 1)
  private static let north = PictureBox(4, 0, 1, 9)
  private static let south = PictureBox(4, 8, 1, 8)
  private static let horizontal = PictureBox(0, 8, 8, 1)
  private static let vertical = PictureBox(4, 0, 1, 16)

  /// The characters made of rectangles: lines, and signs with straight sides.
  static let lines: [Character: [PictureBox]] = [
    "─": [horizontal], "│": [vertical], "╴": [west], "╶": [east], "╵": [north], "╷": [south],
    "━": [PictureBox(0, 7, 8, 3)], "╸": [PictureBox(0, 7, 5, 3)], "╺": [PictureBox(4, 7, 4, 3)],
    "┃": [PictureBox(3, 0, 3, 16)], "╏": dashes(vertical: 3, 6, every: 8),
    "┈": [0, 2, 4, 6].map { PictureBox($0, 8, 1, 1) },
    "┄": [1, 5].map { PictureBox($0, 8, 2, 1) }, "╌": [1, 5].map { PictureBox($0, 8, 2, 1) },
    "┊": dashes(vertical: 1, 2, every: 4), "┆": dashes(vertical: 1, 3, every: 5),
    "╎": dashes(vertical: 1, 5, every: 8),
    "├": [vertical, east], "┤": [vertical, west], "┬": [horizontal, south],
    "┴": [horizontal, north], "┼": [horizontal, vertical],
    "┌": [east, south], "└": [east, north], "┐": [west, south], "┘": [west, north],
    "‖": [PictureBox(2, 3, 1, 11), PictureBox(5, 3, 1, 11)],
    "■": [PictureBox(1, 5, 6, 6)], "▪": [PictureBox(2, 6, 4, 4)], "▬": [PictureBox(0, 6, 7, 5)],
    "·": [PictureBox(3, 8, 2, 2)],
    "∷": [(1, 5), (5, 5), (1, 10), (5, 10)].map { PictureBox($0.0, $0.1, 2, 2) },
    "▕": [PictureBox(7, 0, 1, 16)], "▔": [PictureBox(0, 0, 8, 2)],
  ]

  private static func dashes(vertical width: Int, _ height: Int, every step: Int) -> [PictureBox] {
    stride(from: 1, to: 16, by: step).map {
      PictureBox(width == 1 ? 4 : 3, $0, width, min(height, 16 - $0))
    }
  }

  /// The round corners of borders.
  static let corners: [Character: PictureCurve] = [
    "╭": PictureCurve(x: 4.5, y: 16, way: "v-3.5q0-4 3.5-4"),
    "╮": PictureCurve(x: 4.5, y: 16, way: "v-3.5q0-4-4-4h-.5"),
    "╰": PictureCurve(x: 4.5, y: 0, way: "v4.5q0 4 3.5 4"),
    "╯": PictureCurve(x: 4.5, y: 0, way: "v4.5q0 4-4 4h-.5"),
  ]

  /// The signs of tasks and panels, centred on the middle of the line, as in fonts.
  static let signs: [Character: [PictureCurve]] = [
    "●": [.circle(radius: 3, isFilled: true)], "○": [.circle(radius: 2.7)],
    "◧": [
      PictureCurve(x: 1.5, y: 5.5, way: "h5v5h-5z"),
      PictureCurve(x: 1.5, y: 5.5, way: "h2.5v5h-2.5z", isFilled: true),
    ],
    "▫": [PictureCurve(x: 2.5, y: 6.5, way: "h3v3h-3z")],
    "▸": [PictureCurve(x: 2, y: 5.2, way: "l4.6 3.3-4.6 3.3z", isFilled: true)],
    "▹": [PictureCurve(x: 2, y: 5.7, way: "l4 2.8-4 2.8z")],
    "◂": [PictureCurve(x: 6, y: 5.2, way: "l-4.6 3.3 4.6 3.3z", isFilled: true)],
    "►": [PictureCurve(x: 1, y: 4.8, way: "l6.4 3.7-6.4 3.7z", isFilled: true)],
    "▲": [PictureCurve(x: 4, y: 4.6, way: "l3.5 7h-7z", isFilled: true)],
    "▼": [PictureCurve(x: 4, y: 12, way: "l3.5-7h-7z", isFilled: true)],
    "▴": [PictureCurve(x: 4, y: 5.6, way: "l2.6 5h-5.2z", isFilled: true)],
    "▾": [PictureCurve(x: 4, y: 11, way: "l2.6-5h-5.2z", isFilled: true)],
    "◆": [PictureCurve(x: 4, y: 4.7, way: "l3.3 3.8-3.3 3.8-3.3-3.8z", isFilled: true)],
    "◇": [PictureCurve(x: 4, y: 5, way: "l3 3.5-3 3.5-3-3.5z")],
    "✓": [PictureCurve(x: 1.2, y: 8.8, way: "l2 2.6 3.7-6.3")],
    "✗": [PictureCurve(x: 1.4, y: 5.4, way: "l5.2 6.2m0-6.2l-5.2 6.2")],
    "⊘": [.circle(radius: 2.8), PictureCurve(x: 6, y: 6.5, way: "l-4 4")],
    "◷": [.circle(radius: 2.8), PictureCurve(x: 4, y: 5.7, way: "v2.8h2.8")],
  ]
}
