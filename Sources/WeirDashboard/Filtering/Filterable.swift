import WeirWording

/// What a filter can look at. Each question hands on texts until one is what is looked for, so that nothing is made for nothing.
protocol Filterable {
  /// Everything there is to read of it.
  func hasText(where isWanted: (String) -> Bool) -> Bool
  /// The tasks that it is about.
  func hasName(where isWanted: (String) -> Bool) -> Bool
  /// What is waited for.
  func waitsOn(where isWanted: (String) -> Bool) -> Bool
  /// Where in the source it is.
  func isAt(where isWanted: (String) -> Bool) -> Bool
  func hasRole(where isWanted: (String) -> Bool) -> Bool
  /// What the task does, or begins to do.
  var activity: Activity? { get }
  /// The task's number.
  var number: UInt32? { get }
}
