import Foundation

extension String {
  /// The path with `~` for the user's home folder, as shells write it.
  func shortened(home: String = ProcessInfo.processInfo.environment["HOME"] ?? "") -> String {
    guard home.count > 1, hasPrefix(home + "/") else { return self }
    return "~" + dropFirst(home.count)
  }
}
