import WeirAnalysis
import WeirEvents
import WeirScreen

/// Sizes and thresholds that several pictures share.
enum FlowMeasures {
  /// The most rows that a picture or the list in it makes use of.
  static let mostRows = 14
  /// The digits and the unit of a length of time.
  static let durationColumns = 6
  /// A length of time and the blank before it.
  static let timeColumns = durationColumns + 1
  /// The most columns of the summary beside the panel's title.
  static let summaryColumns = 44
  /// The most columns of a name in a list of tasks.
  static let nameColumns = 12
  /// The narrowest row that shows the full name of a task, not only its number.
  static let fullNameRow = 24
  /// The longest bar behind a task's name.
  static let barColumns = 16
  /// The share of a time limit below which a bar warns.
  static let shortRest = 0.3
  /// The attempts per call that read as two.
  static let manyAttempts = 1.95
  /// The events per second that read as more than none: rates have one decimal.
  static let visibleRate = 0.05

  /// The columns that the longest name of some tasks takes, up to `nameColumns`.
  static func nameColumns(of tasks: [TaskRecord]) -> Int {
    min(longestName(of: tasks), nameColumns)
  }

  /// The columns that the longest name of some tasks takes.
  static func longestName(of tasks: [TaskRecord]) -> Int {
    tasks.map { CharacterWidth.of($0.name.description) }.max() ?? 0
  }
}
