import WeirSession

/// An expectation or verification failed.
enum ExpectationError: Error, Hashable, CustomStringConvertible {
  /// Findings were raised although none was expected.
  case findings(count: Int)
  /// A log differs from its run.
  case logDiffers(path: String, RunDifference, version: String)
  /// Only the findings of a log differ from those of its run.
  case findingsDiffer(path: String, RunDifference)
  /// Two compared runs differ; `nil` if only one of them continues.
  case comparedRunsDiffer(ComparisonReport.FirstDifference?)
  /// Two runs of the same command differ.
  case runsDiffer(RunDifference)

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .findings(let count):
      """
      The log has \(CountText(count, "finding")), but none was expected. See \(count == 1 ? "it" : "them") above, \
      or omit --expect-no-findings.
      """
    case .logDiffers(let path, let difference, let version):
      """
      The log '\(path)' does not match its run: they first differ \(difference.place). \
      \(advice(version))
      """
    case .findingsDiffer(let path, let difference):
      """
      The events of the log '\(path)' match its run, but the findings do not: they first differ \
      \(difference.place). If it was recorded with other thresholds, add --ignore-findings.
      """
    case .comparedRunsDiffer(nil):
      "A and B have the same events, but not the same end. Compare them over the same length of time."
    case .comparedRunsDiffer(let difference?):
      """
      A and B differ, first at \(ExactTimeText(difference.instant)), event \(difference.event). See above what \
      differs, or omit --expect-equal.
      """
    case .runsDiffer(let difference):
      """
      Two runs of the same command first differ \(difference.place). A run must depend on its seed and inputs alone: \
      please report it with the command.
      """
    }
  }

  private func advice(_ version: String) -> String {
    version == Weir.version
      ? "The log was modified there, or at an earlier input."
      : "It was recorded by weir \(version), and this is \(Weir.version): try the weir that recorded it."
  }
}
