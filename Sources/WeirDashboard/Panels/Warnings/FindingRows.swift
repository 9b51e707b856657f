import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Findings as rows of text: headline and evidence, and in a large panel also the meaning.
struct FindingRows {
  let run: RunHistory

  /// A finding, and when it was cleared; `nil` if it is current.
  typealias Entry = (finding: Finding, end: VirtualInstant?)

  /// The lint, its subject, and since when, in one row.
  func headline(_ entry: Entry, _ columns: Int) -> Line {
    let finding = entry.finding
    var line = Line("▲ \(finding.lint.rawValue)", .bad)
    line.add("  \(finding.title)", .strong)
    let since = "  since \(run.clock.short(finding.since))"
    if line.width + since.count <= columns { line.add(since, .dim) }
    return line
  }

  /// The headline, the evidence wrapped below it, and what to try.
  func short(_ entry: Entry, _ columns: Int) -> [Line] {
    let remedy = "try: \(entry.finding.remedy)".wrapped(to: columns - 2)
    return brief(entry, columns) + remedy.map { Line("  \($0)", .accent) }
  }

  /// The headline, and the evidence wrapped below it.
  func brief(_ entry: Entry, _ columns: Int) -> [Line] {
    [headline(entry, columns)]
      + evidence(of: entry).wrapped(to: columns - 2).map { Line("  \($0)", .text) }
  }

  /// Everything about a finding, with a label for each paragraph.
  func long(_ entry: Entry, _ columns: Int) -> [Line] {
    let (finding, lint) = (entry.finding, entry.finding.lint)
    var rows = [headline(entry, columns)]
    let length = finding.since.duration(to: entry.end ?? run.analysis.now)
    rows[0].add(", for \(TimeText.short(length))", .dim)
    rows += paragraph("seen", evidence(of: entry), .text, columns)
    rows += paragraph("means", lint.meaning, .dim, columns)
    rows += paragraph("fires", lint.threshold(run.thresholds), .dim, columns)
    rows += paragraph("try", finding.remedy, .accent, columns)
    return rows
  }

  /// The evidence; in a real program, also where to look in its source. That of a finding that was
  /// cleared says until when it was so.
  private func evidence(of entry: Entry) -> String {
    let finding = entry.finding
    let text = run.model.start.isSimulation ? finding.evidence : finding.placedEvidence
    guard let end = entry.end, finding.lint.tellsWhatIs else { return text }
    let isAtEnd = end.duration(to: run.analysis.now) <= FindingRows.closing
    return isAtEnd ? "At the end: \(text)" : "Until \(run.clock.short(end)): \(text)"
  }

  /// What is cleared within this time before the end was cleared by it: a program that ends cancels
  /// its tasks first.
  private static let closing = Duration.milliseconds(250)

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
