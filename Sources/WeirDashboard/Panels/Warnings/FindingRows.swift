import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Findings as rows of text: headline and evidence, and in a large panel also the meaning.
struct FindingRows {
  let run: RunHistory

  /// The lint, its subject, and since when, in one row.
  func headline(_ finding: Finding, _ columns: Int) -> Line {
    var line = Line("▲ \(finding.lint.rawValue)", .bad)
    line.add("  \(finding.title)", .strong)
    let since = "  since \(run.clock.short(finding.since))"
    if line.width + since.count <= columns { line.add(since, .dim) }
    return line
  }

  /// The headline, the evidence wrapped below it, and what to try.
  func short(_ finding: Finding, _ columns: Int) -> [Line] {
    let remedy = "try: \(finding.remedy)".wrapped(to: columns - 2)
    return brief(finding, columns) + remedy.map { Line("  \($0)", .accent) }
  }

  /// The headline, and the evidence wrapped below it.
  func brief(_ finding: Finding, _ columns: Int) -> [Line] {
    [headline(finding, columns)]
      + evidence(of: finding).wrapped(to: columns - 2).map { Line("  \($0)", .text) }
  }

  /// Everything about a finding, with a label for each paragraph.
  ///
  /// - Parameter end: When it was cleared; `nil` if it is current.
  func long(_ finding: Finding, until end: VirtualInstant? = nil, _ columns: Int) -> [Line] {
    let lint = finding.lint
    var rows = [headline(finding, columns)]
    let length = finding.since.duration(to: end ?? run.analysis.now)
    rows[0].add(", for \(TimeText.short(length))", .dim)
    rows += paragraph("seen", evidence(of: finding), .text, columns)
    rows += paragraph("means", lint.meaning, .dim, columns)
    rows += paragraph("fires", lint.threshold(run.thresholds), .dim, columns)
    rows += paragraph("try", finding.remedy, .accent, columns)
    return rows
  }

  /// The evidence; in a real program, also where to look in its source.
  private func evidence(of finding: Finding) -> String {
    run.model.start.isSimulation ? finding.evidence : finding.placedEvidence
  }

  private func paragraph(_ word: String, _ text: String, _ style: Style, _ columns: Int) -> [Line] {
    text.wrapped(to: columns - FindingRows.wordColumns).enumerated().map { index, row in
      let label = index == 0 ? "  \(word)" : ""
      var line = Line(label.padded(to: FindingRows.wordColumns), .dim)
      line.add(row, style)
      return line
    }
  }

  private static let wordColumns = 10

  /// A finding that was cleared, with when it was raised and cleared.
  func past(_ past: FindingHistory.Past, _ columns: Int) -> Line {
    let finding = past.finding
    let clocks = [finding.since, past.cleared].map(run.clock.short).joined(separator: "–")
    let length = TimeText.short(finding.since.duration(to: past.cleared))
    var line = Line("✓ ", .good)
    line.add("\(clocks) ", .dim)
    line.add(length.leftPadded(to: 6), .dim)
    line.add("  \(finding.lint.rawValue)  \(finding.title)", .text)
    return line
  }
}
