import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The two rows at the top: which runs these are and what differs, and how far they have come.
struct ComparisonHeader {
  let scene: ComparisonScene

  func rows(in box: Box) -> [TouchRow] {
    let (first, second) = box.inset(right: 1).splitTop(1)
    let bar = HeaderBar(run: scene.shown, rate: scene.rate, isStill: scene.isStill)
    let progress = bar.rows(in: box).last?.left ?? TouchLine()
    let form = form(in: first.columns)
    let identity = identity(form, in: first.columns)
    let right =
      form == .full ? difference(first.columns - identity.width - 2) : least(isShort: true)
    return [
      TouchRow(left: identity, right: right, box: first),
      TouchRow(left: progress, right: findings(box.columns), box: second),
    ]
  }

  func draw(in frame: inout Frame, _ box: Box) {
    for row in rows(in: box) { row.draw(in: &frame) }
  }

  /// How much is said of the runs, the most first.
  private enum Form: CaseIterable {
    case full
    /// Closer to each other, and without the words of where they part.
    case close
    /// Without the scenario as well.
    case short
  }

  /// The first form with room for both names, and for a caution and where the runs part.
  private func form(in columns: Int) -> Form {
    Form.allCases.first { form in
      identity(form).width + 2 + least(isShort: form != .full).width <= columns
    } ?? .short
  }

  /// The runs, whose names are cut if they are too long even for the shortest form.
  private func identity(_ form: Form, in columns: Int) -> TouchLine {
    let whole = identity(form)
    let missing = whole.width + 2 + least(isShort: form != .full).width - columns
    guard missing > 0 else { return whole }
    let names = RunSide.allCases.map { scene.name(of: $0).width }
    let limit = max((names.reduce(0, +) - missing) / 2, 4)
    let spare = max(limit - (names.min() ?? 0), 0)
    return identity(form, limit: limit + spare)
  }

  private func identity(_ form: Form, limit: Int = .max) -> TouchLine {
    let gap = form == .full ? "   " : "  "
    var line = TouchLine()
    line.add(" weir ", .badge, .action(.page(.help)))
    if form != .short, !scene.hasOtherScenario {
      line.add("  ", .text)
      line.add(
        String(scene.shown.description.name.prefix(18)), .strong, .action(.page(.scenarios)))
    }
    for side in RunSide.allCases {
      line.add(gap, .text)
      for span in scene.badge(of: side).spans {
        line.add(span.text, span.style, .action(.screen(.nextPanel)))
      }
      line.add(" ", .text)
      for span in scene.name(of: side).fitted(to: limit).spans {
        line.add(span.text, span.style, .action(.screen(.nextPanel)))
      }
      if let ending = scene.ending(of: side) { line.add("  \(ending.text)", ending.style) }
    }
    return line
  }

  /// What there is always room for: a caution in two words, and where the runs part.
  private func least(isShort: Bool) -> TouchLine {
    var line = TouchLine()
    if let caution = scene.sentences.shortCaution { line.add("\(caution)   ", .warning) }
    line.add(parting(isShort: isShort))
    return line
  }

  /// What differs, as far as there is room, and where the runs part. A caution goes before it.
  private func difference(_ room: Int) -> TouchLine {
    let parting = parting(isShort: false)
    var line = TouchLine()
    let sentences = scene.sentences
    let cautions = [sentences.cautions.first, sentences.shortCaution].compactMap(\.self)
    let texts =
      cautions.isEmpty
      ? [(scene.difference, Style.dim), (common, .dim)] : cautions.map { ($0, .warning) }
    let found = texts.first { CharacterWidth.of($0.0) + 3 + parting.width <= room }
    if let found { line.add(found.0, found.1) }
    if let losses = sentences.shortLosses {
      let text = "\(line.width > 0 ? "   " : "")▲ \(losses)"
      let width = line.width + CharacterWidth.of(text) + 3 + parting.width
      if width <= room { line.add(text, .warning) }
    }
    if line.width > 0, parting.width > 0 { line.add("   ", .text) }
    line.add(parting)
    return line
  }

  /// What both have in common, in a few words.
  private var common: String {
    guard runs.comparison.parameter(named: "seed") == nil, let seed = scene.shown.start.seed else {
      return ""
    }
    return "same seed \(seed)"
  }

  private var runs: ComparedRuns { scene.runs }

  private func parting(isShort: Bool) -> TouchLine {
    var line = TouchLine()
    guard let parting = runs.parting else {
      let text =
        runs.isPartingUnknown
        ? isShort ? "?" : "part at an unknown place" : isShort ? "alike" : "no difference yet"
      line.add(text, .dim)
      return line
    }
    let text = "◆ \(isShort ? "" : "part at ")\(TimeText.shortClock(parting.instant))"
    line.add(text, .strongAccent, .action(.screen(.goToParting)))
    return line
  }

  /// How many warnings each of them has.
  private func findings(_ columns: Int) -> TouchLine {
    let isNarrow = columns < ComparisonHeader.columnsForFields
    var line = TouchLine()
    for side in RunSide.allCases {
      let count = scene.run(side).findingCount
      line.add(line.width > 0 ? isNarrow ? "  " : "   " : "", .text)
      line.add("\(side.rawValue) ", .strongAccent)
      let text = "▲ \(NumberText.count(count))"
      line.add(isNarrow ? text : text.padded(to: 4), count == 0 ? .dim : .bad)
    }
    return line
  }

  /// From this number of columns on, the warnings have fields of a fixed width.
  private static let columnsForFields = 72
}
