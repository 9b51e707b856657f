import WeirAnalysis
import WeirEvents
import WeirTestSupport

extension Script {
  /// The analysis after folding the whole script.
  func analysis(until end: String = "0s", _ state: RunState = .running) -> Analysis {
    var analysis = Analysis()
    analysis.fold(EventBatch(events: events, now: max(instant(end), now), state: state))
    return analysis
  }
}

/// The changes of the findings of a trace, one line each: `1.1s + loop-blocked worker-1`.
func findings(
  in script: Script, until end: String, _ state: RunState = .running,
  thresholds: LintThresholds = .init()
) -> [String] {
  var analysis = Analysis(thresholds: thresholds)
  analysis.fold(EventBatch(events: script.events, now: instant(end), state: state))
  return analysis.takeFindingChanges().map(\.line)
}

extension TimedFindingChange {
  var line: String {
    switch change {
    case .raised(let finding):
      "\(instant.text) + \(finding.lint.rawValue) \(finding.subject) since \(finding.since.text)"
    case .cleared(let finding): "\(instant.text) - \(finding.lint.rawValue) \(finding.subject)"
    }
  }
}
