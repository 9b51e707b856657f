package import WeirAnalysis
package import WeirEvents
import WeirScreen

/// A chain of waits in words, one line per task.
package struct WaitChainText: Hashable {
  /// One line per step, each with the task that it is about: `worker-1 waits for lock db, held by`.
  package let lines: [Line]

  /// A line, and the task that it is about.
  package struct Line: Hashable {
    package let task: TaskID
    package let text: String
  }

  /// The words for a chain. The last line says why the chain ends there.
  package init(_ chain: WaitChain, in analysis: Analysis) {
    let links = chain.links.map { link in
      Line(
        task: link.task,
        text: "\(analysis.name(of: link.task)) waits \(WaitChainText.clause(link.wait, analysis))")
    }
    let name = chain.last == .none ? "an unknown task" : analysis.name(of: chain.last)
    lines =
      links + [Line(task: chain.last, text: "\(name)\(WaitChainText.end(chain, analysis))")]
  }

  private static func clause(_ wait: Wait, _ analysis: Analysis) -> String {
    wait.kind.words.link.clause(wait.name(in: analysis))
  }

  private static func end(_ chain: WaitChain, _ analysis: Analysis) -> String {
    switch chain.end {
    case .runs:
      return analysis.tasks[chain.last].map { ": \(Activity($0).word)" } ?? ": runs"
    case .sleeps(.endOfTime): return " sleeps forever"
    case .sleeps(let until):
      let left = TimeText.short(max(analysis.now.duration(to: until), .zero))
      return " sleeps, \(left) left"
    case .outside(.offload):
      if let words = WaitText.offloaded(chain.last, analysis) { return " \(words)" }
      return " \(WaitKind.offload.words.sentence(""))"
    case .outside(let wait):
      let nobody = wait.kind == .other ? wait.nobody(in: analysis) : ""
      let sentence = wait.kind.words.sentence(wait.name(in: analysis))
      return " \(sentence)\(nobody.isEmpty ? "" : ", \(nobody)")"
    case .abandoned(let wait):
      let words = wait.kind.words
      return " \(words.sentence(wait.name(in: analysis))): \(words.resolvers.none)"
    case .hasEnded: return " has ended without releasing it"
    case .unknown: return " is not known"
    case .cycle: return " is already in this chain: none of them can continue on its own"
    case .long: return " is not the last"
    }
  }
}
