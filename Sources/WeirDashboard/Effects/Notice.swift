/// A message to the user, which stays for some seconds.
struct Notice: Sendable, Equatable {
  var text: String
  /// How many more seconds of wall time it stays.
  var secondsLeft = 5.0
  var isProblem = false
  /// What it is about, if that can change; `nil` if it never is outdated.
  var topic: Topic?
  /// The title of its box, which covers the events; `nil` if it is shown in the bottom row if there
  /// is room.
  var title: String?

  /// What makes a notice outdated.
  enum Topic: Sendable, Hashable {
    /// It is about the run, and outdated once another one has begun.
    case run
    /// It says where the run is paused, and is also outdated once time continues.
    case instant
  }

  /// Problems stay for at least this many seconds.
  static let leastProblemSeconds = 15.0
  /// Boxes with a title stay for at least this many seconds.
  static let leastTitledSeconds = 8.0

  /// The notice when it is first shown: how long it stays is set, but some need longer than that.
  func staying(atLeast seconds: Double) -> Notice {
    let usual = title == nil ? 0 : Notice.leastTitledSeconds
    let least = isProblem ? Notice.leastProblemSeconds : usual
    var notice = self
    notice.secondsLeft = max(least, seconds)
    return notice
  }
}
