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
