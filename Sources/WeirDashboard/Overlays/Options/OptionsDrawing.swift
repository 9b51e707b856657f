import WeirAnalysis
import WeirEvents
import WeirScreen

/// Draws all settings and keys in pages, with the explanation of the chosen one.
struct OptionsDrawing {
  let page: OptionsPage
  let scene: OverlayScene

  func draw(in frame: inout Frame) {
    let layout = page.layout(scene)
    frame.fill(layout.box, with: .text)
    PanelBorder(
      Line("Options", .title), summary: summary, isFocused: true
    ).draw(in: &frame, layout.box)
    drawTabs(in: &frame, layout)
    for (line, box) in layout.shown { draw(line, in: &frame, box, layout) }
    drawMore(in: &frame, layout)
    OptionDetail(page: page, scene: scene).draw(in: &frame, layout)
  }

  private var summary: Line {
    var line = Line()
    if page.editor != nil { return hints([("Enter", "sets it"), ("Esc", "cancels")]) }
    if case .key = page.question { return hints([("Esc", "cancels")]) }
    if page.question != nil { return hints([("Enter", "reassigns it"), ("Esc", "cancels")]) }
    line.add(hints(usual))
    return line
  }

  private var usual: [(String, String)] {
    let isKeys = page.tab == .keys
    let actions: [([KeyAction], String)] = [
      ([.knob(.turn(.down)), .knob(.turn(.up))], isKeys ? "remove, add" : "change"),
      ([.move(.enter)], isKeys ? "another key" : "type"), ([.knob(.setDefault)], "default"),
      ([.screen(.nextPanel)], "page"), ([.screen(.back)], "close"),
    ]
    return actions.compactMap { actions, word in
      let keys = actions.compactMap { scene.options.keys.binding(for: $0)?.keys.first?.name }
      return keys.isEmpty ? nil : (keys.joined(), word)
    }
  }

  private func hints(_ hints: [(String, String)]) -> Line {
    var line = Line()
    for (index, hint) in hints.enumerated() {
      line.add(index == 0 ? "" : "  ", .dim)
      line.add(hint.0, .strongAccent)
      line.add(" \(hint.1)", .dim)
    }
    return line
  }
}

extension OptionsDrawing {
  private func drawTabs(in frame: inout Frame, _ layout: OptionsLayout) {
    let texts = page.tabTexts(scene)
    for ((tab, text), box) in zip(zip(OptionTab.allCases, texts), layout.tabBoxes(texts)) {
      let isOpen = tab == page.tab
      var line = Line(String(text.prefix(2)), isOpen ? .strongAccent : .dim)
      line.add(String(text.dropFirst(2)), isOpen ? .title : .text)
      frame.write(line, at: box.column, box.row, limit: box.columns)
      if isOpen { frame.highlight(box) }
    }
  }

  /// Says how many lines are above and below those shown.
  private func drawMore(in frame: inout Frame, _ layout: OptionsLayout) {
    let below = layout.lines.count - layout.first - layout.list.rows
    let parts = [(layout.first, "↑"), (below, "↓")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return }
    let text = parts.map { "\($0.1) \($0.0) more" }.joined(separator: "  ")
    let column = layout.tabs.endColumn - CharacterWidth.of(text)
    guard column > (layout.tabBoxes(page.tabTexts(scene)).last?.endColumn ?? 0) else { return }
    frame.write(text, at: column, layout.tabs.row, .dim)
  }
}

extension OptionsDrawing {
  private func draw(
    _ line: OptionLine, in frame: inout Frame, _ box: Box, _ layout: OptionsLayout
  ) {
    switch line {
    case .blank: break
    case .heading(let text):
      frame.write(Line(text, .title), at: box.column + 2, box.row, limit: box.columns - 2)
    case .row(let index): draw(index, in: &frame, box, layout)
    }
  }

  private func draw(
    _ index: Int, in frame: inout Frame, _ box: Box, _ layout: OptionsLayout
  ) {
    let row = page.rows(page.tab, scene)[index]
    let isChosen = index == page.selected
    let isChanged = scene.isChanged(row)
    var line = Line(isChosen ? "▸ " : "  ", .strongAccent)
    line.add(row.name.padded(to: layout.nameColumns), isChosen ? .strong : .text)
    line.add(isChanged ? "*" : " ", .strongAccent)
    frame.write(line, at: box.column, box.row, limit: box.columns)
    let place = layout.valueBox(box)
    if isChosen, let editor = page.editor {
      TypedLine(editor: editor, style: .strong).draw(
        in: &frame, column: place.column, row: place.row, columns: place.columns)
    } else {
      let value = value(of: row, isChosen: isChosen, columns: place.columns)
      frame.write(value, at: place.column, place.row, limit: place.columns)
    }
    if isChosen { frame.highlight(box) }
  }

  private func value(of row: OptionRow, isChosen: Bool, columns: Int) -> Line {
    switch row {
    case .setting(let setting): value(of: setting, isChosen: isChosen, columns: columns)
    case .keys(let binding): keys(of: binding, isChosen: isChosen, columns: columns)
    }
  }

  private func value(of setting: Setting, isChosen: Bool, columns: Int) -> Line {
    let value = scene.value(of: setting)
    if let choice = page.choice(of: setting, scene), choice.width <= columns {
      return choice.line()
    }
    if let words = setting.kind(scene.options.names).choices {
      return name(value.description, of: words, isChosen: isChosen)
    }
    var line = Line(value.description.leftPadded(to: 7), isChosen ? .strongAccent : .accent)
    guard let position = setting.kind(scene.options.names).position(of: value) else {
      return Line(value.description, isChosen ? .strongAccent : .accent)
    }
    line.add("  ", .text)
    line.add(
      ProgressText.slider(
        position, columns: (columns - 10).clamped(to: 0...28), isChosen ? .accent : .dim,
        rest: .border))
    return line
  }

  private func name(_ name: String, of words: [String], isChosen: Bool) -> Line {
    var line = Line("◂ ", .dim)
    line.add(name, isChosen ? .strongAccent : .accent)
    line.add(" ▸", .dim)
    if let index = words.firstIndex(of: name), words.count > 1 {
      line.add("  \(index + 1) of \(words.count)", .dim)
    }
    return line
  }

  private func keys(of binding: KeyBinding, isChosen: Bool, columns: Int) -> Line {
    let text = binding.keys.isEmpty ? "none" : binding.keyText
    var line = Line(text.padded(to: 17), isChosen ? .strongAccent : .accent)
    if columns > 60 { line.add("  \(binding.help)", .dim) }
    return line
  }
}
