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
    return [
      TouchRow(left: identity, right: difference(first.columns - identity.width - 2), box: first),
      TouchRow(left: progress, right: findings, box: second),
    ]
  }

  func draw(in frame: inout Frame, _ box: Box) {
    for row in rows(in: box) { row.draw(in: &frame) }
  }

  private var identity: TouchLine {
    var line = TouchLine()
    line.add(" weir ", .badge, .action(.page(.help)))
    line.add("  ", .text)
    line.add(
      String(scene.shown.description.name.prefix(18)), .strong, .action(.page(.scenarios)))
    for side in RunSide.allCases {
      line.add("   ", .text)
      for span in scene.badge(of: side).spans {
        line.add(span.text, span.style, .action(.screen(.nextPanel)))
      }
      line.add(" ", .text)
      for span in scene.name(of: side).spans {
        line.add(span.text, span.style, .action(.screen(.nextPanel)))
      }
    }
    return line
  }

  /// What differs, as far as there is room, and where the runs part.
  private func difference(_ room: Int) -> TouchLine {
    let parting = parting
    var line = TouchLine()
    let cautions = scene.sentences.cautions
    let texts =
      (cautions.isEmpty ? [] : [(cautions[0], Style.warning)])
      + [(scene.sentences.difference, Style.dim), (common, .dim)]
    let found = texts.first { CharacterWidth.of($0.0) + 3 + parting.width <= room }
    if let found { line.add(found.0, found.1) }
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

  private var parting: TouchLine {
    var line = TouchLine()
    guard let parting = runs.parting else {
      line.add("no difference yet", .dim)
      return line
    }
    let text = "◆ part at \(TimeText.shortClock(parting.instant))"
    line.add(text, .strongAccent, .action(.screen(.goToParting)))
    return line
  }

  private var findings: TouchLine {
    var line = TouchLine()
    for side in RunSide.allCases {
      let count = scene.run(side).analysis.foldedFindings.count
      line.add(line.width > 0 ? "   " : "", .text)
      line.add("\(side.rawValue) ", .strongAccent)
      line.add("▲ \(NumberText.count(count))".padded(to: 4), count == 0 ? .dim : .bad)
    }
    return line
  }
}
