import WeirAnalysis
import WeirEvents
import WeirSession

/// The findings raised in a run, one line each: first those not cleared at the end, then the
/// cleared ones.
struct FindingLines {
  let lines: [String]
  /// How many findings there are, including those without a line of their own.
  let count: Int

  /// The lines for a run; those of a real program name the place in its source.
  init(_ findings: RaisedFindings, _ analysis: Analysis, isPlaced: Bool = false) {
    let text = { (finding: Finding, title: String) in
      let evidence = isPlaced ? finding.placedEvidence : finding.evidence
      return "finding \(finding.lint.rawValue), \(title): \(evidence)"
    }
    let holding = analysis.foldedFindings.map { finding in
      "\(text(finding, finding.title)) It is still raised at the end."
    }
    let cleared = findings.cleared.map { entry in
      let title =
        entry.count == 1
        ? entry.finding.subject : "\(entry.finding.group), raised \(entry.count) times"
      let end = entry.cleared.map {
        " It was cleared at \(ExactTimeText($0))."
      }
      return text(entry.finding, title) + (end ?? "")
    }
    // Findings not cleared have lines even if no entry was kept for them.
    let own = holding + cleared
    let others = max(findings.entries.count + findings.otherCount - own.count, 0)
    lines = own + (others > 0 ? ["\(CountText(others, "more finding"))."] : [])
    count = own.count + others
  }
}
