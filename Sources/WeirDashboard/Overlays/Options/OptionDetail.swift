import WeirAnalysis
import WeirEvents
import WeirScreen

/// The details of the chosen row of the options: what it does, its default and range, and a
/// sample.
struct OptionDetail {
  let page: OptionsPage
  let scene: OverlayScene

  func draw(in frame: inout Frame, _ layout: OptionsLayout) {
    let box = layout.detail
    drawRule(in: &frame, layout)
    let place = layout.isWide ? box : box.inset(top: 1)
    guard let row = page.chosen(scene), !place.isEmpty else { return }
    let lines = (layout.isWide ? heading(of: row) : []) + lines(of: row, place.columns, layout)
    for (offset, line) in lines.prefix(place.rows).enumerated() {
      frame.write(line, at: place.column, place.row + offset, limit: place.columns)
    }
    guard layout.isWide, place.rows >= lines.count + 3 else { return }
    drawPath(in: &frame, place)
    if row.name == "layout" { drawLayout(in: &frame, place.inset(top: lines.count + 1, bottom: 3)) }
  }

  private func drawRule(in frame: inout Frame, _ layout: OptionsLayout) {
    let box = layout.detail
    if layout.isWide {
      for row in box.row..<box.endRow {
        frame.write("│", at: box.column - 2, row, .border)
      }
    } else {
      frame.write(
        String(repeating: "─", count: box.columns), at: box.column, box.row, limit: box.columns,
        .border)
    }
  }

  private func heading(of row: OptionRow) -> [Line] { [Line(row.name, .title), Line()] }

  /// A miniature of the layout, in the proportions of the screen.
  private func drawLayout(in frame: inout Frame, _ box: Box) {
    let layout = scene.layout
    let body = layout.body
    // Half as high again as the screen, so that low panels have room for their names.
    let rows = min(box.rows, body.rows * box.columns / max(body.columns, 1) * 3 / 2)
    LayoutSketch(layout: layout).draw(in: &frame, box.splitTop(rows).top)
  }

  /// The path of the configuration file, at the lower edge.
  private func drawPath(in frame: inout Frame, _ box: Box) {
    guard !scene.options.configurationPath.isEmpty else { return }
    let path = scene.options.configurationPath
    let shown = CharacterWidth.of(path) > box.columns ? "…" + path.suffix(box.columns - 1) : path
    frame.write("Saved in", at: box.column, box.endRow - 2, limit: box.columns, .dim)
    frame.write(shown, at: box.column, box.endRow - 1, limit: box.columns, .dim)
  }
}

extension OptionDetail {
  private func lines(of row: OptionRow, _ columns: Int, _ layout: OptionsLayout) -> [Line] {
    if let answer = answer(columns) { return answer }
    let text = text(of: row).wrapped(to: columns).map { Line($0, .text) }
    let gap = layout.isWide ? [Line()] : []
    return text + gap + facts(of: row, columns, isWide: layout.isWide)
      + sample(of: row, columns, isWide: layout.isWide)
  }

  /// A question or an error, in place of the details; `nil` if there is neither.
  private func answer(_ columns: Int) -> [Line]? {
    if let error = page.error { return error.wrapped(to: columns).map { Line($0, .bad) } }
    switch page.question {
    case .key(let isMore):
      let name = page.chosen(scene)?.name ?? ""
      let text = isMore ? "Press one more key for '\(name)'." : "Press the key for '\(name)'."
      return (text + " Esc changes nothing.").wrapped(to: columns).map {
        Line($0, .strongAccent)
      }
    case .taking(let key, let other, _):
      let text = """
        \(key.name) is a key of '\(other.name)'. Enter reassigns it, any other key changes nothing.
        """
      return text.wrapped(to: columns).map { Line($0, .warning) }
    case nil: return nil
    }
  }

  private func text(of row: OptionRow) -> String {
    switch row {
    case .setting(let setting): setting.explanation
    case .keys(let binding): binding.help + "."
    }
  }

  private func facts(of row: OptionRow, _ columns: Int, isWide: Bool) -> [Line] {
    var facts: [(String, String)] = []
    switch row {
    case .setting(let setting):
      facts.append(("default", setting.standard.description))
      if setting.kind(scene.options.names).choices == nil {
        facts.append(("range", setting.kind(scene.options.names).rangeText))
      }
      facts.append(("applies", setting.effect == .atOnce ? "at once" : "at the next start"))
    case .keys(let binding):
      let standard = KeyMap.standard.bindings.first { $0.action == binding.action }
      facts.append(("default", standard?.keyText ?? ""))
    }
    if isWide { return facts.map { fact($0.0.padded(to: 9), $0.1) } }
    var line = Line()
    for (index, part) in facts.enumerated() {
      if index > 0 { line.add("   ", .dim) }
      line.add(fact("\(part.0) ", part.1))
    }
    return [line]
  }

  private func fact(_ name: String, _ value: String) -> Line {
    var line = Line(name, .dim)
    line.add(value, .text)
    return line
  }
}

extension OptionDetail {
  /// A sample of the chosen colours, layout or graph signs.
  private func sample(of row: OptionRow, _ columns: Int, isWide: Bool) -> [Line] {
    guard case .setting(let setting) = row else { return [] }
    let gap = isWide ? [Line()] : []
    switch setting.name {
    case Setting.themeName: return gap + colors(columns)
    case "layout":
      return gap
        + (scene.options.settings.layout.reason + ".").wrapped(to: columns)
        .map { Line($0, .accent) }
    case "graph": return gap + graph(columns, rows: isWide ? 4 : 2)
    default: return []
    }
  }

  private func colors(_ columns: Int) -> [Line] {
    var line = Line()
    for style in [Style.text, Style.dim, Style.accent, Style.good, Style.warning, Style.bad] {
      line.add("■■ ", style)
    }
    for step in 0..<(columns - line.width).clamped(to: 0...16) {
      line.add("■", .graph(Double(step) / 15))
    }
    return [line]
  }

  /// A curve that rises and falls, as the graphs would draw it.
  private func graph(_ columns: Int, rows: Int) -> [Line] {
    let columns = min(columns, 32)
    let values = (0..<columns * 2).map { index in
      let share = Double(index) / Double(max(columns * 2 - 1, 1))
      return share * (1 - share) * 4 * (0.75 + 0.25 * Double((index * 7) % 11) / 10)
    }
    let area = GraphArea(values, maximum: 1, rows: rows, scene.signs)
    return (0..<rows).reversed().map { row in
      var line = Line()
      for column in 0..<columns {
        let sign = area.sign(column: column, row: row).map(String.init) ?? " "
        line.add(sign, .graph(Double(row + 1) / Double(rows)))
      }
      return line
    }
  }
}
