/// A message to the user, which stays for some seconds.
struct Notice: Sendable, Equatable {
  var text: String
  /// How many more seconds of wall time it stays.
  var secondsLeft = 5.0
  var isProblem = false
  /// Whether it is outdated once another run has begun.
  var isAboutRun = false
  /// Whether it says where the run is paused, which is outdated once time continues.
  var isAboutInstant = false
  /// The title of its box, which covers the events; `nil` if it is shown in the bottom row if there
  /// is room.
  var title: String?

  /// Problems stay for at least this many seconds.
  static let leastProblemSeconds = 15.0
  /// Boxes with a title stay for at least this many seconds.
  static let leastTitledSeconds = 8.0

  /// The least number of seconds for which it stays, even if the settings say less.
  var leastSeconds: Double {
    if isProblem { return Notice.leastProblemSeconds }
    return title == nil ? 0 : Notice.leastTitledSeconds
  }
}
