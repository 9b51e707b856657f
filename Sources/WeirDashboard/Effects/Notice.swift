/// Something to say to the user, which stays for some seconds.
struct Notice: Sendable, Equatable {
  var text: String
  /// How many seconds of wall time it still stays.
  var secondsLeft = 5.0
  var isProblem = false
  /// Whether it is of no use once another run has begun.
  var isAboutRun = false
  /// Whether it says where the run stands, which is wrong once time goes on.
  var isAboutPlace = false
  /// The title of its box, which stands over the events; nil if it stands in the bottom row where
  /// there is room.
  var title: String?

  /// Problems stay for at least this many seconds.
  static let leastProblemSeconds = 15.0
  /// Boxes with a title stay for at least this many seconds.
  static let leastTitledSeconds = 8.0

  /// The least number of seconds for which it stays, whatever the settings say.
  var leastSeconds: Double {
    if isProblem { return Notice.leastProblemSeconds }
    return title == nil ? 0 : Notice.leastTitledSeconds
  }
}
