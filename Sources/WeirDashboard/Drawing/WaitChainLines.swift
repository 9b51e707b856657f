import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A chain of waits as rows: each task with its sign, what it waits for, and at the end why the
/// chain ends there.
struct WaitChainLines {
  private let chain: WaitChain
  private let analysis: Analysis

  /// The most tasks that have a row; the others in the middle are counted.
  private static let limit = 12

  init(_ chain: WaitChain, in analysis: Analysis) {
    (self.chain, self.analysis) = (chain, analysis)
  }

  /// The rows, at most `columns` wide.
  func lines(_ columns: Int) -> [Line] {
    let steps = WaitChainText(chain, in: analysis).lines
    let hidden = steps.count - WaitChainLines.limit
    var lines = steps.enumerated().map { index, step in
      line(step, isFirst: index == 0, isLast: index == steps.count - 1)
    }
    if hidden > 0 {
      let half = WaitChainLines.limit / 2
      lines.replaceSubrange(half..<half + hidden, with: [Line("  … \(hidden) more", .dim)])
    }
    return lines.map { $0.fitted(to: columns) }
  }

  private func line(_ step: WaitChainText.Line, isFirst: Bool, isLast: Bool) -> Line {
    var line = Line(isFirst ? "" : "╰ ", .border)
    if let record = analysis.tasks[step.task] {
      let activity = Activity(record)
      line.add("\(activity.glyph) ", Style(of: activity))
    }
    let isForever = isLast && chain.end.isForever
    line.add(step.text, isForever ? .bad : isLast ? .strong : .text)
    return line
  }
}

extension WaitChain.End {
  /// Whether nothing can end the waits.
  fileprivate var isForever: Bool {
    switch self {
    case .abandoned, .hasEnded, .cycle: true
    case .runs, .sleeps, .outside, .unknown, .long: false
    }
  }
}
