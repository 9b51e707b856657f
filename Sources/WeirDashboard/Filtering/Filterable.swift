import WeirWording
import WeirAnalysis
import WeirEvents

/// What a filter can look at. Each function passes texts to the predicate until one matches, so
/// that no text is made without need.
protocol Filterable {
  /// All its text.
  func hasText(where isWanted: (String) -> Bool) -> Bool
  /// The tasks that it is about.
  func hasName(where isWanted: (String) -> Bool) -> Bool
  /// What it waits for.
  func waitsOn(where isWanted: (String) -> Bool) -> Bool
  /// Where in the source it is.
  func isAt(where isWanted: (String) -> Bool) -> Bool
  func hasRole(where isWanted: (String) -> Bool) -> Bool
  /// What the task does, or begins to do.
  var activity: Activity? { get }
  /// The number of the task.
  var number: UInt32? { get }
}

/// A task as filters look at it: by its name, what it does and what it waits for. Times change all
/// the time and don't count as text.
struct FilteredTask: Filterable {
  var record: TaskRecord
  let analysis: Analysis

  var activity: Activity? { Activity(record) }
  var number: UInt32? { record.id.rawValue }

  func hasText(where isWanted: (String) -> Bool) -> Bool {
    hasName(where: isWanted) || isWanted(Activity(record).word)
      || hasPlace(where: isWanted)
  }

  func hasName(where isWanted: (String) -> Bool) -> Bool {
    isWanted(record.name.description)
  }

  func waitsOn(where isWanted: (String) -> Bool) -> Bool {
    guard let wait = record.wait else { return false }
    return isWanted(WaitText.kind(wait)) || hasPlace(where: isWanted)
  }

  private func hasPlace(where isWanted: (String) -> Bool) -> Bool {
    record.wait.map { isWanted(WaitText.place($0, analysis)) } ?? false
  }

  func isAt(where isWanted: (String) -> Bool) -> Bool {
    isWanted(record.callSite.description)
  }

  func hasRole(where isWanted: (String) -> Bool) -> Bool {
    isWanted(record.role.description)
  }
}
