import WeirAnalysis

extension RunTimeline {
  /// How many findings are marked; those of a crowd count as one.
  public var warningCount: Int { marks.warnings.count }

  /// Where a finding was raised, by its number among the marked ones, counted from 1; `nil` if
  /// there is none.
  public func target(ofWarning number: Int) -> SeekTarget? {
    let warnings = marks.warnings
    return warnings.indices.contains(number - 1) ? SeekTarget(warnings[number - 1]) : nil
  }
}
