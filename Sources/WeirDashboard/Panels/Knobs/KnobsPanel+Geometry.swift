import WeirEvents
import WeirScreen

/// Where things are in the panel, for both drawing and the mouse.
extension KnobsPanel {
  /// Where the rows of the knobs are, and which knob is in the first.
  struct List {
    var box: Box
    var first: Int
    /// The distance in rows from one knob to the next.
    var pitch = 1

    /// The index of the knob at a point; it may be past the last knob.
    func index(at point: Point) -> Int { first + (point.row - box.row) / pitch }
  }

  /// A row for each knob, and two for the help.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    let rows = max(scene.run.knobs.knobs.count, KnobsPanel.fewestRows) + KnobsPanel.helpRows
    return rows...rows + 1
  }

  /// The fewest rows of the list, however few knobs there are.
  private static let fewestRows = 3
  /// The rows of the help if there is room.
  private static let helpRows = 2
  /// The fewest rows of the panel for a help of one row, and for all of its rows.
  private static let (shortHelpFrom, helpFrom) = (4, 8)

  /// The list of knobs, scrolled so that the chosen one is visible. The help gets the rows left
  /// over; an error takes as many as it needs, down to one knob.
  func list(_ board: KnobBoard, in box: Box) -> List {
    if KnobTable.fits(box) { return table(board, in: box) }
    let rows = rows(board, in: box)
    let limit = max(board.knobs.count - rows, 0)
    return List(box: box.splitTop(rows).top, first: (selected - rows + 1).clamped(to: 0...limit))
  }

  private func rows(_ board: KnobBoard, in box: Box) -> Int {
    if let error {
      return min(max(box.rows - error.wrapped(to: box.columns).count, 1), board.knobs.count)
    }
    let help =
      box.rows >= KnobsPanel.helpFrom
      ? KnobsPanel.helpRows : box.rows >= KnobsPanel.shortHelpFrom ? 1 : 0
    return min(box.rows - help, max(board.knobs.count, KnobsPanel.fewestRows))
  }

  /// The list below the heading of the table, with gaps between the rows if there is room.
  private func table(_ board: KnobBoard, in box: Box) -> List {
    let room = box.inset(top: 1, bottom: 3)
    let pitch = board.knobs.count * 2 <= room.rows ? 2 : 1
    let limit = max(board.knobs.count - room.rows / pitch, 0)
    let first = (selected - room.rows / pitch + 1).clamped(to: 0...limit)
    return List(box: room, first: first, pitch: pitch)
  }

  /// The columns of the screen in which the sliders are.
  static func sliderColumns(_ board: KnobBoard, in box: Box) -> Range<Int> {
    let columns =
      KnobTable.fits(box)
      ? KnobTable(board, box.columns).sliderColumns : KnobColumns(box.columns, board).sliderColumns
    return box.column + columns.lowerBound..<box.column + columns.upperBound
  }

  func knob(at point: Point, of board: KnobBoard, in box: Box) -> Int? {
    let list = list(board, in: box)
    let index = list.index(at: point)
    return list.box.contains(point) && board.knobs.indices.contains(index) ? index : nil
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    KnobsDrawing(panel: self, board: scene.run.knobs, isFocused: scene.isFocused)
  }
}
