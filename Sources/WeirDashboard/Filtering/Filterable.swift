import WeirWording

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
