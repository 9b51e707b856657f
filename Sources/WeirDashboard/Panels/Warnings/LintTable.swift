import WeirTrace

/// All lints in a table: how often each has spoken, from where on it speaks, and what it means.
struct LintTable {
  let state: Dashboard
  let look: Look

  /// A row for each lint under a heading, and what it means below it.
  func rows(_ columns: Int) -> [Line] {
    let counts = state.run.pastFindings.raisedCounts
    var heading = Line("  check".padded(to: LintTable.nameColumns), look.dim)
    heading.add("spoke  ", look.dim)
    heading.add("speaks when", look.dim)
    let speaking = Set(state.run.analysis.findings.map(\.lint))
    return [heading]
      + Lint.allCases.flatMap { lint in
        [row(lint, counts[lint] ?? 0, speaking.contains(lint))]
          + lint.meaning.wrapped(to: columns - 2).map { Line("  \($0)", look.dim) }
      }
  }

  private static let nameColumns = 26

  private func row(_ lint: Lint, _ count: Int, _ speaks: Bool) -> Line {
    let sign = speaks ? "▲" : count > 0 ? "✓" : "·"
    let style = speaks ? look.bad : count > 0 ? look.good : look.dim
    var line = Line("\(sign) ", style)
    line.add(
      lint.rawValue.padded(to: LintTable.nameColumns - 2), speaks ? look.strong : look.text)
    line.add(NumberText.count(count).leftPadded(to: 5), count > 0 ? look.text : look.dim)
    line.add("  \(lint.threshold(state.run.thresholds))", look.text)
    return line
  }
}
