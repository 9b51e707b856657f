import WeirScreen

/// Everything drawn for a frame, grouped by colour, so that a picture stays small.
struct PictureLayers {
  typealias Ink = PictureLook.Ink

  private var papers = InkGroups<PictureBox>()
  private var fills = InkGroups<PictureBox>()
  private var dots = InkGroups<PictureBox>()
  private var curves = InkGroups<PictureCurve>()
  private var texts = InkGroups<TextRun>()
  private var run: TextRun?
  private var runInk: Ink?

  /// Adjacent characters with the same look.
  private struct TextRun {
    var text: String
    let column: Int
    let row: Int
    var columns: Int
  }

  /// Adds the cells of one row.
  mutating func add(_ cells: ArraySlice<Cell>, row: Int, _ look: PictureLook) {
    for (column, cell) in cells.enumerated() {
      let (ink, paper) = look.colors(of: cell.style)
      let place = PictureBox(0, 0, 8, 16).moved(toColumn: column, row: row)
      if paper != look.background { papers[Ink(color: paper)].join(place) }
      if cell.style.attributes.contains(.underline) {
        fills[Ink(color: ink.color)].join(
          PictureBox(0, 14, 8, 1).moved(toColumn: column, row: row))
      }
      if !cell.isContinuation { add(cell.character, column, row, ink) }
    }
    endRun()
  }

  private mutating func add(_ character: Character, _ column: Int, _ row: Int, _ ink: Ink) {
    if character == " " { return addBlank() }
    guard let shape = CellShape(of: character) else {
      return write(character, column, row, ink)
    }
    endRun()
    let plain = Ink(color: ink.color)
    for box in shape.boxes { fills[plain].join(box.moved(toColumn: column, row: row)) }
    for dot in shape.dots { dots[plain].join(dot.moved(toColumn: column, row: row)) }
    for curve in shape.curves {
      let isLine = shape.isLine
      curves[isLine ? plain : ink].append(curve.moved(toColumn: column, row: row))
    }
  }
}

extension PictureLayers {
  /// Latin, Greek and Cyrillic letters are in every terminal font, all of the same width.
  private func isCommon(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { $0.value < 0x530 }
  }

  private mutating func write(_ character: Character, _ column: Int, _ row: Int, _ ink: Ink) {
    let text = character.isFitForXML ? String(character) : "\u{FFFD}"
    let columns = max(CharacterWidth.of(text), 1)
    let isCommon = isCommon(character)
    if isCommon, runInk == ink {
      run?.text += text
      run?.columns += 1
      return
    }
    endRun()
    run = TextRun(text: text, column: column, row: row, columns: columns)
    runInk = ink
    if !isCommon { endRun() }
  }

  /// One blank may be in a run; two end it.
  private mutating func addBlank() {
    guard let text = run?.text else { return }
    if text.hasSuffix(" ") { return endRun() }
    run?.text += " "
    run?.columns += 1
  }

  private mutating func endRun() {
    guard var ended = run, let ink = runInk else { return }
    if ended.text.hasSuffix(" ") {
      ended.text.removeLast()
      ended.columns -= 1
    }
    texts[ink].append(ended)
    run = nil
    runInk = nil
  }

  /// Merges boxes that are below one another.
  mutating func finish() {
    papers.mapElements(\.stacked)
    fills.mapElements(\.stacked)
  }
}

extension PictureLayers {
  /// The elements of the document, from back to front.
  var elements: [String] {
    let areas = (papers.all + fills.all).map { ink, boxes in
      path(boxes.map(\.path), "fill=\"\(ink.color.hexadecimal)\" shape-rendering=\"crispEdges\"")
    }
    let points = dots.all.map { ink, boxes in path(boxes.map(\.dots), stroke(ink, dotStroke)) }
    return areas + points + curves.all.flatMap(shapes) + letters
  }

  private var dotStroke: String {
    "stroke-width=\"2.6\" stroke-linecap=\"round\" stroke-dasharray=\"0 4\""
  }

  private func path(_ parts: [String], _ attributes: String) -> String {
    "<path \(attributes) d=\"\(parts.joined())\"/>"
  }

  private func stroke(_ ink: Ink, _ attributes: String) -> String {
    "fill=\"none\" stroke=\"\(ink.color.hexadecimal)\" \(attributes)"
  }

  private func shapes(_ ink: Ink, _ curves: [PictureCurve]) -> [String] {
    let solid = curves.filter(\.isFilled).map(\.path)
    let open = curves.filter { !$0.isFilled }.map(\.path)
    let width = ink.isBold ? "1.5" : "1"
    return [
      solid.isEmpty ? nil : path(solid, "fill=\"\(ink.color.hexadecimal)\""),
      open.isEmpty ? nil : path(open, stroke(ink, "stroke-width=\"\(width)\"")),
    ].compactMap { $0 }
  }

  private var letters: [String] {
    guard !texts.all.isEmpty else { return [] }
    let fonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
    let groups = texts.all.map { ink, runs in
      let weight = ink.isBold ? " font-weight=\"700\"" : ""
      return "<g fill=\"\(ink.color.hexadecimal)\"\(weight)>\(runs.map(letters).joined())</g>"
    }
    return ["<g font-family=\"\(fonts)\" font-size=\"13.3\">"] + groups + ["</g>"]
  }

  private func letters(_ run: TextRun) -> String {
    let x = run.column * PictureBox.cellWidth
    let y = run.row * PictureBox.cellHeight + 12
    let length = run.columns * PictureBox.cellWidth
    return """
      <text x="\(x)" y="\(y)" textLength="\(length)" lengthAdjust="spacingAndGlyphs">\
      \(run.text.escapedForXML)</text>
      """
  }
}

/// Things to draw, grouped by their ink, in the order in which each ink was first used.
struct InkGroups<Element> {
  typealias Ink = PictureLook.Ink

  private var inks: [Ink] = []
  private var groups: [Ink: [Element]] = [:]

  /// All groups; none is empty.
  var all: [(ink: Ink, elements: [Element])] { inks.map { ($0, self[$0]) } }

  subscript(ink: Ink) -> [Element] {
    get { groups[ink] ?? [] }
    _modify {
      if groups[ink] == nil { inks.append(ink) }
      yield &groups[ink, default: []]
    }
  }

  mutating func mapElements(_ change: ([Element]) -> [Element]) {
    groups = groups.mapValues(change)
  }
}
