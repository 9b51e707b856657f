import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirSession
import WeirWording

/// The comparison of two runs as text: what they are, what differs, and the figures as a table.
struct ComparisonText {
  private let report: ComparisonReport
  private let names: [String?]
  /// What is said if no difference was found.
  private let withoutDifference: String

  private var runs: [ComparedRun] { [report.a, report.b] }

  /// - Parameters:
  ///   - names: The paths of A and B; `nil` for a run that is simulated.
  ///   - withoutDifference: What is said if no difference was found, and the runs are not known to
  ///     be the same.
  init(
    _ report: ComparisonReport, names: [String?],
    withoutDifference: String = "never, as far as both go"
  ) {
    (self.report, self.names, self.withoutDifference) = (report, names, withoutDifference)
  }

  var text: String {
    let sentences = ComparisonSentences(report.comparison)
    let parts = [
      titles,
      rows(
        [("differs", sentences.difference)]
          + (sentences.cautions + [sentences.losses].compactMap(\.self)).map { ("caution", $0) }),
      rows(parting), table, rows(tasks + findings),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var titles: String {
    zip(zip(RunSide.allCases, names), runs).map { head, run in
      let title = SummaryText(
        run.model, halt: nil, log: nil, subcommand: "simulate", reading: run.reading
      ).title
      return "\(head.0.rawValue)  " + ((head.1.map { "\($0): " } ?? "") + title).printable
    }.joined(separator: "\n")
  }

  /// Where the runs part.
  private var parting: [(String, String)] {
    guard let difference = report.firstDifference else {
      let count = CountText(report.a.model.analysis.eventCount, "event")
      return [
        ("part", report.isEqual ? "never: \(count), all the same" : withoutDifference)
      ]
    }
    return [
      ("part", "at \(ExactTimeText(difference.instant)), event \(difference.event)"),
      ("", "A: \(difference.a)"), ("", "B: \(difference.b)"),
    ]
  }

  /// The tasks, paired by name.
  private var tasks: [(String, String)] {
    let pairs = TaskPairs(
      report.a.model.analysis.tasks.records.lazy.filter(\.isLive),
      report.b.model.analysis.tasks.records.lazy.filter(\.isLive)
    ).pairs
    let only = RunSide.allCases.compactMap { side in
      let names = pairs.filter { $0.only == side }.map { "\($0.name)" }
      guard !names.isEmpty else { return nil as String? }
      let more = names.count > 4 ? " and \(names.count - 4) more" : ""
      return "only in \(side.rawValue): \(names.prefix(4).joined(separator: ", "))\(more)"
    }
    let both = pairs.count { $0.only == nil }
    return [("tasks", (["\(both) live in both"] + only).joined(separator: "; "))]
  }

  private var findings: [(String, String)] {
    let comparison = report.comparison
    return findings("A", comparison.findingsOfA, cleared: comparison.clearedOfA)
      + findings("B", comparison.findingsOfB, cleared: comparison.clearedOfB)
  }

  private func findings(
    _ side: String, _ holding: [Finding], cleared: [Finding]
  ) -> [(String, String)] {
    guard !holding.isEmpty || !cleared.isEmpty else { return [("warnings", "\(side): none")] }
    let text = { (finding: Finding, evidence: String) in
      "\(side): \(finding.lint.rawValue), \(finding.title): \(evidence)"
    }
    return holding.map { ("warning", text($0, $0.evidence)) }
      + cleared.map { ("cleared", text($0, $0.placedEvidence)) }
  }

  private func rows(_ rows: [(String, String)]) -> String {
    rows.map { head, text in
      "  \(head)\(String(repeating: " ", count: max(10 - head.count, 1)))\(text.printable)"
    }.joined(separator: "\n")
  }
}

// MARK: Figures

extension ComparisonText {
  private var table: String {
    ComparisonTable(report.comparison.figures, in: .standard).text
  }
}

/// The figures of two runs as a table: A, B, the difference, the difference in percent.
struct ComparisonTable {
  private let rows: [[String]]

  /// - Parameter characters: The characters that may be printed; the columns are set for them.
  init(_ figures: [FigureComparison], in characters: OutputCharacters) {
    let head = ["", "", "A", "B", "", "Δ", "Δ %"]
    let lines = figures.map { figure in
      let text = FigureText(figure)
      return [
        text.label.printable, text.unit, text.a, text.b,
        text.isEqual ? "" : ComparisonTable.sign(of: figure),
        text.delta, text.share,
      ]
    }
    rows = ([head] + lines).map { row in
      row.map { ComparisonTable.forms(of: $0, in: characters) }
    }
  }

  /// Whether B is better (`▲`) or worse (`▼`).
  private static func sign(of figure: FigureComparison) -> String {
    switch figure.better {
    case .a: "▼"
    case .b: "▲"
    case nil: ""
    }
  }

  /// ASCII has no signs for better and worse that explain themselves.
  private static func forms(of cell: String, in characters: OutputCharacters) -> String {
    guard characters == .ascii else { return cell }
    return switch cell {
    case "▲": "better"
    case "▼": "worse"
    case "Δ": "diff"
    case "Δ %": "diff %"
    default: characters.text(cell.replacing("−", with: "-"))
    }
  }

  /// The table, two columns from the left; names and units begin their columns, numbers end them.
  var text: String {
    let widths = (0..<7).map { column in
      rows.map { CharacterWidth.of($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - CharacterWidth.of(cell.0))
        return column < 2 || column == 4 ? cell.0 + space : space + cell.0
      }
      let line = "  " + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
