import WeirAnalysis
import WeirEvents
import WeirScreen

/// All lints in a table: how often each has fired, its threshold, and what it means.
struct LintTable {
  let run: RunHistory

  /// A row for each lint under a heading, and what it means below it.
  func rows(_ columns: Int) -> [Line] {
    let counts = run.pastFindings.raisedCounts
    var heading = Line("  check".padded(to: LintTable.nameColumns), .dim)
    heading.add("fired  ", .dim)
    heading.add("threshold", .dim)
    let raised = Set(run.analysis.findings.map(\.lint))
    return [heading]
      + Lint.allCases.flatMap { lint in
        [row(lint, counts[lint] ?? 0, raised.contains(lint))]
          + lint.meaning.wrapped(to: columns - 2).map { Line("  \($0)", .dim) }
      }
  }

  /// The sign, the name and the threshold of each, in one row.
  func shortRows(_ columns: Int) -> [Line] {
    let counts = run.pastFindings.raisedCounts
    let raised = Set(run.analysis.findings.map(\.lint))
    return Lint.allCases.map { lint in
      var line = name(lint, counts[lint] ?? 0, raised.contains(lint))
      let threshold = lint.threshold(run.thresholds)
      line.add(String(threshold.prefix { $0 != "," && $0 != ";" }), .dim)
      return line.fitted(to: columns)
    }
  }

  private static let nameColumns = 26

  /// A sign for what the lint has found so far, and its name.
  private func name(_ lint: Lint, _ count: Int, _ isRaised: Bool) -> Line {
    let sign = isRaised ? "▲" : count > 0 ? "✓" : "·"
    var line = Line("\(sign) ", isRaised ? .bad : count > 0 ? .good : .dim)
    line.add(
      lint.rawValue.padded(to: LintTable.nameColumns - 2), isRaised ? .strong : .text)
    return line
  }

  private func row(_ lint: Lint, _ count: Int, _ isRaised: Bool) -> Line {
    var line = name(lint, count, isRaised)
    line.add(NumberText.count(count).leftPadded(to: 5), count > 0 ? .text : .dim)
    line.add("  \(lint.threshold(run.thresholds))", .text)
    return line
  }
}
