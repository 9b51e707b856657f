/// A rectangle of a picture, in units of which a cell has eight by sixteen, so that halves, eighths
/// and dots of braille are whole numbers.
struct PictureBox: Hashable {
  static let cellWidth = 8
  static let cellHeight = 16

  var x: Int
  var y: Int
  var width: Int
  var height: Int

  init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The same box in a cell of the frame.
  func moved(toColumn column: Int, row: Int) -> PictureBox {
    PictureBox(
      x + column * PictureBox.cellWidth, y + row * PictureBox.cellHeight, width, height)
  }

  /// The box as a part of a path.
  var path: String { "M\(x) \(y)h\(width)v\(height)h\(-width)z" }

  /// The centres of the dots of braille in the box, each of which is four units wide.
  var dots: String { "M\(x + 2) \(y + 2)h\(width - 4).1" }
}

extension [PictureBox] {
  /// Adds a box to the right end of the last one where they join without a step.
  mutating func join(_ box: PictureBox) {
    if let last = last, last.y == box.y, last.height == box.height, last.x + last.width == box.x {
      self[count - 1].width += box.width
    } else {
      append(box)
    }
  }

  /// The same area, with boxes that are exactly below one another merged.
  var stacked: [PictureBox] {
    var boxes: [PictureBox] = []
    var bottoms: [PictureBox: Int] = [:]
    for box in self {
      let above = PictureBox(box.x, box.y, box.width, 0)
      let index = bottoms.removeValue(forKey: above) ?? boxes.count
      if index == boxes.count { boxes.append(box) } else { boxes[index].height += box.height }
      bottoms[PictureBox(box.x, box.y + box.height, box.width, 0)] = index
    }
    return boxes
  }
}
