/// The shape of a character in its cell, for characters that must not be left to a font.
struct CellShape {
  var boxes: [PictureBox] = []
  /// Dots of braille, each the box of four by four units around it.
  var dots: [PictureBox] = []
  var curves: [PictureCurve] = []
  /// Whether it is part of a line that continues in other cells, which is always thin.
  var isLine = false

  /// Returns `nil` for a character that fonts draw well.
  init?(of character: Character) {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      scalar.value >= 0xB7
    else { return nil }
    if (0x2800...0x28FF).contains(scalar.value) {
      dots = CellShape.dots(of: scalar.value - 0x2800)
    } else if let boxes = CellShape.block(scalar.value) ?? CellShape.lines[character] {
      self.boxes = boxes
    } else if let corner = CellShape.corners[character] {
      curves = [corner]
      isLine = true
    } else if let sign = CellShape.signs[character] {
      curves = sign
    } else {
      return nil
    }
  }

  /// The bits of braille go down the left column, then down the right one; the two lowest dots come
  /// last, since they were added later.
  private static func dots(of bits: UInt32) -> [PictureBox] {
    let places = [(0, 0), (0, 4), (0, 8), (4, 0), (4, 4), (4, 8), (0, 12), (4, 12)]
    let dots = places.enumerated().filter { bits & (1 << $0.offset) != 0 }
      .map { PictureBox($0.element.0, $0.element.1, 4, 4) }
    // From left to right, so that a row of dots becomes one line.
    return dots.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
  }

  /// Lower and left eighths, and the halves at the other sides.
  private static func block(_ scalar: UInt32) -> [PictureBox]? {
    switch scalar {
    case 0x2580: return [PictureBox(0, 0, 8, 8)]
    case 0x2581...0x2588:
      let height = Int(scalar - 0x2580) * 2
      return [PictureBox(0, 16 - height, 8, height)]
    case 0x2589...0x258F: return [PictureBox(0, 0, 8 - Int(scalar - 0x2588), 16)]
    case 0x2590: return [PictureBox(4, 0, 4, 16)]
    default: return nil
    }
  }
}

/// A shape of a picture that isn't a rectangle: its start, and the path from there.
struct PictureCurve: Hashable {
  var x: Double
  var y: Double
  /// Path commands relative to the start.
  let way: String
  var isFilled = false

  func moved(toColumn column: Int, row: Int) -> PictureCurve {
    var curve = self
    curve.x += Double(column * PictureBox.cellWidth)
    curve.y += Double(row * PictureBox.cellHeight)
    return curve
  }

  /// The curve as a part of a path.
  var path: String { "M\(PictureCurve.short(x)) \(PictureCurve.short(y))\(way)" }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  /// A whole circle around the middle of a cell.
  static func circle(radius: Double, isFilled: Bool = false) -> PictureCurve {
    let arc = "a\(short(radius)) \(short(radius)) 0 1 0 "
    let width = short(2 * radius)
    return PictureCurve(
      x: 4.5 - radius, y: 8.5, way: "\(arc)\(width) 0\(arc)-\(width) 0", isFilled: isFilled)
  }
}
