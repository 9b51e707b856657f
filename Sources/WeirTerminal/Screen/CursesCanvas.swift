import CNcurses
import Foundation
import WeirScreen

/// ncurses, drawing into memory: it decides which bytes make the screen show a frame.
///
/// ncurses has one state for the whole process and is not thread-safe: the owner of a canvas must
/// not call it from two places at once.
final class CursesCanvas {
  private(set) var size: Size
  let depth: ColorDepth
  private let output: CursesOutput
  private let screen: OpaquePointer
  private var looks: LookTable
  /// `nil` for a terminal that may not know the sequences that the filter writes.
  private var renditions: RenditionFilter?
  private var former: Frame?
  private var leavingBytes: [UInt8] = []
  private var cells: [cchar_t] = []

  /// Starts ncurses for a type of terminal; nothing is sent before the first `draw`.
  ///
  /// - Throws: `typeTooSimple` if ncurses refuses the terminal, or `refused`.
  init(_ terminal: TerminalDescription, size: Size) throws(TerminalError) {
    output = try CursesOutput()
    guard let screen = terminal.startCurses(writingTo: output.file) else {
      throw .typeTooSimple(terminal.name)
    }
    self.screen = screen
    self.size = size
    depth = CursesCanvas.startColors(terminal.colors)
    renditions = terminal.hasModes ? RenditionFilter() : nil
    looks = LookTable(depth: depth, pairs: Int(weir_pair_count()))
    curs_set(0)
    resize(to: size)
    _ = output.take()
    _ = leave()
  }

  deinit {
    set_term(screen)
    delscreen(screen)
  }

  private static func startColors(_ support: ColorSupport) -> ColorDepth {
    guard !support.isUnwanted, has_colors(), start_color() == OK else { return .none }
    if use_default_colors() != OK { assume_default_colors(Int32(COLOR_WHITE), Int32(COLOR_BLACK)) }
    return support.depth(colors: Int(weir_color_count()))
  }

  /// The bytes that make the screen show a frame; what does not fit is cut off.
  ///
  /// - Complexity: O(cells).
  func draw(_ frame: Frame) -> [UInt8] {
    set_term(screen)
    let columns = min(frame.size.columns, size.columns)
    let rows = min(frame.size.rows, size.rows)
    FrameDifference(former: former, frame: frame).forEachRun { run in
      guard run.row < rows else { return }
      write(frame, row: run.row, columns: run.columns.clamped(to: 0..<columns))
    }
    former = frame
    place(frame.cursor)
    doupdate()
    let bytes = output.take()
    return renditions?.filter(bytes) ?? bytes
  }

  /// The bytes that leave the screen; the next `draw` enters it again and sends everything.
  func leave() -> [UInt8] {
    set_term(screen)
    if !isendwin() {
      endwin()
      leavingBytes = output.take()
      renditions?.forget()
    }
    return leavingBytes
  }

  /// Changes the size and forgets what was drawn, so that the next `draw` sends everything.
  func resize(to size: Size) {
    let size = size.drawable
    set_term(screen)
    resize_term(Int32(max(size.rows, 1)), Int32(max(size.columns, 1)))
    werase(weir_window())
    weir_repaint_at_next_update()
    self.size = size
    former = nil
  }

  private func write(_ frame: Frame, row: Int, columns: Range<Int>) {
    cells.removeAll(keepingCapacity: true)
    var style: Style?
    for column in columns {
      var cell = frame.cells[row * frame.size.columns + column]
      if !cell.isContinuation || column == columns.lowerBound {
        // A blank has no colour of its own: changing to one and back would take forty bytes.
        if let style, cell.isBlank(looking: style) { cell.style = style }
        style = cell.style
        encode(cell, columns: width(in: frame, row, column, columns), in: frame)
      }
    }
    _ = weir_write_cells(Int32(row), Int32(columns.lowerBound), cells, Int32(cells.count))
  }

  /// The columns that the frame gives to a character: two if its right half is beside it.
  private func width(in frame: Frame, _ row: Int, _ column: Int, _ limits: Range<Int>) -> Int {
    let next = column + 1
    guard next < limits.upperBound else { return 1 }
    return frame.cells[row * frame.size.columns + next].isContinuation ? 2 : 1
  }

  private func encode(_ cell: Cell, columns: Int, in frame: Frame) {
    let look = looks.look(of: cell.style, in: frame)
    let glyph = Glyph(cell.scalars, columns: columns)
    append(glyph, look)
    // The replacement of a wide character is narrow, so a blank keeps the rest in place.
    if columns == 2, glyph == .unknown { append(.blank, look) }
  }

  private func append(_ glyph: Glyph, _ look: LookTable.Look) {
    var encoded = cchar_t()
    glyph.fill(&encoded, attributes: look.attributes, pair: look.pair)
    cells.append(encoded)
  }

  private func place(_ cursor: Point?) {
    leaveok(weir_window(), cursor == nil)
    curs_set(cursor == nil ? 0 : 1)
    if let cursor { wmove(weir_window(), Int32(cursor.row), Int32(cursor.column)) }
    wnoutrefresh(weir_window())
  }
}

extension Cell {
  /// Whether this is a blank that looks the same in another style.
  fileprivate func isBlank(looking other: Style) -> Bool {
    scalars == CellScalars(" " as Unicode.Scalar) && style.background == other.background
      && style.attributes.union(other.attributes).isDisjoint(with: [.underline, .reverse])
  }
}
