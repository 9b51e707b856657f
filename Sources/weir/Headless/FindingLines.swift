import WeirAnalysis
import WeirEvents
import WeirLog
import WeirSession

/// The findings that were raised in a run, a line each: those that hold at the end, and those that
/// were cleared before.
struct FindingLines {
  let lines: [String]
  /// How many there are, those for which there is no line included.
  let count: Int

  init(_ findings: RaisedFindings, _ analysis: Analysis) {
    let holding = analysis.foldedFindings.map { finding in
      "\(FindingLines.text(finding, finding.title)) It holds at the end."
    }
    let cleared = findings.entries.filter { $0.holdingCount <= 0 }.map { entry in
      let title =
        entry.count == 1
        ? entry.finding.subject : "\(entry.finding.group), raised \(entry.count) times"
      let end = entry.cleared.map {
        " It was cleared at \(DurationText(VirtualInstant.zero.duration(to: $0)))."
      }
      return FindingLines.text(entry.finding, title) + (end ?? "")
    }
    let others = findings.otherCount
    lines = holding + cleared + (others > 0 ? ["\(CountText(others, "more finding"))."] : [])
    count = holding.count + cleared.count + others
  }

  private static func text(_ finding: Finding, _ title: String) -> String {
    "finding \(finding.lint.rawValue), \(title): \(finding.evidence)"
  }
}
